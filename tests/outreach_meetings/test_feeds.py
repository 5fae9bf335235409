"""What stands in the calendar of a group and in that of one of us, and that it stays the same while nothing changes."""

from datetime import date, datetime

import pytest
from attrs import evolve

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft
from outreach_crm.contacts.service import Edit
from outreach_crm.groups import service as groups
from outreach_crm.hooks import hookimpl
from outreach_crm.model import CalendarEvent, Due, Ref
from outreach_crm.plugins import Plugins
from outreach_crm.tasks import service as tasks
from outreach_meetings import ical, service
from outreach_meetings.model.calendar import Event, Todo
from outreach_meetings.model.drafts import MeetingEdit
from outreach_meetings.model.duties import DutyDraft
from outreach_meetings.model.feeds import Span, Whose
from outreach_meetings.service import altering
from tests.builders import a_person
from tests.outreach_meetings.builders import a_doctors_group, a_meeting, a_series

SPRING = Span(date(2026, 3, 1), date(2026, 6, 30))


class Dates:
    """A feature with days of its own."""

    def __init__(self, *days: CalendarEvent) -> None:
        self.days = days

    @hookimpl
    def calendar_events(self, app: App, start: date, end: date) -> list[CalendarEvent]:
        return [one for one in self.days if start <= one.on <= end]


def with_days(app: App, *days: CalendarEvent) -> App:
    return evolve(app, plugins=Plugins.load(extra={"dates": Dates(*days)}))


def of_group(app: App, group_id: int, span: Span = SPRING) -> list[Event | Todo]:
    return service.events(app, Whose(group_id=group_id), span)


def a_day(*contact_ids: int, **more: object) -> CalendarEvent:
    values = {"ref": Ref("ua_cases", 5), "title": "UA 205/01 ends", "on": date(2026, 4, 10), "kind": Due.DEADLINE}
    return CalendarEvent(contact_ids=contact_ids, **{**values, **more})  # type: ignore[arg-type]


def test_a_single_meeting_stands_there_as_it_now_is(app: App) -> None:
    made = a_meeting(app, place="Office", link="https://meet.example.org/x", note="Bring pens.")
    service.alter(app, made, MeetingEdit(fields={"starts": "2026-04-03 20:00"}))
    (event,) = of_group(app, made.group_id)
    assert isinstance(event, Event)
    assert (event.starts, event.ends) == (datetime(2026, 4, 3, 20), datetime(2026, 4, 3, 22))
    assert (event.uid, event.sequence, event.recurrence_id, event.rule) == (made.series.uid, 1, None, "")
    assert (event.location, event.description) == ("Office", "Bring pens.\n\nhttps://meet.example.org/x")


def test_a_series_is_one_entry_without_what_was_called_off_and_with_what_differs(app: App) -> None:
    first = a_series(app)
    group = str(first.group_id)
    service.call_off(app, service.meant(app, group, "2026-05-07"))
    service.alter(app, service.meant(app, group, "2026-06-04"), MeetingEdit(fields={"place": "Town hall"}))
    whole, june = of_group(app, first.group_id)
    assert isinstance(whole, Event)
    assert isinstance(june, Event)
    assert (whole.rule, whole.exceptions) == (first.series.rule, (datetime(2026, 5, 7, 19, 30),))
    assert (june.uid, june.recurrence_id, june.location) == (whole.uid, datetime(2026, 6, 4, 19, 30), "Town hall")


def test_what_hangs_on_a_meeting_does_not_make_it_differ(app: App) -> None:
    first = a_series(app)
    with app.change("prepare"):
        service.sitting(app, first)
    assert len(of_group(app, first.group_id)) == 1


def test_what_is_called_off_whole_is_in_no_calendar(app: App) -> None:
    once, series = a_meeting(app), a_series(app, a_doctors_group(app, name="Lawyers"))
    service.call_off(app, once)
    altering.call_off_all(app, series.series.id)
    assert (of_group(app, once.group_id), of_group(app, series.group_id)) == ([], [])


def test_a_series_stands_there_only_once_one_of_its_meetings_is_in_the_span(app: App) -> None:
    first = a_series(app)
    assert of_group(app, first.group_id, Span(date(2026, 4, 3), date(2026, 5, 6))) == []
    assert len(of_group(app, first.group_id, Span(date(2026, 4, 3), date(2026, 5, 7)))) == 1


def test_a_meeting_that_was_moved_into_the_span_brings_its_series(app: App) -> None:
    first = a_series(app)
    service.alter(app, first, MeetingEdit(fields={"starts": "2026-04-20 19:30"}))
    found = of_group(app, first.group_id, Span(date(2026, 4, 18), date(2026, 4, 22)))
    assert [one.recurrence_id for one in found if isinstance(one, Event)] == [None, datetime(2026, 4, 2, 19, 30)]


def test_a_deadline_is_a_whole_day_that_takes_nobodys_time(app: App) -> None:
    group = a_doctors_group(app).contact_id
    own = with_days(app, a_day(group))
    (event,) = of_group(own, group)
    assert isinstance(event, Event)
    assert (event.starts, event.ends, event.free) == (date(2026, 4, 10), date(2026, 4, 11), True)
    content = service.as_file(own, Whose(group_id=group), SPRING)
    assert b"DTSTART;VALUE=DATE:20260410\r\n" in content
    assert b"TRANSP:TRANSPARENT\r\n" in content


