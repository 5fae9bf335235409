"""A group hears of the Urgent Actions it can still write on, and what it writes is counted where all else is."""

from datetime import date, timedelta
from typing import Any

import pytest

from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import ConflictError
from outreach_crm.keywords import service as keywords
from outreach_crm.model import MOST_MATTERS, Ref
from outreach_crm.privacy import service as privacy
from outreach_urgent_actions.service import editing, pausing, reports, showing
from tests.builders import a_group, acting, with_settings
from tests.meeting import TODAY, days, hide, in_a_sector, matters, titles
from tests.urgent_actions.builders import add_issue, add_sign_up
from tests.web.office import Desk

HEADING = "Urgent Actions"
REF = "UA 205/2026"
LAST = date(2026, 4, 20)


@pytest.fixture
def book(app: App) -> App:
    """An App with a thesaurus."""
    keywords.prepare(app)
    return app


def an_action(app: App, *words: str, ref: str = REF, deadline: str = "2026-04-20", **fields: Any) -> int:
    """Add an Urgent Action that ends on a day, and return the number of its case."""
    add_issue(app, *words, ref=ref, deadline_on=deadline, **fields)
    return int(app.store.value("select id from ua_cases where ref = :ref", ref=ref))


def a_signed_group(app: App, *words: str, name: str = "Doctors", **more: Any) -> int:
    """Add a group that is signed up for keywords."""
    group = a_group(app, name, "local").contact_id
    add_sign_up(app, group, *words, **more)
    return group


def test_a_group_writes_on_what_it_signed_up_for_until_the_last_day(book: App) -> None:
    group, case = a_signed_group(book, "torture"), an_action(book, "torture", "Peru", action="Ask for her release")
    an_action(book, "trade unionists", "Peru", ref="UA 206/2026")
    (item,) = matters(book, group, HEADING, LAST)
    assert (item.ref, item.due_on, item.detail) == (Ref("ua_cases", case), LAST, "Ask for her release")
    assert (item.appeals, item.office) == (True, False)
    assert titles(book, group, HEADING, LAST + timedelta(1)) == []


def test_all_that_was_asked_for_has_to_be_met_and_nothing_that_was_excluded(book: App) -> None:
    group = a_signed_group(book, "torture", regions=("Peru",), without="trade unionists")
    an_action(book, "torture", "Peru")
    an_action(book, "torture", "Chile", ref="UA 206/2026")
    an_action(book, "torture", "Peru", "trade unionists", ref="UA 207/2026")
    assert titles(book, group, HEADING) == ["UA 205/2026 torture Peru"]


def test_the_latest_issue_says_how_long_a_case_is_open(book: App) -> None:
    group = a_signed_group(book, "torture")
    an_action(book, "torture", issued="2026-03-01", deadline="2026-03-08")
    assert titles(book, group, HEADING) == []
    add_issue(book, ref=REF, kind="followup", issued="2026-03-08", deadline_on="2026-03-09")  # without its keywords
    assert titles(book, group, HEADING) == ["UA 205/2026 "]
    add_issue(book, ref=REF, kind="followup", issued="2026-03-09", deadline_on=None)
    assert titles(book, group, HEADING, TODAY + timedelta(90)) == ["UA 205/2026 "]
    assert titles(book, group, HEADING, TODAY + timedelta(91)) == []


def test_what_is_closed_and_whoever_left_or_pauses_has_nothing_to_write(book: App) -> None:
    closed = an_action(book, "torture")
    group, paused = a_signed_group(book, "torture"), a_signed_group(book, "torture", name="Teachers")
    pausing.pause(book, paused, until=date(2026, 3, 20))
    assert (titles(book, paused, HEADING), len(titles(book, paused, HEADING, date(2026, 3, 20)))) == ([], 1)
    editing.close(book, f"ua_cases:{closed}")
    assert titles(book, group, HEADING) == []


def test_what_is_for_members_or_about_their_own_country_does_not_come_to_a_group(book: App) -> None:
    group = a_signed_group(book, "torture")
    contacts.edit(book, group, contacts.Edit(fields={"country": "PE"}))
    book = with_settings(book, urgent_actions={"own_country": False})
    an_action(book, "torture", "Peru")
    an_action(book, "torture", "Chile", ref="UA 206/2026", audience="members")
    assert titles(book, group, HEADING) == []
    contacts.edit(book, group, contacts.Edit(fields={"country": "NL", "membership": "member"}))
    assert len(titles(book, group, HEADING)) == 2


def test_a_group_that_never_signed_up_hears_of_what_its_sector_watches(book: App) -> None:
    group = in_a_sector(book, a_group(book, "Doctors", "specialist").contact_id, "medical")
    an_action(book, "nurses", "Peru")
    an_action(book, "trade unionists", "Peru", ref="UA 206/2026")
    assert titles(book, group, HEADING) == ["UA 205/2026 nurses Peru"]
    hide(book, group)
    with acting(book, "Jonas") as jonas:
        assert titles(jonas, group, HEADING) == []


