"""Who is invited to a meeting, who was there, and who cannot come."""

from collections.abc import Mapping

from attrs import evolve

from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import InvalidInputError
from outreach_crm.text import say
from outreach_meetings.model.attendance import Attendance, Attendee, Presence, Standing, in_order
from outreach_meetings.model.series import Meeting
from outreach_meetings.queries import attendance as queries
from outreach_meetings.service import closing, hearing, occurring, planning

_KNOWN_AHEAD = frozenset({Presence.APOLOGIES, Presence.UNKNOWN})
"""What can be known of somebody before a meeting is held."""


def attendance(app: App, meeting: Meeting) -> Attendance:
    """Return who is invited to a meeting, and what is known of their presence.

    Invited are the members of the group on that day and the guests; who came without being either stands with them.
    """
    known = queries.presence(app.store, meeting.sitting.id) if meeting.sitting else {}
    people = {one.contact_id: one for one in hearing.invited(app, meeting)}
    people |= {
        number: Attendee(contact_id=number, name=row["name"], standing=Standing.GUEST)
        for number, row in known.items()
        if number not in people
    }
    said = hearing.said(app, meeting)
    found = []
    for number, one in people.items():
        there = known.get(number, {"presence": Presence.UNKNOWN, "note": ""})
        found.append(evolve(one, **said(number), presence=there["presence"], note=there["note"]))
    version = max((row["change_id"] for row in known.values()), default=0)
    return Attendance(people=in_order(found), quorum=meeting.quorum, version=version)


def members(app: App, group_id: int) -> dict[int, str]:
    """Return the names of the members of a group today, by their contacts."""
    return {number: row["name"] for number, row in queries.members(app.store, group_id, app.clock.today()).items()}


def joining(meeting: Meeting, name: str = "NAME") -> str:
    """Return the command by which somebody is a member of a group by the day of its meeting."""
    return f'outreach groups join "{meeting.series.group}" {name} --since {meeting.starts.date()}'


def attend(
    app: App,
    meeting: Meeting,
    said: Mapping[int, Presence],
    *,
    rest: Presence | None = None,
    notes: Mapping[int, str] | None = None,
    version: int | None = None,
    because: str = "",
) -> Attendance:
    """Write down who was there, who came later, who sent apologies and who did not come.

    Args:
        app: the App.
        meeting: the meeting.
        said: presence by contact; whoever is neither member nor guest is taken for a guest who came.
        rest: what is so of every other one who is invited and of whom nothing is said yet.
        notes: what somebody said, such as why they cannot come.
        version: the latest change that whoever writes it down saw; None where that is not known.
        because: why it is written down.

    Raises:
        NotFoundError: there is no such contact.
        InvalidInputError: somebody is to have been there before it began, or nothing is said.
        ConflictError: somebody wrote it down since, or the minutes are finished.
    """
    _check_said(app, meeting, {*said.values(), *((rest,) if rest else ())})
    with app.change("write down attendance", because=because):
        sitting_id = planning.sitting(app, meeting)
        now = occurring.of_sitting(app, sitting_id)
        closing.check_open(app, now)
        there = attendance(app, now)
        journal.check_version(app, now.title, there.version, seen=version)
        wanted = _rest(there, rest) | {contacts.get(app, number).id: presence for number, presence in said.items()}
        if not _KNOWN_AHEAD.issuperset(wanted.values()):
            closing.hold(app, now, sitting_id)
        for number, presence in wanted.items():
            _write(app, sitting_id, number, presence, (notes or {}).get(number))
        return attendance(app, occurring.of_sitting(app, sitting_id))


def _rest(there: Attendance, presence: Presence | None) -> dict[int, Presence]:
    """Return what is so of everybody of whom nothing is said yet."""
    if presence is None:
        return {}
    return {one.contact_id: presence for one in there.people if one.presence is Presence.UNKNOWN}


def _write(app: App, sitting_id: int, contact_id: int, presence: Presence, note: str | None) -> None:
    there = queries.presence(app.store, sitting_id).get(contact_id)
    values = {"presence": presence.value, **({} if note is None else {"note": note.strip()})}
    if there is None:
        app.store.insert("meeting_attendance", {"sitting_id": sitting_id, "contact_id": contact_id, **values})
    elif any(there[key] != value for key, value in values.items()):
        app.store.update("meeting_attendance", there["id"], values)


def _check_said(app: App, meeting: Meeting, said: set[Presence]) -> None:
    """Refuse to write down nothing, and what nobody can know before the day of a meeting."""
    if not said:
        raise InvalidInputError(say("Say who was there."))
    if meeting.starts.date() > app.clock.today() and said - _KNOWN_AHEAD:
        raise InvalidInputError(
            say("The meeting is on {day}; before it, only apologies can be written down.", day=meeting.starts.date())
        )
