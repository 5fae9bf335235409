"""Calendars hold by when feedback is answered and appeals are decided: of whom it concerns, and nobody is named."""

from datetime import date, timedelta

from attrs import evolve

from outreach_cases.model.feedback import Feedback, Outcome
from outreach_cases.service import draft_of, edit, feedback
from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.model import CalendarEvent
from outreach_crm.storage.accounts import make_account
from outreach_meetings.model.calendar import Event, Todo
from outreach_meetings.model.feeds import Span, Whose
from outreach_meetings.service import feeding
from tests.builders import a_person
from tests.outreach_cases.builders import a_case, a_feedback, answered, appealed, concluded
from tests.outreach_cases.holdings import a_free_case, a_local_group, hold
from tests.outreach_meetings.builders import a_doctors_group

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


def days(app: App, start: date = FIRST, end: date = LAST) -> list[tuple[str, date, date | None]]:
    """What of feedback is due on some days: what, when, and when it was done."""
    return [(str(one.title), one.on, one.done_on) for one in events(app, start, end)]


def events(app: App, start: date = FIRST, end: date = LAST) -> list[CalendarEvent]:
    return [one for one in app.plugins.calendar_events(app, start, end) if one.ref.kind == "case_feedback"]


def due(found: Feedback, part: str) -> date:
    """By when something of feedback is due."""
    step = next((one for one in found.steps if one.due_on), None)
    return date.fromisoformat(found.due_on if part == "answer" or step is None else step.due_on or "")


def test_an_answer_and_the_outcome_of_an_appeal_are_due_on_whole_days_and_say_when_they_were_done(app: App) -> None:
    given = a_feedback(app, a_case(app), received_on="2026-01-05")
    asked = ("Answer feedback on closure: Sanaa Rezaiy", due(given, "answer"))
    assert days(app) == [(*asked, None)]

    given = appealed(app, answered(app, given, on="2026-01-20"), on="2026-02-20")
    told = ("Decide on an appeal on closure: Sanaa Rezaiy", due(given, "outcome"))
    assert days(app) == [(*asked, date(2026, 1, 20)), (*told, None)]
    assert [one.part for one in events(app)] == ["answer", "outcome"]

    concluded(app, given, Outcome.CHANGED, on="2026-03-01")
    assert days(app) == [(*asked, date(2026, 1, 20)), (*told, date(2026, 3, 1))]


def test_only_what_is_due_on_the_days_that_are_asked_for_is_told(app: App) -> None:
    given = appealed(app, answered(app, a_feedback(app, received_on="2026-01-05"), on="2026-01-20"), on="2026-02-20")
    first, last = due(given, "answer"), due(given, "outcome")

    assert [one.on for one in events(app, first, first)] == [first]
    assert [one.on for one in events(app, first + timedelta(1), last)] == [last]
    assert events(app, first + timedelta(1), last - timedelta(1)) == []


def test_what_was_withdrawn_is_not_due(app: App) -> None:
    concluded(app, a_feedback(app, received_on="2026-03-01"), Outcome.WITHDRAWN)

    assert events(app) == []


def test_who_gave_it_is_not_named_and_a_case_only_where_anybody_may_know_of_it(app: App) -> None:
    case, ana = a_case(app), a_person(app, "Ana Ruiz")
    a_feedback(app, case, contact=str(ana.id))
    edit(app, case.id, evolve(draft_of(case), public=False))

    (one,) = events(app)

    assert one.title == "Answer feedback on closure: a case that is not named"
    assert one.contact_ids == (ana.id,)


def test_a_report_names_a_case_only_where_anybody_may_know_of_it(app: App) -> None:
    (group, ana), case = a_local_group(app), a_free_case(app)
    hold(app, group, case, ana, report_on="2026-05-01")
    edit(app, case.id, evolve(draft_of(case), public=False))

    (one,) = [one for one in app.plugins.calendar_events(app, FIRST, LAST) if one.ref.kind == "case_holdings"]

    assert one.title == "Report of Lyon group on a case that is not named"


def in_calendar(app: App, whose: Whose) -> list[Event | Todo]:
    """What of feedback stands in the calendar of somebody."""
    return [one for one in feeding.events(app, whose, Span(FIRST, LAST)) if "feedback" in one.summary]


def test_it_stands_in_the_calendar_of_whoever_looks_after_it_and_of_the_group_that_gave_it(app: App) -> None:
    doctors, lyon = a_doctors_group(app).contact_id, a_local_group(app)[0]
    a_feedback(app, contact=str(doctors), owner=app.actor.name)
    mine = accounts.find_account(app, app.actor.name).id
    with app.change("test: an account"):
        beas = make_account(app.store, "Bea")

    assert len(in_calendar(app, Whose(account_id=mine))) == 1
    assert len(in_calendar(app, Whose(group_id=doctors))) == 1
    assert in_calendar(app, Whose(group_id=lyon)) == []
    assert in_calendar(app, Whose(account_id=beas)) == []


def test_feedback_of_somebody_of_a_circle_stands_in_no_calendar(app: App) -> None:
    ana = a_person(app, "Ana Ruiz")
    a_feedback(app, contact=str(ana.id), owner=app.actor.name)
    accounts.add_circle(app, "Board")
    contacts.edit(app, ana.id, contacts.Edit(circle="Board"))

    assert len(events(app)) == 1
    assert in_calendar(app, Whose(account_id=accounts.find_account(app, app.actor.name).id)) == []
    assert feedback.listed(app, feedback.wanted(app))
