"""What follows from meetings elsewhere: on agendas, on cards of contacts, in histories, on the list of the day."""

from collections.abc import Sequence
from datetime import date, timedelta

from outreach_crm.app import App
from outreach_crm.groups import service as groups
from outreach_crm.model import MOST_MATTERS, AgendaItem, Entry, Panel, Ref, Reminder, Side, Step, with_rest
from outreach_crm.text import say
from outreach_meetings.model.agenda import RESPONSIBILITIES
from outreach_meetings.model.duties import Duty
from outreach_meetings.model.series import MINUTE, Meeting
from outreach_meetings.queries import duties as duty_queries
from outreach_meetings.queries import following as queries
from outreach_meetings.queries import minutes as minutes_queries
from outreach_meetings.service import deciding, noticing, noting, occurring

UNWRITTEN = timedelta(days=7)
"""After so long somebody is told that the minutes of a meeting are not written."""
_RANK, _SHOWN, _TITLE = 24, 5, 200
_MINUTES = say("Minutes")


def matters(app: App, group_id: int, on: date) -> list[AgendaItem]:
    """Return what earlier meetings left for one: minutes to be approved, and responsibilities still to be done."""
    waiting = [
        AgendaItem(
            heading=_MINUTES,
            title=say("Approve the minutes of {day}", day=date.fromisoformat(row["on_day"])),
            ref=Ref("meeting_minutes", row["id"]),
        )
        for row in minutes_queries.waiting(app.store, group_id, on)[:MOST_MATTERS]
    ]
    there = [
        one
        for one in duty_queries.of_group(app.store, group_id, app.clock.today(), open_only=True)
        if one.on < on.isoformat()
    ]
    named = (_matter(one) for one in there[:MOST_MATTERS])
    return [*waiting, *with_rest(named, len(there) - MOST_MATTERS, RESPONSIBILITIES)]


def _matter(one: Duty) -> AgendaItem:
    return AgendaItem(
        heading=RESPONSIBILITIES,
        title=one.title,
        ref=Ref("tasks", one.task_id) if one.task_id is not None else None,
        due_on=date.fromisoformat(one.due_on) if one.due_on else None,
        owner=one.owner,
        minutes=2,
        detail=say("Taken on {day}", day=date.fromisoformat(one.on)),
    )


def reminders(app: App, today: date, there: Sequence[Meeting]) -> list[Reminder]:
    """Return, of some meetings, those of which something was written down, but no minutes finished a week later."""
    over = [one for one in there if one.starts.date() <= today - UNWRITTEN and not one.called_off]
    finished = queries.finished(app.store, min((one.starts.date() for one in over), default=today).isoformat())
    # Who was there comes first: of a meeting of which that is asked for, minutes are not asked for as well.
    finished |= {(one.series.id, one.original.strftime(MINUTE)) for one in noticing.unsaid(app, today, there)}
    held = [one for one in over if one.sitting is not None]
    return [_unwritten(one) for one in held if (one.series.id, one.original.strftime(MINUTE)) not in finished]


def _unwritten(one: Meeting) -> Reminder:
    return Reminder(
        due_on=one.starts.date() + UNWRITTEN,
        sentence=say("Minutes of {name} on {day} are to be finished", name=one.series.group, day=one.starts.date()),
        command=f"outreach meetings minutes {one.command}",
        group="Meetings",
        summary="{n} meetings have no minutes yet",
        ref=Ref("meeting_sittings", one.sitting.id) if one.sitting else None,
        about=Ref("contacts", one.group_id),
        step=Step(label=say("Write them"), path=f"{one.path}/minutes"),
    )


def entries(app: App, contact_id: int) -> list[Entry]:
    """Return what histories have of meetings: of a group that it met, of any contact what was said there of them."""
    held = queries.held_by(app.store, contact_id, app.clock.now().strftime(MINUTE))
    met = [
        Entry(
            on=date.fromisoformat(row["on_day"]),
            kind="meeting",
            title=row["title"],
            ref=Ref("meeting_sittings", row["sitting_id"]),
            contact_id=contact_id,
            side=Side.BOTH,
            detail=say("{n} there, decisions: {decisions}", n=row["there"], decisions=row["decisions"]),
        )
        for row in held
    ]
    said = [
        Entry(
            on=date.fromisoformat(row["on_day"]),
            kind="note",
            title=" ".join(row["text"].split())[:_TITLE],
            ref=Ref("meeting_notes", row["id"]),
            contact_id=contact_id,
            detail=say("said at the meeting of {name}", name=row["group_name"]),
            by=row["written_by"],
        )
        for row in queries.notes_on(app.store, contact_id)
        if not row["restricted"] or noting.reads_restricted(app)
    ]
    return [*met, *said]


def panels(app: App, contact_id: int) -> list[Panel]:
    """Return what the card of a group shows of its meetings so far: what it decided last, and what is to be done."""
    if contact_id not in groups.names(app):
        return []
    open_ones = duty_queries.of_group(app.store, contact_id, app.clock.today(), open_only=True)
    decided = deciding.decisions(app, contact_id, most=_SHOWN)
    rows: list[tuple[object, ...]] = []
    rows += [(say("Decision {number}", number=one.name), one.reads[:_TITLE], one.on) for one in decided]
    rows += [(one.owner or say("nobody"), one.title, one.due_on) for one in open_ones[:_SHOWN]]
    return [
        Panel(
            title=say("Decided, and to be done"),
            columns=(say("What"), say("It says"), say("Day")),
            rows=tuple(rows),
            rank=_RANK,
            empty=say("Nothing is open from earlier meetings."),
            steps=(Step(label=say("The year in figures"), path=f"/meetings/groups/{contact_id}"),),
        )
    ]


def meeting_of_note(app: App, note_id: int) -> Meeting:
    """Return the meeting at which a note on a contact was written.

    Raises:
        NotFoundError: there is none, or the actor may not see it.
    """
    return occurring.of_sitting(app, queries.note_sitting(app.store, note_id) or 0)
