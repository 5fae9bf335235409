"""Logs taken into the book: chains, keywords, days; the same file twice, and after a kill."""

from pathlib import Path

import pytest

from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.storage import Row
from outreach_urgent_actions.model.issues import State
from outreach_urgent_actions.service import check, find_case, importing, issues_of, show_case
from tests.urgent_actions.logs import CHAIN, a_log, looked_at, odd_kinds, taken

_TABLES = ("ua_cases", "ua_issues", "ua_issue_cases", "ua_issue_keywords")


def _book(app: App) -> list[Row]:
    """Return all cases with their issues, without numbers that differ from run to run."""
    return app.store.rows(
        "select c.ref, c.variant, c.state, c.state_on, i.subject, i.kind, i.issued_on, i.issued_inferred, i.external_id"
        " from ua_cases c join ua_issue_cases l on l.case_id = c.id join ua_issues i on i.id = l.issue_id"
        " order by c.ref, c.variant, i.issued_on, i.external_id"
    )


def test_a_log_becomes_a_chain_with_its_state(app: App, tmp_path: Path) -> None:
    report = taken(app, a_log(tmp_path, reversed(CHAIN)))
    case = find_case(app, "UA 40/25")
    assert report.counts["new"] == 4
    assert (case.state, case.state_on, case.state_because) == (State.STOPPED, "2025-05-01", f"104: {CHAIN[3][1]}")
    assert [one.external_id for one in issues_of(app, case.id)] == ["101", "102", "103", "104"]
    assert odd_kinds(report) == []
    assert check(app) == []


def test_the_same_file_twice_changes_nothing(app: App, tmp_path: Path) -> None:
    path = a_log(tmp_path)
    taken(app, path)
    before = _book(app)
    again = taken(app, path)
    assert (again.counts["new"], again.counts["known"], again.change_id) == (0, 4, None)
    assert _book(app) == before


def test_a_rehearsal_writes_nothing_and_says_the_same(app: App, tmp_path: Path) -> None:
    path = a_log(tmp_path)
    rehearsed = importing.rehearsed(looked_at(app, path))
    assert _book(app) == []
    report = taken(app, path)
    assert (rehearsed.counts, rehearsed.problems) == (report.counts, report.problems)


def test_an_import_can_be_undone(app: App, tmp_path: Path) -> None:
    report = taken(app, a_log(tmp_path))
    assert report.change_id is not None
    journal.undo(app, report.change_id)
    assert [app.store.value(f"select count(*) as n from {table}") for table in _TABLES] == [0] * 4


class _KilledError(BaseException):
    """Stands for the end of the program."""


@pytest.mark.parametrize("pages", [1, 2, 3])
def test_an_import_that_was_killed_is_gone_on_with(
    app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pages: int
) -> None:
    rows = [*CHAIN, ("105", "ua 40/25 on chad", "torture", "2025-05-02"), ("99", "update to 40/25 on peru", "", "")]
    path = a_log(tmp_path, rows)
    monkeypatch.setattr(importing, "_PAGE", 1)
    left = pages

    def kill(_: int) -> None:
        nonlocal left
        left -= 1
        if not left:
            raise _KilledError

    with pytest.raises(_KilledError):
        importing.take_in(app, looked_at(app, path), progress=kill)
    assert taken(app, path).counts["known"] == pages
    cut = _book(app)
    for entry in journal.latest(app):
        if entry.what == "import Urgent Actions":
            journal.undo(app, entry.id)
    assert _book(app) == []
    taken(app, path)
    assert _book(app) == cut


def test_keywords_are_kept_as_issued_and_mean_those_of_the_thesaurus(app: App, tmp_path: Path) -> None:
    rows = [
        ("1", "ua 1/25 on usa/texas", "tortur|possible prisoners of conscience|flying saucers|uas 2025", "2025-01-02")
    ]
    report = taken(app, a_log(tmp_path, rows))
    keywords = show_case(app, "UA 1/25").issues[0].keywords
    issued = {one.written: one.label for one in keywords if one.origin == "issued"}
    assert issued["possible prisoners of conscience"] == "Prisoners of conscience"
    assert issued["tortur"].startswith("Torture")
    assert issued["flying saucers"] == ""
    assert dict(report.unmapped) == {"flying saucers": 1}
    assert {one.label for one in keywords if one.origin == "place"} == {"United States of America", "Texas"}


def test_two_first_issues_on_different_countries_are_two_cases_and_a_warning(app: App, tmp_path: Path) -> None:
    rows = [
        ("1", "ua 9/25 on peru", "torture", "2025-01-02"),
        ("2", "ua 9/25 on chad", "torture", "2025-01-09"),
        ("3", "first update to ua 9/25 on chad", "torture", "2025-02-01"),
        ("4", "first update to ua 9/25", "torture", "2025-02-02"),
    ]
    report = taken(app, a_log(tmp_path, rows))
    assert odd_kinds(report) == ["two-firsts"]
    chains = [[one.external_id for one in issues_of(app, find_case(app, f"UA 9/25 ({n})").id)] for n in (1, 2)]
    assert chains == [["1", "4"], ["2", "3"]]


