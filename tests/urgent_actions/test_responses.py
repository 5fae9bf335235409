"""What came back: appeals, replies, outcomes, thanks, and the reports that count them."""

import csv
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft, Kind
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.keywords import service as keywords
from outreach_crm.model import Mail, Ref
from outreach_urgent_actions.model.appeal_files import bare, read_row
from outreach_urgent_actions.model.responses import BY, Reported, count
from outreach_urgent_actions.service import appeal_files, reports, responses, showing
from outreach_urgent_actions.service.responses import Appeals
from tests.urgent_actions.builders import add_issue
from tests.urgent_actions.logs import a_log

REF = "UA 205/2025"
HEAD = ("month", "case_number_raw", "country_raw", "topics_raw", "year_type_raw", "actions_reported")
TOPICS = "Topic: Death Penalty, Children"
ROWS = (
    ("2025-07", "", "", "", "", "26"),
    ("2025-12", "CaseNumber: Second 205.25 Peru", "Country: Peru", TOPICS, "YearType: 2025, Email", "32"),
    ("2025-12", "CaseNumber: 104.24 T\u221a\u00barkiye", "Country :", "Topic: ", ": 2024, Letter", "2"),
    ("2026-01", ":", "Country: Israel and ", "", "", "1"),
)


@pytest.fixture
def book(app: App) -> App:
    """An App with one case."""
    keywords.prepare(app)
    add_issue(app, "nurses", "Peru", ref=REF, issued="2025-06-01")
    return app


def a_file(folder: Path, rows: object = ROWS, head: tuple[str, ...] = HEAD) -> Path:
    path = folder / "appeals.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([head, *rows])  # type: ignore[misc]
    return path


def figures(app: App, by: str, since: date | None = None, until: date | None = None) -> dict[str, int]:
    return {one.key: one.total for one in reports.report(app, by, since=since, until=until).lines}


def test_appeals_are_written_down_in_one_line_and_stand_in_the_case_and_in_the_history(book: App) -> None:
    group = contacts.add(book, ContactDraft(name="Group 7", kind=Kind.GROUP))
    made = responses.log_appeals(book, "ua 205/25", Appeals(letters=12, emails=1, by="Group 7"))
    assert (made.case, made.contact, made.letters) == (REF, "Group 7", 12)
    (back,) = showing.show_case(book, REF).back
    assert (back.kind, back.people, back.letters, back.emails) == ("appeals", 1, 12, 1)
    (entry,) = book.plugins.timeline_entries(book, group.id)
    assert entry.title == f"12 letters, 1 e-mail for {REF}"


@pytest.mark.parametrize("sent", [Appeals(), Appeals(letters=-1), Appeals(letters=1, on=date(2031, 1, 1))])
def test_appeals_without_a_number_or_of_the_future_are_refused(book: App, sent: Appeals) -> None:
    with pytest.raises(InvalidInputError):
        responses.log_appeals(book, REF, sent)


def test_a_reply_has_a_result_and_thanks_have_a_name(book: App) -> None:
    responses.log_reply(book, REF, sender="Ministry of Justice", result="token", note="A printed card.")
    responses.log_thanks(book, REF, sender="her sister", note="You were not alone, you wrote.")
    told = showing.show_case(book, REF).told
    assert [(one.kind, one.sender, one.result) for one in told] == [
        ("reply", "Ministry of Justice", "token"),
        ("thanks", "her sister", ""),
    ]
    with pytest.raises(InvalidInputError, match="favourable"):
        responses.log_reply(book, REF, sender="Ministry", result="nice")


def test_each_person_of_a_case_has_their_own_outcome(book: App) -> None:
    responses.set_outcome(book, REF, "Ana Ruiz", outcome="held", add=True)
    responses.set_outcome(book, REF, "Ana Díaz", outcome="held", add=True)
    assert responses.set_outcome(book, REF, "diaz", outcome="released", on=date(2025, 9, 1)).name == "Ana Díaz"
    people = {one.name: (one.outcome, one.outcome_on) for one in showing.show_case(book, REF).people}
    assert people == {"Ana Ruiz": ("held", book.clock.today().isoformat()), "Ana Díaz": ("released", "2025-09-01")}
    with pytest.raises(InvalidInputError, match="Ana Ruiz, Ana Díaz"):
        responses.set_outcome(book, REF, "Ana", outcome="released")
    with pytest.raises(NotFoundError, match="--add"):
        responses.set_outcome(book, REF, "Luis", outcome="released")


