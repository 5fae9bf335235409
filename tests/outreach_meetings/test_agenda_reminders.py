"""Whoever looks after a group hears of a meeting that comes and has nothing to talk about."""

from datetime import date

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.model import Ref, Reminder
from outreach_crm.tasks import service as tasks
from outreach_meetings import service
from outreach_meetings.service import reminding, waiting
from tests.builders import acting
from tests.outreach_meetings.agendas import put
from tests.outreach_meetings.builders import a_doctors_group, a_meeting, a_series

TODAY = date(2026, 3, 9)


def due(app: App) -> list[Reminder]:
    return [*reminding.reminders(app, TODAY, waiting.around(app, TODAY))]


def test_a_week_before_a_meeting_an_empty_agenda_is_told(app: App) -> None:
    made = a_meeting(app, starts="2026-03-16 19:30")

    (told,) = due(app)

    assert told.sentence == "Doctors' group meets on 2026-03-16 and has no agenda yet"
    assert (told.due_on, told.ends_on) == (TODAY, date(2026, 3, 16))
    assert told.step
    assert told.step.path == f"/meetings/{made.series.id}/{made.key}/agenda"
    put(app, made, "The case")
    assert due(app) == []


def test_an_agenda_from_which_all_was_dropped_is_empty_again(app: App) -> None:
    made = a_meeting(app, starts="2026-03-12 19:30")
    one = put(app, made, "The case")

    service.drop(app, one.id)

    assert len(due(app)) == 1


def test_nobody_hears_of_meetings_that_are_far_off_or_called_off(app: App) -> None:
    a_series(app, starts="2026-04-02 19:30")
    service.call_off(app, a_meeting(app, a_doctors_group(app, name="Lawyers"), starts="2026-03-12 19:30"))

    assert due(app) == []


def test_it_is_told_to_whoever_holds_the_group_and_can_be_put_off(app: App) -> None:
    with acting(app, "Rita") as rita:
        group = a_doctors_group(rita)
        a_meeting(rita, group, starts="2026-03-12 19:30")
        holder = contacts.get(rita, group.contact_id).holder_id
        (told,) = due(rita)
        assert told.owner_id == holder
        assert told.ref is not None
        assert told.ref == Ref("contacts", group.contact_id)

        tasks.answer(rita, told.ref)

        assert told.sentence not in [one.sentence for one in tasks.due(rita)]
