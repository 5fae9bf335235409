"""What is said, decided and taken on about a case of a circle is told to the members of that circle only."""

from collections.abc import Callable
from datetime import date

import pytest

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.tasks import service as tasks
from outreach_crm.timeline import service as timeline
from outreach_meetings import service
from outreach_meetings.model.duties import DutyDraft
from outreach_meetings.model.minutes import DecisionDraft
from outreach_meetings.model.series import Meeting
from tests.builders import a_person, acting
from tests.outreach_cases.builders import a_case
from tests.outreach_cases.restricted import CIRCLE, kept
from tests.outreach_meetings.test_minutes import held, with_items


@pytest.fixture
def meeting(app: App) -> Meeting:
    """A meeting that talks about a case of a circle in which the actor is and Olga is not, and nothing else."""
    accounts.add_account(app, "Olga")
    accounts.add_circle(app, CIRCLE)
    made = held(app)
    (item,) = with_items(app, made, "Sanaa")
    case = kept(app, a_case(app))
    with app.change("test: about the case"):
        app.store.update("meeting_items", item, {"ref_kind": "cases", "ref_id": case.id})
    return made


def the_lawyer(app: App) -> int:
    """The contact who was added last: of whom something was said."""
    return int(app.store.value("select max(id) as id from contacts"))


_YEARS = date(2020, 1, 1), date(2030, 1, 1)
SEEN: dict[str, Callable[[App, Meeting], object]] = {
    "calendar": lambda app, _: app.plugins.calendar_events(app, *_YEARS),
    "card": lambda app, meeting: app.plugins.contact_panels(app, meeting.group_id),
    "duties": lambda app, meeting: service.duties(app, meeting.group_id),
    "history of somebody": lambda app, _: timeline.history(app, the_lawyer(app)),
    "history of the group": lambda app, meeting: timeline.history(app, meeting.group_id),
    "reminders": lambda app, _: [one.sentence for one in app.plugins.reminders(app, date(2026, 4, 1))],
    "tasks": lambda app, _: tasks.list_tasks(app, everybody=True),
}


@pytest.mark.parametrize("what", SEEN)
def test_nobody_else_is_told_of_what_came_of_it(app: App, meeting: Meeting, what: str) -> None:
    read, lawyer = SEEN[what], a_person(app, "Lea Law")
    service.note(app, meeting, "We met")
    with acting(app, "Olga") as olga:
        before = read(olga, meeting)
    with app.change("test: what came of it"):
        service.note(app, meeting, "She speaks for Sanaa", item="1", about=str(lawyer.id))
        service.decide(app, meeting, DecisionDraft(text="We ring Sanaa's lawyer", item="1"))
        service.take_on(app, meeting, DutyDraft(title="Ring her lawyer", owner="Ana Ruiz", due="2026-03-20", item="1"))
    with acting(app, "Olga") as olga:
        assert read(olga, meeting) == before
    assert read(app, meeting) != before


def test_minutes_that_leave_tell_nothing_of_it_whoever_sends_them(app: App, meeting: Meeting) -> None:
    service.note(app, meeting, "We met")
    service.note(app, meeting, "They moved her", item="1")
    service.decide(app, meeting, DecisionDraft(text="We ring Sanaa's lawyer", item="1"))
    with app.change("test: letters"):
        (case,) = app.store.rows("select id from cases")
        about = {"ref_kind": "cases", "ref_id": case["id"], "title": "Sanaa Rezaiy", "letters": 7}
        app.store.insert("meeting_letters", {"sitting_id": service.sitting(app, meeting), **about})
    there = service.minutes(app, meeting)
    assert ([one.title for one in there.points], [one.letters for one in there.letters]) == (["", "Sanaa"], [7])
    told = service.text_of(app, meeting)
    assert "We met" in told
    assert [word for word in ("Sanaa", "moved her", "lawyer", "Letters") if word in told] == []
