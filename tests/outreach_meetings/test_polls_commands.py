"""Polls of dates and public holidays on the command line."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from click.testing import Result

from tests.outreach_meetings.builders import DOCTORS

Cli = Callable[..., Result]
SOON = [f"{datetime.now(UTC) + timedelta(days=days):%Y-%m-%d} 19:30" for days in (20, 21, 22)]


def a_group(cli: Cli) -> None:
    cli("groups", "add", DOCTORS, "--structure", "specialist")
    for name in ("Ana Ruiz", "Bo Li", "Tom Bell"):
        cli("contacts", "add", name)
        cli("groups", "join", DOCTORS, name)


def asked(cli: Cli, *more: str) -> None:
    a_group(cli)
    cli("meetings", "poll", DOCTORS, *SOON, *more)


def told(cli: Cli, *arguments: str) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = json.loads(cli("meetings", *arguments, "--json").stdout)
    return found


def test_a_poll_is_opened_answered_and_closed(cli: Cli) -> None:
    asked(cli, "--key", "Ana Ruiz", "--quorum", "2", "--place", "Library")
    cli("meetings", "answer", DOCTORS, "Ana Ruiz", "no,yes,maybe")
    cli("meetings", "answer", DOCTORS, "Bo Li", f"{SOON[1][:10]}=yes", f"{SOON[0][:10]}=yes")

    shown = told(cli, "poll", DOCTORS)
    assert shown["dates"][0]["starts"] == SOON[1].replace(" ", "T") + ":00"
    assert "Ana Ruiz, who is needed, cannot come" in cli("meetings", "poll", DOCTORS).stdout
    assert "2 of 3 have answered" in cli("meetings", "polls").stdout

    assert "Planned: Meeting of Doctors' group" in cli("meetings", "close", DOCTORS, "best").stdout
    assert SOON[1][:10] in cli("meetings", "show", DOCTORS).stdout
    assert "is closed" in cli("meetings", "close", DOCTORS, "best", code=1).stderr


def test_a_table_is_written_filled_in_and_read_back_line_by_line(cli: Cli, tmp_path: Path) -> None:
    asked(cli)
    sheet = tmp_path / "dates.csv"
    cli("meetings", "answer", DOCTORS, "--write", str(sheet))
    heading, *rows = sheet.read_text("utf-8-sig").splitlines()
    assert (heading, len(rows)) == (f"number,name,{','.join(SOON)}", 3)
    answers = {"Bo Li": "yes,no,maybe", "Ana Ruiz": "yes,perhaps,no", "Tom Bell": ",,"}
    filled = [next(row.replace(",,,", f",{said}") for name, said in answers.items() if name in row) for row in rows]
    sheet.write_text("\n".join([heading, *filled, ",Eva Stone,yes,yes,yes"]), "utf-8")

    result = cli("meetings", "answer", DOCTORS, "--file", str(sheet), code=1)

    assert "2 people have answered." in result.stdout
    assert "'perhaps' is no answer" in " ".join(result.stdout.split())
    assert "dates.csv, line 5" in " ".join(result.stdout.split())
    said = {one["name"]: [*one["answers"].values()] for one in told(cli, "poll", DOCTORS)["people"]}  # type: ignore[attr-defined]
    assert said == {"Bo Li": ["yes", "no", "if need be"], "Ana Ruiz": [None] * 3, "Tom Bell": [None] * 3}
    assert "is there already" in cli("meetings", "answer", DOCTORS, "--write", str(sheet), code=1).stderr


def test_a_table_with_a_column_that_is_no_date_of_the_poll_is_not_taken(cli: Cli, tmp_path: Path) -> None:
    asked(cli)
    sheet = tmp_path / "dates.csv"
    for content, sentence in (
        ("name,2020-01-01\nBo Li,yes\n", "none of the dates"),
        (f"who,{SOON[0]}\nBo Li,yes\n", "has no column 'name'"),
        (f"name,{SOON[0]}\nB\xf6 Li,yes\n", "not UTF-8"),
    ):
        sheet.write_bytes(content.encode("latin-1"))
        assert sentence in " ".join(cli("meetings", "answer", DOCTORS, "--file", str(sheet), code=1).stderr.split())


def test_links_are_shown_where_the_settings_say_how_pages_are_reached(cli: Cli, tmp_path: Path) -> None:
    asked(cli)
    assert "[web] address" in cli("meetings", "ask", DOCTORS, "--links", code=1).stderr
    (tmp_path / "outreach.toml").write_text('[web]\naddress = "https://pages.example.org"\n')
    links = [one["link"] for one in json.loads(cli("meetings", "ask", DOCTORS, "--links", "--json").stdout)]
    assert len({*links}) == 3
    assert all(one.startswith("https://pages.example.org/poll/") for one in links)


def test_a_day_that_is_a_public_holiday_is_told_where_it_is_asked_about_and_planned(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "days.csv"
    file.write_text(f"day,name\n{SOON[0][:10]},Maundy Thursday\n")
    assert "days.csv names 1 holiday, 1 of them new" in cli("meetings", "holidays", str(file), "--dry-run").stdout
    assert "No holiday is known" in cli("meetings", "holidays").stdout
    for new in (1, 0):
        assert f"{new} of them new." in cli("meetings", "holidays", str(file)).stdout
    assert "Maundy Thursday" in cli("meetings", "holidays").stdout
    asked(cli)
    shown = " ".join(cli("meetings", "poll", DOCTORS).stdout.split())
    assert "falls on a public holiday: Maundy Thursday" in shown
    assert "public holiday: Maundy Thursday" in cli("meetings", "plan", DOCTORS, SOON[0]).stdout