def test_a_first_issue_printed_again_on_the_same_country_is_one_case(app: App, tmp_path: Path) -> None:
    rows = [("1", "ua 9/25 on usa/texas", "", "2025-01-02"), ("2", "ua 9/25 on usa", "", "2025-01-09")]
    assert odd_kinds(taken(app, a_log(tmp_path, rows))) == ["first-again"]
    assert find_case(app, "UA 9/25").variant == 1


def test_a_number_without_its_series_joins_the_one_case_of_number_and_year(app: App, tmp_path: Path) -> None:
    rows = [
        ("1", "fifth update to 139/25 on bahrain", "", "2025-06-01"),
        ("2", "ex 139/25 on bahrain", "", "2025-05-01"),
        ("3", "update to 20/25 on peru", "", "2025-06-02"),
        ("4", "ua 20/25 on peru", "", "2025-06-01"),
        ("5", "ex 20/25 on peru", "", "2025-06-01"),
    ]
    taken(app, a_log(tmp_path, rows))
    assert len(issues_of(app, find_case(app, "EX 139/25").id)) == 2
    assert [one.external_id for one in issues_of(app, find_case(app, "? 20/2025").id)] == ["3"]


def test_updates_that_came_before_their_first_issue_get_its_name(app: App, tmp_path: Path) -> None:
    taken(app, a_log(tmp_path, [("2", "first update to 30/25 on peru", "", "2025-06-01")]))
    assert find_case(app, "30/25").ref == "? 30/2025"
    taken(app, a_log(tmp_path, [("1", "ua 30/25 on peru", "", "2025-05-01")], name="later.csv"))
    assert [one.external_id for one in issues_of(app, find_case(app, "UA 30/25").id)] == ["1", "2"]
    assert check(app) == []


def test_updates_on_another_country_do_not_get_the_name(app: App, tmp_path: Path) -> None:
    taken(app, a_log(tmp_path, [("2", "first update to 30/25 on chad", "", "2025-06-01")]))
    taken(app, a_log(tmp_path, [("1", "ua 30/25 on peru", "", "2025-05-01")], name="later.csv"))
    assert find_case(app, "? 30/2025").ref == "? 30/2025"


def test_a_missing_year_is_never_invented(app: App, tmp_path: Path) -> None:
    rows = [
        ("1", "ua 141 on guatemala", "", "2025-01-01"),
        ("2", "ua 141/25 on guatemala", "", "2025-01-01"),
        ("3", "ex on iran", "", "2025-01-01"),
        ("4", "stop action to ex on iran", "", "2025-01-02"),
    ]
    report = taken(app, a_log(tmp_path, rows))
    refs = [row["ref"] for row in app.store.rows("select ref from ua_cases order by ref, variant")]
    assert refs == ["EX ?", "EX ?", "UA 141/2025", "UA 141/?"]
    assert odd_kinds(report).count("incomplete-number") == 3


def test_a_message_after_a_stop_does_not_open_the_case_again(app: App, tmp_path: Path) -> None:
    late = ("105", "third update to ua 40/25 on peru", "", "2025-06-01")
    report = taken(app, a_log(tmp_path, [*CHAIN, late]))
    assert odd_kinds(report) == ["after-stop"]
    assert find_case(app, "UA 40/25").state is State.STOPPED


def test_an_update_that_comes_later_is_told_with_the_chain_of_the_book(app: App, tmp_path: Path) -> None:
    taken(app, a_log(tmp_path))
    late = [("105", "fifth update to ua 40/25 on peru", "ua 41/25", "2025-06-01")]
    report = taken(app, a_log(tmp_path, late, name="late.csv"))
    assert sorted(odd_kinds(report)) == ["after-stop", "missing-ordinal", "other-case"]
    assert sorted(one.kind for one in check(app)) == sorted(odd_kinds(report))


def test_a_missing_day_of_issue_comes_from_the_neighbours_and_is_marked(app: App, tmp_path: Path) -> None:
    rows = [(str(n), f"ua {n}/25 on peru", "", "" if n == 5 else f"2025-03-{2 * n:02}") for n in range(1, 12)]
    rows[8] = ("9", "ua 9/25 on peru", "", "2099-01-01")
    report = taken(app, a_log(tmp_path, rows))
    issues = [issues_of(app, find_case(app, f"UA {n}/25").id)[0] for n in (4, 5, 9)]
    assert [(one.issued_on, one.issued_inferred, one.issued_written) for one in issues] == [
        ("2025-03-08", False, ""),
        ("2025-03-10", True, ""),
        ("2025-03-18", True, "2099-01-01"),
    ]
    assert odd_kinds(report) == ["impossible-date"]
    assert [one.kind for one in check(app)] == ["impossible-date"]


