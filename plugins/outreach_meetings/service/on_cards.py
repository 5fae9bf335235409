"""What the cards of contacts show of meetings, and what their history has of them."""

from datetime import date, timedelta

from outreach_crm.app import App
from outreach_crm.groups import service as groups
from outreach_crm.model import Entry, Panel, Ref, Side, Step
from outreach_crm.text import say
from outreach_meetings.model.series import Meeting
from outreach_meetings.queries import searching as queries
from outreach_meetings.service import occurring

_RANK, _MOST = 21, 5
_AHEAD = timedelta(days=92)
_KIND = "meeting"


def panels(app: App, contact_id: int) -> list[Panel]:
    """Return of a group its next meetings, of anybody else those they are invited to next, where there are any."""
    today = app.clock.today()
    if contact_id in groups.names(app):
        found = occurring.between(app, today, today + _AHEAD, group_id=contact_id)
        steps = (
            Step(label=say("Plan a meeting"), path=f"/meetings/add?group={contact_id}"),
            Step(label=say("Calendar"), path=f"/meetings?group={contact_id}"),
            Step(label=say("Work plan"), path=f"/meetings/groups/{contact_id}/plan"),
        )
        return [_panel(say("Next meetings"), found, steps)]
    invited = [one for one in _invited(app, contact_id, today) if not one.called_off]
    return [_panel(say("Meetings they are invited to"), invited, ())] if invited else []


def entries(app: App, contact_id: int) -> list[Entry]:
    """Return the meetings of groups that somebody visited, as entries of their history."""
    return [
        Entry(
            on=date.fromisoformat(row["starts"][:10]),
            kind=_KIND,
            title=say("Was at the meeting of {group}", group=row["group"]),
            ref=Ref("meeting_sittings", row["id"]),
            contact_id=contact_id,
            side=Side.BOTH,
        )
        for row in queries.visited(app.store, contact_id)
    ]


def _panel(title: str, found: list[Meeting], steps: tuple[Step, ...]) -> Panel:
    shown = found[:_MOST]
    return Panel(
        title=title,
        columns=(say("Day"), say("Begins"), say("Group"), say("What"), say("Where")),
        rows=tuple(
            (one.starts.date(), f"{one.starts:%H:%M}", one.series.group, _what(one), one.place or one.link)
            for one in shown
        ),
        refs=tuple(one.path for one in shown),
        rank=_RANK,
        empty=say("No meeting is planned."),
        steps=steps,
    )


def _what(one: Meeting) -> str:
    return say("{title} (called off)", title=one.title) if one.called_off else one.title


def _invited(app: App, contact_id: int, today: date) -> list[Meeting]:
    """Return the meetings of the next months of groups that somebody is in, and those they have a part in."""
    found = {
        (one.series.id, one.original): one
        for group_id in queries.groups_of(app.store, contact_id, today)
        for one in occurring.between(app, today, today + _AHEAD, group_id=group_id)
    }
    for one in occurring.of_some(app, queries.parts_in(app.store, contact_id), today, today + _AHEAD):
        if contact_id in {person.contact_id for person in (*one.guests, one.chair, one.minute_taker) if person}:
            found[one.series.id, one.original] = one
    return sorted(found.values(), key=lambda one: one.begins)
