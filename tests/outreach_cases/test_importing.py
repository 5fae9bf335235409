"""A list brings cases up to date: what is new, what is altered, and levels as further rows; twice is once."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from outreach_cases import service
from outreach_cases.model.imports import Fate, Line
from outreach_cases.model.levels import Level, Reason, Stance
from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.errors import InvalidInputError, RefusedError
from outreach_crm.tasks import service as tasks
from tests.outreach_cases.builders import a_case, level, work

Cli = Callable[..., Result]
HEAD = "Reference;Name;Kind;People;Country;Concerns;POC;Level;Status date;Reason;Note;Remarks of ours\n"


def table(*rows: str) -> str:
    """Return a list of cases as text."""
    return HEAD + "".join(f"{row}\n" for row in rows)


def fates(lines: tuple[Line, ...]) -> list[tuple[str, Fate]]:
    """Return what becomes of each row."""
    return [(one.name, one.fate) for one in lines]


def test_a_list_brings_new_cases_alters_others_and_leaves_the_rest(app: App) -> None:
    same = a_case(app, ref="IP 1", concerns=("torture",))
    other = a_case(app, "Teachers of Abéché", country="Chad", whom="group", people="40")
    text = table(
        "IP 1;Sanaa Rezaiy;person;;Iran;torture;;active;;;;",
        "IP 2;teachers of Abeche;group;about 50;Chad;;;dormant;2026-02-10;;No news;",
        "IP 3;Weavers of Kano;community;;Nigeria;torture|forced evictions;no;draft;2026-01-02;;;new to us",
    )

    report = service.import_text(app, text)

    assert fates(report.lines) == [
        ("Sanaa Rezaiy (IP 1)", Fate.SAME),
        ("Teachers of Abéché", Fate.CHANGED),
        ("Weavers of Kano (IP 3)", Fate.NEW),
    ]
    assert report.unread == ("Remarks of ours",)
    now = service.get(app, other.id)
    assert (now.ref, now.people, str(now.who)) == ("IP 2", 50, "group, about 50 people")
    assert (now.level, now.level_on) == (Level.DORMANT, "2026-02-10")
    assert service.get(app, same.id).change_id == same.change_id
    new = service.resolve(app, "IP 3")
    assert (new.opened_on, len(service.concerns(app, [new])[new.id])) == ("2026-01-02", 2)


def test_the_same_list_twice_changes_nothing_more(app: App) -> None:
    text = table("IP 2;Teachers of Abéché;group;about 50;Chad;torture;yes;active;2026-02-10;;;")
    service.import_text(app, text)
    before = service.history(app, service.resolve(app, "IP 2").id)

    again = service.import_text(app, text)

    assert (again.counts, again.change_id) == ({"new": 0, "changed": 0, "as it is": 1, "not taken in": 0}, None)
    assert service.history(app, service.resolve(app, "IP 2").id) == before


def test_a_preview_says_what_the_import_does_and_writes_nothing(app: App) -> None:
    case = a_case(app, ref="IP 1")
    text = table("IP 1;Sanaa R.;;;;;;dormant;;;;", "IP 9;Somebody;;;Peru;;;active;2026-01-01;;;")

    seen = service.import_text(app, text, dry_run=True)

    assert (service.get(app, case.id), len(service.listed(app, service.asking(app)))) == (case, 1)
    assert [one.told for one in seen.lines] == [
        ("name: Sanaa Rezaiy → Sanaa R.", "level: active → dormant"),
        ("active",),
    ]
    assert service.import_text(app, text).lines == seen.lines


def test_what_cannot_be_right_is_left_out_with_its_line_and_the_rest_is_taken_in(app: App) -> None:
    a_case(app, poc=True)
    closed = a_case(app, "Closed", ref="IP 5")
    level(app, closed, Level.CLOSED, Reason.DIED)
    text = table(
        "IP 7;Nobody;;;Atlantis;;;active;;;;",
        ";Sanaa Rezaiy;;;Iran;;;closed;;capacity or strategy;;",
        "IP 5;Closed;;;;;;dormant;;;;",
        "IP 8;;;;;;;active;;;;",
        "IP 9;Fine;;;Peru;;maybe;active;;;;",
        "IP 10;Fine too;;;Peru;;;sleeping;;;;",
        "IP 11;Well;;;Peru;;;active;;;;",
    )

    report = service.import_text(app, text)

    told = {one.line: one.sentence for one in report.problems}
    assert set(told) == {2, 3, 4, 5, 6, 7}
    assert "'Atlantis' is not one country" in told[2]
    assert "prisoner of conscience is closed unresolved" in told[3]
    assert "it does not become dormant" in told[4]
    assert "Say what the case is called" in told[5]
    assert "neither yes nor no" in told[6]
    assert "'sleeping' is no level" in told[7]
    assert report.counts["new"] == 1
    assert service.resolve(app, "IP 11").level is Level.ACTIVE


def test_two_cases_of_one_name_are_not_mixed_up(app: App) -> None:
    for country in ("Iran", "Iraq"):
        a_case(app, "Ali Hassan", country=country)

    report = service.import_text(app, table(";Ali Hassan;;;;;;dormant;;;;", ";Ali Hassan;;;Iraq;;;dormant;;;;"))

    assert [one.fate for one in report.lines] == [Fate.LEFT, Fate.CHANGED]
    assert "give a reference" in report.problems[0].sentence


def test_a_list_that_closes_a_case_tells_those_who_work_on_it(app: App) -> None:
    case = a_case(app, ref="IP 1")
    work(app, case)

    service.import_text(app, table("IP 1;Sanaa Rezaiy;;;;;;closed;;released;;"))

    assert [one.title for one in tasks.list_tasks(app, everybody=True)] == [
        "Tell whoever works on Sanaa Rezaiy (IP 1): closed: released"
    ]


def test_an_import_is_taken_back_by_one_undo_unless_it_stopped_something(app: App) -> None:
    case = a_case(app, ref="IP 1")
    work(app, case)
    first = service.import_text(app, table("IP 1;Sanaa R.;;;;;;dormant;;;;", "IP 2;New;;;;;;active;;;;"))
    assert first.change_id is not None

    journal.undo(app, first.change_id)
    assert (service.get(app, case.id).name, service.get(app, case.id).level) == ("Sanaa Rezaiy", Level.ACTIVE)
    stopping = service.import_text(app, table("IP 1;Sanaa Rezaiy;;;;;;closed;;their wish;;"))

    again = service.import_text(app, table("IP 1;Sanaa Rezaiy;;;;;;closed;;their wish;;", "IP 3;New;;;;;;active;;;;"))

    assert (stopping.change_id, again.change_id is not None) == (None, True)
    assert service.get(app, case.id).stance is Stance.NOT
    with pytest.raises(RefusedError):
        journal.undo(app, service.history(app, case.id)[-1].change_id)


def test_a_file_without_names_is_refused_whole(app: App) -> None:
    with pytest.raises(InvalidInputError, match="no rows"):
        service.import_text(app, "Name,Level\n")
    with pytest.raises(InvalidInputError, match="its columns are Country, Level"):
        service.import_text(app, "Country,Level\nIran,active\n")


def test_the_command_shows_what_it_would_do_and_then_does_it(cli: Cli, tmp_path: Path) -> None:
    paper = tmp_path / "portfolio.csv"
    paper.write_text(
        table("IP 1;Sanaa Rezaiy;;;Iran;;yes;active;2026-01-01;;;", "IP 2;X;;;Atlantis;;;active;;;;"), "utf-8"
    )

    seen = cli("cases", "import", str(paper), "--dry-run").stdout
    assert "1 new, 1 not taken in. Nothing was written." in seen
    assert "No case stands here" in cli("cases", "list").stdout
    done = json.loads(cli("cases", "import", str(paper), "--json").stdout)

    assert done["counts"] == {"new": 1, "changed": 0, "as it is": 0, "not taken in": 1}
    assert [one["line"] for one in done["problems"]] == [3]
    assert "Sanaa Rezaiy" in cli("cases", "list").stdout


def test_a_workbook_is_read_as_a_text_is(app: App, tmp_path: Path) -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    with xlsxwriter.Workbook(str(tmp_path / "portfolio.xlsx")) as book:
        sheet = book.add_worksheet("Portfolio")
        for n, cells in enumerate([("Name", "People", "Kind", "Level"), ("Teachers", 40, "group", "active")]):
            sheet.write_row(n, 0, cells)

    report = service.import_file(app, tmp_path / "portfolio.xlsx")

    assert report.counts["new"] == 1
    assert str(service.resolve(app, "Teachers").who) == "group, 40 people"
