"""Tasks about a group are matters of its meeting, and every task with a day stands in the calendar."""

from datetime import date, timedelta

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.groups import service as groups
from outreach_crm.model import MOST_MATTERS, Due, Ref
from outreach_crm.tasks import service
from tests.builders import a_group, a_person, acting
from tests.meeting import TODAY, days, hide, matters, titles

HEADING = "Tasks of the group"
TOMORROW = TODAY + timedelta(1)


def test_a_group_hears_of_its_tasks_that_are_due_by_the_day_it_meets(app: App) -> None:
    group, other = a_group(app).contact_id, a_group(app, "Teachers").contact_id
    service.add(app, "Book the hall", due_on=TODAY, contact_id=group)
    late = service.add(app, "Pay the fee", due_on=date(2026, 1, 1), contact_id=group)
    service.add(app, "Print posters", due_on=TOMORROW, contact_id=group)
    service.finish(app, service.add(app, "Thank the hall", due_on=TODAY, contact_id=group).id)
    assert titles(app, group, HEADING) == ["Pay the fee", "Book the hall"]
    assert titles(app, group, HEADING, TOMORROW) == ["Pay the fee", "Book the hall", "Print posters"]
    assert titles(app, other, HEADING) == []
    first = matters(app, group, HEADING)[0]
    assert (first.ref, first.owner, first.due_on) == (Ref("tasks", late.id), "Maria", date(2026, 1, 1))


def test_what_is_to_be_done_about_a_member_is_not_read_out_to_the_others(app: App) -> None:
    group, ana = a_group(app).contact_id, a_person(app)
    groups.join(app, group, ana.id)
    service.add(app, "Ask Ana how she is", due_on=TODAY, contact_id=ana.id)
    assert titles(app, group, HEADING) == []


def test_of_very_many_tasks_a_dozen_are_named_and_the_others_counted(app: App) -> None:
    group = a_group(app).contact_id
    for number in range(MOST_MATTERS + 3):
        service.add(app, f"Letter {number}", due_on=TODAY, contact_id=group)
    found = matters(app, group, HEADING)
    assert len(found) == MOST_MATTERS + 1
    assert (found[-1].title, found[-1].rest, found[-1].ref) == ("3 more", 3, None)


def test_every_task_of_a_span_is_in_the_calendar_and_says_when_it_was_done(app: App) -> None:
    ana = a_person(app)
    ring = service.add(app, "Ring", due_on=TODAY, contact_id=ana.id)
    write = service.add(app, "Write", due_on=TOMORROW)
    service.finish(app, write.id)
    service.add(app, "Some day")
    service.add(app, "Later", due_on=TODAY + timedelta(2))
    first, second = days(app, "tasks", TODAY, TOMORROW)
    assert (first.ref.id, first.kind, first.contact_ids, first.done_on) == (ring.id, Due.TASK, (ana.id,), None)
    assert (second.ref.id, second.on, second.contact_ids, second.done_on) == (write.id, TOMORROW, (), TODAY)
    assert first.owner_id == accounts.find_account(app, "Maria").id


def test_tasks_about_somebody_hidden_are_offered_to_nobody_else(app: App) -> None:
    group = a_group(app).contact_id
    service.add(app, "Book the hall", due_on=TODAY, contact_id=group)
    hide(app, group)
    assert (len(titles(app, group, HEADING)), len(days(app, "tasks"))) == (1, 1)
    with acting(app, "Jonas") as jonas:
        assert titles(jonas, group, HEADING) == []
        assert days(jonas, "tasks") == []
