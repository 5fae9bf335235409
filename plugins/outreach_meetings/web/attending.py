"""The page on which it is written down who was at a meeting, and who cannot come."""

from attrs import evolve

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.text import beginning, say
from outreach_crm.web import asking
from outreach_crm.web.office import Answer, done, page
from outreach_meetings import service
from outreach_meetings.model.attendance import Attendance, Attendee, Presence
from outreach_meetings.model.series import Meeting
from outreach_meetings.service import closing
from outreach_meetings.web.blueprint import home, pages, tabs

_AHEAD = (Presence.UNKNOWN, Presence.APOLOGIES)
_REST = (Presence.PRESENT, Presence.ABSENT)


@pages.form("/<int:series_id>/<key>/attendance")
def attend(app: App, series_id: int, key: str) -> Answer:
    """Write down who was there, one row a person; before the day, only who cannot come."""
    found = service.meeting(app, series_id, key)
    there = service.attendance(app, found)
    ahead = found.starts.date() > app.clock.today()
    form = asking.read(*_fields(there, ahead=ahead), version=there.version)
    if form.ready:
        with asking.told(form) as outcome, app.change("write down attendance") as change:
            now = _write(app, found, there, form)
            return done(say("Written down: {told}.", told=now.told), home(found), change_id=change.id)
        form = outcome.form
    return page(
        "outreach_meetings/attendance.html",
        form,
        meeting=found,
        tabs=tabs(found, "outreach_meetings.attend"),
        there=there,
        remarks=service.remarks(app, found, there),
        ahead=ahead,
        closed=closing.is_finished(app, found),
        back=home(found),
    )


def _fields(there: Attendance, *, ahead: bool) -> list[Field]:
    said = _AHEAD if ahead else tuple(Presence)
    rows = [field for one in there.people for field in _row(one, {*said, one.presence})]
    if ahead:
        return rows
    rest = (Choice("", say("Nothing is said of them yet")), *(Choice(p.value, beginning(p.label)) for p in _REST))
    came = contacts.which("came", say("Who came without being invited"), of="people")
    return [
        *rows,
        Field(key="rest", label=say("All others"), kind=Kind.ONE_OF, choices=rest, value=""),
        evolve(came, kind=Kind.SEVERAL_OF, value=()),
    ]


def _row(one: Attendee, said: set[Presence]) -> tuple[Field, Field]:
    choices = tuple(Choice(p.value, beginning(p.label)) for p in Presence if p in said)
    label = say("{name}, {role}", name=one.name, role=one.as_what)
    return (
        Field(key=f"p-{one.contact_id}", label=label, kind=Kind.ONE_OF, choices=choices, value=one.presence.value),
        Field(key=f"n-{one.contact_id}", label=say("Note on {name}", name=one.name), kind=Kind.TEXT, value=one.note),
    )


def _write(app: App, found: Meeting, there: Attendance, form: asking.Form) -> Attendance:
    """Write down what differs from what is known, so that nobody's word is taken back by a form that was older."""
    said, notes = {}, {}
    for one in there.people:
        presence, note = Presence(form.text(f"p-{one.contact_id}")), form.text(f"n-{one.contact_id}")
        if (presence, note) != (one.presence, one.note):
            said[one.contact_id], notes[one.contact_id] = presence, note
    came: tuple[str, ...] = form.answer("came") or ()
    said |= {int(number): Presence.PRESENT for number in came}
    rest = Presence(form.text("rest")) if form.text("rest") else None
    return service.attend(app, found, said, rest=rest, notes=notes, version=form.seen)
