"""What of invitations waits for somebody: wishes for another time, and changes that not everybody has heard of."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from outreach_crm.app import App
from outreach_crm.errors import NotFoundError
from outreach_crm.model import Ref, Reminder, Step
from outreach_crm.text import count, say
from outreach_meetings.model.invitations import Wish
from outreach_meetings.model.series import Meeting
from outreach_meetings.queries import invitations as queries
from outreach_meetings.service import hearing, wishing

_GROUP = "Meetings"
_SOON = timedelta(days=7)


def reminders(app: App, today: date, there: Sequence[Meeting]) -> Iterator[Reminder]:
    """Yield wishes that are open, and of some meetings those of the next week that not everybody has heard of."""
    for one in queries.open_wishes(app.store):
        try:
            _, meeting = wishing.wished(app, one.id)
        except NotFoundError:  # of a group that is not to be seen, or of a meeting that is no more
            continue
        yield _wish(one, meeting, today)
    for meeting in (one for one in there if today <= one.starts.date() <= today + _SOON):
        if those := hearing.stale(app, meeting):
            yield _stale(meeting, len(those), today)


def _wish(one: Wish, meeting: Meeting, today: date) -> Reminder:
    return Reminder(
        due_on=today,
        sentence=say(
            "{name} asks to meet at another time: {title}, {when}",
            name=one.name,
            title=meeting.title,
            when=f"{one.starts:%Y-%m-%d %H:%M}",
        ),
        command=f"outreach meetings wish {one.id} --take",
        group=_GROUP,
        ref=Ref("meeting_wishes", one.id),
        step=Step(label=say("See it"), path=f"{meeting.path}/invitations"),
        ends_on=meeting.starts.date(),
    )


def _stale(meeting: Meeting, n: int, today: date) -> Reminder:
    return Reminder(
        due_on=today,
        sentence=count(
            n,
            "{n} who was invited has not heard what was changed: {title}, {day}",
            "{n} who were invited have not heard what was changed: {title}, {day}",
            title=meeting.title,
            day=meeting.starts.date(),
        ),
        command=f"outreach meetings invite {meeting.command}",
        group=_GROUP,
        ref=meeting.ref,
        step=Step(label=say("Tell them"), path=f"{meeting.path}/invitations/send"),
        alarm=True,
        ends_on=meeting.starts.date(),
    )