def test_a_row_that_changed_since_is_told_and_left_as_it_is(app: App, tmp_path: Path) -> None:
    taken(app, a_log(tmp_path))
    other = [("101", "ua 40/25 on chad", "torture", "2025-02-10")]
    report = taken(app, a_log(tmp_path, other, name="other.csv"))
    assert report.counts["new"] == 0
    assert "101 is in the book with other words" in report.problems[0].sentence


def test_rows_that_come_twice_are_taken_once_and_told(app: App, tmp_path: Path) -> None:
    report = taken(app, a_log(tmp_path, [*CHAIN, CHAIN[0]]))
    assert report.counts["new"] == 4
    assert "is line 2 again" in report.problems[0].sentence


def test_one_message_can_be_of_two_cases(app: App, tmp_path: Path) -> None:
    rows = [
        ("1", "ua 1/25 on peru", "", "2025-01-01"),
        ("2", "ua 2/25 on peru", "", "2025-01-02"),
        ("3", "stop action to ua 1/25 and ua 2/25 on peru", "", "2025-02-01"),
    ]
    taken(app, a_log(tmp_path, rows))
    assert [find_case(app, f"UA {n}/25").state for n in (1, 2)] == [State.STOPPED] * 2
    assert [len(issues_of(app, find_case(app, f"UA {n}/25").id)) for n in (1, 2)] == [2, 2]


def test_updates_on_another_country_before_the_first_issue_are_of_another_case(app: App, tmp_path: Path) -> None:
    rows = [
        ("1", "first update to ua 52/25 on rwanda", "", "2025-03-01"),
        ("2", "stop action on ua 52/25 on rwanda", "", "2025-04-01"),
        ("3", "ua 52/25 on paraguay", "", "2025-08-01"),
        ("4", "first update to ua 52/25 on chile", "", "2025-09-01"),
    ]
    report = taken(app, a_log(tmp_path, rows))
    chains = [[one.external_id for one in issues_of(app, find_case(app, f"UA 52/25 ({n})").id)] for n in (1, 2)]
    assert chains == [["3", "4"], ["1", "2"]]
    assert find_case(app, "UA 52/25 (1)").state is State.OPEN
    assert odd_kinds(report) == ["no-first", "other-country"]


def test_what_a_row_says_beside_its_subject_is_kept(app: App, tmp_path: Path) -> None:
    columns = ("document", "subject", "deadline", "index", "audience", "write in", "text", "persons")
    row = (
        "1",
        "ex 5/25 on iran",
        "2025-03-01",
        "MDE 13/4/25",
        "AI members only",
        "fa",
        "Write at once.",
        "Ana Gil|Li Wu",
    )
    taken(app, a_log(tmp_path, [row], columns=columns))
    shown = show_case(app, "EX 5/25")
    issue = shown.issues[0].issue
    assert (issue.deadline_on, issue.index_number, issue.audience) == ("2025-03-01", "MDE 13/004/2025", "members")
    assert (issue.write_in, issue.life_at_risk) == ("fa", True)
    assert [(one.language, one.body) for one in shown.issues[0].texts] == [("en", "Write at once.")]
    assert [one.name for one in shown.people] == ["Ana Gil", "Li Wu"]


@pytest.mark.parametrize("backwards", [True, False])
def test_without_any_day_the_numbers_tell_which_way_round_a_log_is(app: App, tmp_path: Path, backwards: bool) -> None:
    rows = [(str(n), f"ua {n}/25 on peru", "", "") for n in range(1, 5)]
    rows += [("5", "final update to ua 2/25 on peru", "", ""), ("6", "ua 5/25 on peru", "", "")]
    report = taken(app, a_log(tmp_path, rows[:: -1 if backwards else 1]))
    assert [one.external_id for one in issues_of(app, find_case(app, "UA 2/25").id)] == ["2", "5"]
    assert (report.counts["without_date"], odd_kinds(report)) == (6, [])


def test_a_state_and_a_country_that_are_called_alike_are_both_kept(app: App, tmp_path: Path) -> None:
    columns = ("document", "subject", "country")
    taken(app, a_log(tmp_path, [("1", "ua 1/25 on usa/georgia", "Georgia|Russia")], columns=columns))
    places = [one for one in show_case(app, "UA 1/25").issues[0].keywords if one.origin == "place"]
    assert sorted(one.label for one in places) == ["Georgia", "Georgia", "Russia", "United States of America"]
