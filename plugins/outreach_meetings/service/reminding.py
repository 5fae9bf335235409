"""What waits of meetings: whoever looks after a group hears of a meeting that comes and has nothing to talk about."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.model import Ref, Reminder, Step
from outreach_crm.text import say
from outreach_meetings.model.series import Meeting
from outreach_meetings.queries import agenda as queries

_AHEAD = timedelta(days=7)


def reminders(app: App, today: date, there: Sequence[Meeting]) -> Iterator[Reminder]:
    """Yield, of some meetings, those of the next week whose agenda is empty, each for whoever looks after the group."""
    coming = [one for one in there if today <= one.starts.date() <= today + _AHEAD and not one.called_off]
    planned = queries.with_agenda(app.store, [one.sitting.id for one in coming if one.sitting])
    for one in coming:
        if one.sitting is not None and one.sitting.id in planned:
            continue
        day = one.starts.date()
        yield Reminder(
            due_on=day - _AHEAD,
            sentence=say("{group} meets on {day} and has no agenda yet", group=one.series.group, day=day),
            command=f"outreach meetings agenda {one.command} --build",
            group="Agendas",
            owner_id=contacts.get(app, one.group_id).holder_id,
            ref=Ref("contacts", one.group_id),
            step=Step(label=say("Agenda"), path=f"{one.path}/agenda"),
            summary="{n} meetings have no agenda yet",
            ends_on=day,
        )