def test_a_file_with_all_its_blemishes_is_taken_in_whole(book: App, tmp_path: Path) -> None:
    told = appeal_files.import_appeals(book, a_file(tmp_path))
    wanted = {"rows": 4, "new": 4, "appeals": 61, "refused": 0, "without_case": 2, "unknown_case": 1}
    assert {name: told.counts[name] for name in wanted} == wanted
    assert figures(book, "case") == {REF: 32, "": 27, "? 104/2024": 2}
    assert figures(book, "country") == {"Peru": 32, "": 26, "Turkey": 2, "Israel": 1}
    assert figures(book, "type") == {"emails": 32, "unsorted": 27, "letters": 2}
    assert figures(book, "topic") == {"Children": 32, "Death Penalty": 32, "": 29}
    assert figures(book, "year") == {"": 27, "2024": 2, "2025": 32}
    assert [one.line for one in told.problems] == [4]


def test_the_same_file_again_writes_nothing_and_a_later_one_puts_figures_right(book: App, tmp_path: Path) -> None:
    appeal_files.import_appeals(book, a_file(tmp_path))
    again = appeal_files.import_appeals(book, a_file(tmp_path))
    assert (again.change_id, again.counts["known"]) == (None, 4)
    later = appeal_files.import_appeals(book, a_file(tmp_path, [*ROWS[1:], (*ROWS[0][:-1], "30")]))
    assert (later.counts["put_right"], later.counts["new"], figures(book, "month")["2025-07"]) == (1, 0, 30)


def test_an_import_is_taken_back_by_undo(book: App, tmp_path: Path) -> None:
    told = appeal_files.import_appeals(book, a_file(tmp_path))
    assert told.change_id
    changes.undo(book, told.change_id)
    assert not figures(book, "case")


def test_a_dry_run_counts_and_writes_nothing(book: App, tmp_path: Path) -> None:
    told = appeal_files.import_appeals(book, a_file(tmp_path), dry_run=True)
    assert (told.change_id, told.counts["new"], figures(book, "case")) == (None, 4, {})


def test_rows_that_cannot_be_right_are_named_and_the_others_taken_in(book: App, tmp_path: Path) -> None:
    rows = [("2025-13", *ROWS[0][1:]), ("2031-01", *ROWS[0][1:]), (*ROWS[0][:-1], "many"), ROWS[1], ("", *ROWS[0][1:])]
    told = appeal_files.import_appeals(book, a_file(tmp_path, rows))
    assert (told.counts["new"], told.counts["refused"], [one.line for one in told.problems]) == (1, 4, [2, 3, 4, 6])


def test_supporters_are_found_by_their_address_and_no_address_is_kept(book: App, tmp_path: Path) -> None:
    contacts.add(book, ContactDraft(name="Vera Lind", emails=("vera@example.org",)))
    rows = [("2025-12-01", "205/25", "VERA@example.org"), ("2025-12-02", "205/25", "vera@example.org")]
    rows += [("2025-12-02", "205/25", "other@example.org"), ("2025-12-02", "205/25", "")]
    appeal_files.import_appeals(book, a_file(tmp_path, rows, ("date", "case", "email")))
    whole = reports.report(book, "case").whole
    assert (whole.total, whole.supporters, whole.unnamed) == (4, 2, 1)
    kept = json.dumps([*book.store.rows("select * from ua_responses")], default=str)
    assert "other@example.org" not in kept


def test_names_stand_in_a_report_only_when_they_are_asked_for(book: App) -> None:
    contacts.add(book, ContactDraft(name="Vera Lind"))
    responses.log_appeals(book, REF, Appeals(letters=3, by="Vera Lind"))
    responses.log_appeals(book, REF, Appeals(letters=1, meeting="Winter meeting"))
    assert figures(book, "supporter") == {"2 to 5 appeals": 3, "1 appeal": 1}
    named = reports.report(book, "supporter", names=True)
    assert {one.key: one.total for one in named.lines} == {"Vera Lind": 3, "Winter meeting": 1}