def test_several_days_of_a_record_have_names_of_their_own_that_stay_when_they_move(app: App) -> None:
    group = a_doctors_group(app).contact_id
    days = [a_day(group, part="from_on"), a_day(group, part="to_on", on=date(2026, 5, 1))]
    begin, end = (one.uid for one in of_group(with_days(app, *days), group))
    assert begin != end
    moved = of_group(with_days(app, evolve(days[1], on=date(2026, 6, 1))), group)
    assert [one.uid for one in moved] == [end]


def test_a_groups_calendar_has_its_own_matters_only_and_names_none_but_its_members(app: App) -> None:
    group, ana, tom = a_doctors_group(app).contact_id, a_person(app, "Ana Ruiz").id, a_person(app, "Tom Bell").id
    groups.join(app, group, ana)
    own = with_days(
        app,
        a_day(group, ana, tom, title="Ana Ruiz calls Tom Bell"),
        a_day(tom, ref=Ref("ua_cases", 6)),
        a_day(office=True, ref=Ref("ua_cases", 7)),
    )
    assert [one.summary for one in of_group(own, group)] == ["Ana Ruiz calls …"]


def test_what_is_of_a_circle_is_in_no_calendar_not_even_for_whoever_is_in_it(app: App) -> None:
    doctors = a_doctors_group(app)
    group = doctors.contact_id
    secret = a_person(app, "Secret Witness").id
    accounts.add_circle(app, "Board")
    accounts.join_circle(app, "Board", app.actor.name)
    contacts.edit(app, secret, Edit(circle="Board"))
    own = with_days(app, a_day(group, secret), a_day(group, ref=Ref("ua_cases", 6), title="Open"))
    assert [one.summary for one in of_group(own, group)] == ["Open"]
    meeting = a_meeting(app, doctors)
    contacts.edit(app, group, Edit(circle="Board"))
    assert of_group(app, meeting.group_id) == []


def test_ones_own_calendar_has_meetings_of_ones_groups_own_tasks_and_days_of_the_office(app: App) -> None:
    held, other = a_doctors_group(app), a_doctors_group(app, name="Lawyers")
    mine = tasks.add(app, "Write to the ministry", due_on=date(2026, 4, 1))
    me = app.actor.account_id
    assert me
    contacts.edit(app, held.contact_id, Edit(holder=app.actor.name))
    a_meeting(app, held, title="Ours")
    a_meeting(app, other, title="Theirs")
    own = with_days(app, a_day(office=True), a_day(title="Nobody's", ref=Ref("ua_cases", 6)))
    found = service.events(own, Whose(account_id=me), SPRING)
    assert sorted(one.summary for one in found if isinstance(one, Event)) == ["Ours", "UA 205/01 ends"]
    assert [(one.summary, one.due) for one in found if isinstance(one, Todo)] == [(mine.title, date(2026, 4, 1))]


def test_somebody_is_in_the_groups_of_the_person_with_their_address(app: App) -> None:
    group = a_doctors_group(app)
    a_meeting(app, group, title="Ours")
    account = accounts.add_account(app, "Ana", email="ana@example.org")
    ana = contacts.add(app, ContactDraft(name="Ana Ruiz", emails=("Ana@Example.org",)))
    whose = Whose(account_id=account.id)
    assert service.events(app, whose, SPRING) == []
    groups.join(app, group.contact_id, ana.id)
    assert [one.summary for one in service.events(app, whose, SPRING)] == ["Ours"]
    groups.leave(app, group.contact_id, ana.id)
    assert service.events(app, whose, SPRING) == []


def test_the_bytes_stay_while_nothing_changes_and_differ_once_something_does(app: App) -> None:
    made = a_series(app)
    whose = Whose(group_id=made.group_id)
    before = service.as_file(app, whose, SPRING)
    assert service.as_file(app, whose, SPRING) == before
    service.alter(app, made, MeetingEdit(fields={"place": "Town hall"}))
    assert service.as_file(app, whose, SPRING) != before


def test_a_file_reads_back_as_what_it_was_made_of(app: App) -> None:
    made = a_series(app, place="Office; 2nd floor, left")
    told = ical.read(service.as_file(app, Whose(group_id=made.group_id), SPRING))
    assert [(one.uid, one.location, one.start) for one in told] == [
        (made.series.uid, "Office; 2nd floor, left", made.begins)
    ]


@pytest.mark.parametrize("day", [date(2026, 3, 9), date(2026, 12, 31), date(2028, 2, 29)])
def test_the_span_of_a_calendar_moves_on_with_the_month_only(day: date) -> None:
    span = Span.around(day)
    assert span == Span.around(day.replace(day=1))
    assert span.first < day < span.last


def test_what_a_member_took_on_at_a_meeting_stands_in_the_calendar_of_the_group(app: App) -> None:
    group = a_doctors_group(app, "Ana Ruiz")
    meeting = a_meeting(app, group, "2026-03-05 19:30")

    service.take_on(app, meeting, DutyDraft(title="Book the hall", owner="Ana Ruiz", due="2026-03-20"))

    assert [one.summary for one in of_group(app, group.contact_id) if isinstance(one, Todo)] == ["Book the hall"]
