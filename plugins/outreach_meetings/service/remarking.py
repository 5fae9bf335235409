"""What is to be known of a meeting as it is planned or was written down: its day, its quorum, who joined since."""

from collections.abc import Iterator

from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.groups.model import MEMBER
from outreach_crm.model import Ref
from outreach_crm.text import say
from outreach_meetings.model.attendance import Attendance, Standing
from outreach_meetings.model.remarks import Remark
from outreach_meetings.model.series import Meeting
from outreach_meetings.queries import attendance as queries
from outreach_meetings.service import attending, closing, free_days


def remarks(app: App, meeting: Meeting, there: Attendance | None = None) -> list[Remark]:
    """Return what is to be known of a meeting, and hinders nothing.

    It was planned for a day that had passed, or moved to one; it is on a public holiday; so many members as its quorum
    asks for are not in the group; somebody who counts as a guest is a member by now.

    Args:
        app: the App.
        meeting: the meeting.
        there: who is invited and who was there, where that is known already.
    """
    if meeting.called_off:
        return []
    known = attending.attendance(app, meeting) if there is None else there
    lower = f"outreach meetings edit {meeting.command} --quorum N{' --all' * bool(meeting.series.rule)}"
    unreachable = [Remark(known.unreachable, lower)] if known.unreachable else []
    return [*_of_its_day(app, meeting, known), *unreachable, *_of_newcomers(app, meeting, known)]


def _of_its_day(app: App, meeting: Meeting, there: Attendance) -> Iterator[Remark]:
    day = meeting.starts.date()
    if not there.is_said and not closing.is_held(app, meeting) and _is_late(app, meeting):
        sentence = say(
            "{day} has passed: the meeting stands as one that was held. If another day was meant, move it.", day=day
        )
        yield Remark(sentence, f"outreach meetings move {meeting.command} --to DAY")
    for name in free_days.holidays(app, day, day).values():
        yield Remark(say("That day is a public holiday: {name}.", name=name))


def _is_late(app: App, meeting: Meeting) -> bool:
    """Return whether a meeting got its day when that had passed."""
    if not meeting.is_over(app.clock.now()):
        return False
    if meeting.moved:
        written = journal.touched(app, [meeting.ref]).get(meeting.ref)
        return written is not None and meeting.is_over(written)
    if meeting.series.rule and meeting.original != meeting.series.starts:
        return False
    # What was altered of it since, such as its place, gave it no other day.
    planned = Ref("meeting_series", meeting.series.id)
    written = journal.made(app, [planned]).get(planned)
    return written is not None and meeting.is_over(written)


def _of_newcomers(app: App, meeting: Meeting, there: Attendance) -> Iterator[Remark]:
    day, today = meeting.starts.date(), app.clock.today()
    if day >= today:
        return
    now, asked = queries.members(app.store, meeting.group_id, today), {one.contact_id for one in meeting.guests}
    for one in there.people:
        if one.standing is Standing.GUEST and one.contact_id in now and one.contact_id not in asked:
            role = now[one.contact_id]["role"]
            sentence = say(
                "{name} is in the group now, but was not yet on {day}, and so counts as a guest of that meeting. If it"
                " was otherwise, say since when.",
                name=one.name,
                day=day,
            )
            command = attending.joining(meeting, f'"{one.name}"')
            yield Remark(sentence, command if role == MEMBER else f'{command} --as "{role}"')