def test_a_report_counts_only_its_time_and_falls_back_on_what_the_case_says(book: App) -> None:
    for day in (date(2025, 7, 1), date(2025, 8, 1)):
        responses.log_appeals(book, REF, Appeals(letters=1, on=day))
    assert figures(book, "topic", since=date(2025, 8, 1)) == {"Nurses": 1}
    assert figures(book, "country", until=date(2025, 7, 31)) == {"Peru": 1}
    with pytest.raises(InvalidInputError, match="before it begins"):
        reports.report(book, "case", since=date(2025, 8, 2), until=date(2025, 8, 1))


@pytest.mark.parametrize("written", ["Country: Peru", "Country :Peru", " country:  Peru ", ": Peru", "Peru"])
def test_labels_before_a_cell_are_taken_off(written: str) -> None:
    assert bare(written) == "Peru"


@given(st.text(max_size=30))
def test_any_cell_is_read_to_the_same_when_it_is_read_again(written: str) -> None:
    once = bare(written)
    assert once == " ".join(once.split())


def test_a_row_with_letters_and_emails_keeps_them_apart() -> None:
    row = read_row(2, {"day": "2025-02-03", "letters": "3", "emails": "4"})
    assert (row.month, row.figures) == ("2025-02", {"letters": 3, "emails": 4, "calls": 0, "unsorted": 0})


@given(st.lists(st.tuples(st.sampled_from(["", "a", "b"]), st.integers(0, 5), st.integers(0, 5)), max_size=20))
def test_every_report_counts_all_appeals_once(rows: list[tuple[str, int, int]]) -> None:
    told = [
        Reported(
            who=who,
            name=who,
            case="c",
            year="2025",
            month="2025-01",
            campaign="",
            page="",
            countries=(),
            topics=(who,),
            figures={"letters": letters, "emails": emails, "calls": 0, "unsorted": 0},
        )
        for who, letters, emails in rows
    ]
    for by in BY:
        lines, whole = count(told, by)
        assert sum(one.total for one in lines) == whole.total == sum(one[1] + one[2] for one in rows)
        assert whole.supporters == len({who for who, *_ in rows if who})


def test_the_commands_tell_what_they_wrote(cli: Callable[..., Result], tmp_path: Path) -> None:
    cli("ua", "import", str(a_log(tmp_path)))
    cli("ua", "appeals", "UA 40/25", "--letters", "12", "--meeting", "Winter meeting")
    cli("ua", "reply", "UA 40/25", "--from", "The governor", "--result", "promise")
    cli("ua", "outcome", "UA 40/25", "Ana Ruiz", "--is", "released", "--add")
    cli("ua", "thanks", "UA 40/25", "--from", "Ana Ruiz")
    shown = cli("ua", "show", "UA 40/25").stdout
    assert all(part in shown for part in ("Ana Ruiz", "released", "12 letters", "promises to look into it"))
    told = json.loads(cli("ua", "reports", "--by", "case", "--json").stdout)
    assert told["lines"][0]["key"] == "UA 40/2025"
    assert json.loads(cli("ua", "import-appeals", str(a_file(tmp_path)), "--json").stdout)["counts"]["new"] == 4


def test_what_a_supporter_writes_back_stands_with_the_case_to_be_read(book: App) -> None:
    ana = contacts.add(book, ContactDraft(name="Ana Ruiz", kind=Kind.PERSON))
    (issue,) = showing.show_case(book, REF).issues
    mail = Mail(
        contact_id=ana.id, sender="ana@example.org", subject="Re", text="Two letters sent.", on=date(2026, 3, 6)
    )
    with book.change("mail came back"):
        book.plugins.incoming(book, Ref("ua_issues", issue.issue.id), mail)
        book.plugins.incoming(book, Ref("dispatches", 1), mail)
    (told,) = showing.show_case(book, REF).told
    assert (told.kind, told.contact, told.note, told.on_date) == ("mail", "Ana Ruiz", "Two letters sent.", "2026-03-06")
    assert figures(book, "case") == {}
    assert app_history(book, ana.id) == []


def app_history(app: App, contact_id: int) -> list[str]:
    """The titles of what Urgent Actions know of a contact; a mail stands there as a mail."""
    return [entry.title for entry in app.plugins.timeline_entries(app, contact_id)]
