"""Commands name what to do next, and tell what they show as people know it."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import Result

from outreach_crm.languages import day_in

Cli = Callable[..., Result]
GROUP = "Doctors"
LAST = f"{date.today() - timedelta(days=5)} 19:30"
NEXT = f"{date.today() + timedelta(days=20)} 19:30"


@pytest.fixture(name="met")
def met_of(cli: Cli) -> Cli:
    """A group of a coordinator and a member, whose last meeting decided something and is written down."""
    cli("groups", "add", GROUP, "--structure", "local")
    cli("contacts", "add", "Ana Ruiz")
    cli("contacts", "add", "Tom Bell")
    cli("groups", "join", GROUP, "Ana Ruiz", "--as", "coordinator", "--since", "30d")
    cli("groups", "join", GROUP, "Tom Bell")
    cli("meetings", "plan", GROUP, LAST)
    cli("meetings", "decide", GROUP, "We write once", "--on", LAST)
    return cli


def one_line(result: Result) -> str:
    return " ".join(result.stdout.split())


def test_an_objective_that_is_reached_without_a_result_is_told_which_option_says_it(met: Cli) -> None:
    met("meetings", "objective", GROUP, "Talk at the congress")

    told = met("meetings", "progress", GROUP, "Talk", "--state", "reached", code=1).stderr

    assert '--result "..."' in told


def test_the_year_names_decisions_as_they_were_corrected_and_says_so(met: Cli) -> None:
    met("meetings", "finish", GROUP, "--on", LAST)
    met("meetings", "correct", GROUP, "We write twice", "--decision", f"{LAST[:4]}/1", "--why", "wrong", "--on", LAST)
    year = ("--year", LAST[:4])

    assert "We write twice (corrected)" in one_line(met("meetings", "statistics", GROUP, *year))
    assert f"Decisions: - {LAST[:4]}/1: We write twice (corrected)" in one_line(met("meetings", "report", GROUP, *year))


def test_who_was_there_is_told_by_their_role_in_the_group(met: Cli) -> None:
    met("groups", "join", GROUP, "Ana Ruiz", "--as", "coordinator", "--since", LAST[:10])
    met("meetings", "attend", GROUP, "Ana Ruiz", "--on", LAST)

    told = met("meetings", "statistics", GROUP, "--year", LAST[:4]).stdout

    assert any(line.split()[:3] == ["Ana", "Ruiz", "coordinator"] for line in told.splitlines())


def test_a_poll_that_is_closed_names_the_command_that_invites(met: Cli) -> None:
    met("meetings", "poll", GROUP, NEXT, f"{NEXT[:10]} 21:30")

    told = one_line(met("meetings", "close", GROUP, NEXT))

    assert f'Invite to it: outreach meetings invite "{GROUP}" --on "{NEXT}"' in told


def test_an_owner_of_an_item_whom_nobody_knows_is_told(met: Cli) -> None:
    met("meetings", "plan", GROUP, NEXT)
    on = ("--on", NEXT)

    told = one_line(met("meetings", "agenda", GROUP, *on, "--add", "Lamp", "--owner", "Our caretaker"))

    assert "Nobody called Our caretaker is known" in told
    assert "is known" not in one_line(met("meetings", "agenda", GROUP, *on, "--set", "1", "--owner", "Tom Bell"))


def test_an_address_that_was_revoked_is_replaced_only_where_somebody_asks_for_it(met: Cli) -> None:
    met("meetings", "feed", GROUP)
    met("meetings", "feed", GROUP, "--revoke")

    told = one_line(met("meetings", "feed", GROUP))
    assert "was revoked on" in told
    assert told.endswith("outreach meetings feed Doctors --renew")
    assert json.loads(met("meetings", "feed", GROUP, "--json").stdout)["address"] == ""

    assert "/calendar/" in met("meetings", "feed", GROUP, "--renew").stdout
    assert "/calendar/" in met("meetings", "feed", GROUP).stdout


def test_a_calendar_file_is_told_in_the_time_of_the_section(met: Cli, tmp_path: Path) -> None:
    file = tmp_path / "one.ics"
    file.write_text(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y\r\nBEGIN:VEVENT\r\nUID:a@b\r\nDTSTAMP:20260101T000000Z\r\n"
        "DTSTART:20260701T180000Z\r\nDTEND:20260701T190000Z\r\nSUMMARY:Hall\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        encoding="utf-8",
    )
    (tmp_path / "outreach.toml").write_text('[section]\ntime_zone = "Europe/Madrid"\n', encoding="utf-8")

    told = met("meetings", "read", str(file)).stdout

    assert "From 2026-07-01 20:00 to 2026-07-01 21:00 (Europe/Madrid)" in told
    assert "2026-07-01T18:00:00" in met("meetings", "read", str(file), "--json").stdout


def test_minutes_stand_indented_under_their_items_and_name_the_decision_that_a_responsibility_follows(
    met: Cli,
) -> None:
    met("meetings", "agenda", GROUP, "--on", LAST, "--add", "Letters")
    number = f"{LAST[:4]}/1"
    met("meetings", "note", GROUP, "Ten are left.", "--item", "1", "--on", LAST)
    met("meetings", "take-on", GROUP, "Tom Bell", "Print more", "--item", "1", "--decision", number, "--on", LAST)
    met("meetings", "finish", GROUP, "--on", LAST)
    met("meetings", "correct", GROUP, "Nine are left.", "--item", "1", "--why", "one was lost", "--on", LAST)
    corrected = f"   Corrected by maria on {date.today()} (one was lost): Nine are left."

    shown = met("meetings", "minutes", GROUP, "--on", LAST).stdout.splitlines()

    at = shown.index("1. Letters")
    assert shown[at + 1 : at + 4] == [
        "   Ten are left.",
        corrected,
        f"   Tom Bell: Print more (decision {number}) (open)",
    ]
    sent = json.loads(met("meetings", "send-minutes", GROUP, "--on", LAST, "--dry-run", "--json").stdout)["body"]
    corrected = corrected.replace(str(date.today()), day_in(date.today(), "en"))  # members read a letter
    assert f"1. Letters\n\n   Ten are left.\n{corrected}\n\n   - Tom Bell: Print more (decision {number})" in sent