def test_of_very_many_actions_those_that_end_first_are_named_and_the_others_counted(book: App) -> None:
    group = a_signed_group(book, "torture")
    for number in range(1, MOST_MATTERS + 5):
        an_action(book, "torture", ref=f"UA {number}/2026", deadline=f"2026-04-{30 - number:02d}")
    found = matters(book, group, HEADING)
    assert [one.title for one in found][:2] == ["UA 16/2026 torture", "UA 15/2026 torture"]
    assert (len(found), found[-1].rest, found[-1].appeals) == (MOST_MATTERS + 1, 4, False)


def test_a_deadline_is_a_day_of_the_calendar_for_the_groups_that_are_signed_up_to_it(book: App) -> None:
    group, other = a_signed_group(book, "torture"), a_signed_group(book, name="Everything")
    a_signed_group(book, "trade unionists", name="Unionists")
    case = an_action(book, "torture", "Peru")
    an_action(book, ref="UA 206/2026", deadline="2026-04-21")
    (event,) = days(book, "ua_cases", LAST, LAST)
    assert (event.ref.id, event.on, event.contact_ids, event.office) == (case, LAST, (group, other), True)
    assert [one.contact_ids for one in days(book, "ua_cases", TODAY, date(2026, 12, 31))] == [(group, other), (other,)]
    editing.close(book, f"ua_cases:{case}")
    assert days(book, "ua_cases", LAST, LAST) == []


def written(app: App, ref: Ref, group: int, letters: int = 14, on: date = TODAY) -> int:
    """Let minutes say that a group wrote letters; return the change."""
    with app.change("keep minutes") as change:
        app.plugins.acted(app, ref, group, on, letters)
    return change.id


def test_letters_of_a_meeting_count_in_reports_on_the_case_and_in_the_history_until_they_are_undone(book: App) -> None:
    group, case = a_group(book, "Doctors").contact_id, an_action(book, "nurses", "Peru")
    change = written(book, Ref("ua_cases", case), group)
    assert [(one.key, one.letters) for one in reports.report(book, "case").lines] == [(REF, 14)]
    assert [one.key for one in reports.report(book, "supporter", names=True).lines] == ["Doctors"]
    shown = showing.show_case(book, REF)
    assert [(one.letters, one.people) for one in shown.back] == [(14, 1)]
    assert [(one.contact, one.on_date, str(one.figures)) for one in shown.wrote] == [
        ("Doctors", "2026-03-09", "14 letters")
    ]
    assert [one.title for one in book.plugins.timeline_entries(book, group)] == [f"14 letters for {REF}"]
    changes.undo(book, change)
    assert (reports.report(book, "case").lines, showing.show_case(book, REF).back) == ((), ())
    assert book.plugins.timeline_entries(book, group) == []


def test_letters_on_an_issue_count_once_and_what_was_too_many_is_taken_off(book: App) -> None:
    group, case = a_group(book).contact_id, an_action(book, "nurses")
    issue = int(book.store.value("select issue_id from ua_issue_cases where case_id = :id", id=case))
    written(book, Ref("ua_issues", issue), group)
    written(book, Ref("ua_cases", case), group, -2)
    written(book, Ref("ua_cases", case), group, 0)
    written(book, Ref("tasks", case), group, 100)  # for others to count
    assert [(one.n, one.letters) for one in showing.show_case(book, REF).back] == [(1, 12)]
    change = written(book, Ref("ua_cases", case), group, -12)
    assert showing.show_case(book, REF).back == ()
    changes.undo(book, change)
    assert [str(one.figures) for one in showing.show_case(book, REF).wrote] == ["12 letters"]


def test_letters_of_the_future_stop_the_minutes_in_a_sentence_that_names_the_plugin(book: App) -> None:
    group, case = a_group(book).contact_id, an_action(book, "nurses")
    told = "The plugin outreach_urgent_actions cannot count the letters: 2026-03-10 is in the future"
    with pytest.raises(ConflictError, match=told):
        written(book, Ref("ua_cases", case), group, on=TODAY + timedelta(1))
    assert showing.show_case(book, REF).back == ()


def test_letters_stay_counted_when_their_group_is_merged_or_erased(book: App) -> None:
    group, other = a_group(book, "Doctors").contact_id, a_group(book, "Physicians").contact_id
    case = an_action(book, "nurses")
    written(book, Ref("ua_cases", case), group)
    contacts.merge(book, other, group)
    assert [one.contact for one in showing.show_case(book, REF).wrote] == ["Physicians"]
    privacy.erase(book, [other])
    shown = showing.show_case(book, REF)
    assert ([one.letters for one in shown.back], shown.wrote) == ([14], ())


@pytest.mark.connections
def test_the_page_of_a_case_says_which_group_wrote_when(desk: Desk) -> None:
    keywords.prepare(desk.app)
    group, case = a_group(desk.app, "Doctors").contact_id, an_action(desk.app, "nurses")
    written(desk.app, Ref("ua_cases", case), group)
    said = " ".join(desk.read(f"/urgent-actions/cases/{case}").split())
    assert f'<a href="/contacts/{group}">Doctors</a>: 14 letters' in said
