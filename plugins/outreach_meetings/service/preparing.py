"""Builds the agenda of a meeting from what there is: what is said each time, what is left over, what features offer."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from outreach_crm.app import App
from outreach_crm.attachments import service as attachments
from outreach_crm.attachments.model import Attachment
from outreach_crm.errors import ConflictError, NotFoundError
from outreach_crm.model import AgendaItem, Ref, with_rest
from outreach_crm.storage import sight
from outreach_crm.text import say, written
from outreach_meetings.model.agenda import Agenda, Item, Matter, Source, with_new
from outreach_meetings.model.series import Meeting
from outreach_meetings.queries import agenda as queries
from outreach_meetings.service import closing, item_fields, occurring, planning


def agenda(app: App, meeting: Meeting) -> Agenda:
    """Return the agenda of a meeting: what is on it in order, what was dropped, and what there is besides."""
    now = _now(app, meeting)
    every = _every(app, now)
    closed = closing.is_finished(app, now)
    matters, unnamed = ([], ()) if closed else _gathered(app, now)
    known = {one.seen_as for one in every}
    return Agenda(
        meeting=now,
        items=tuple(one for one in every if one.dropped_on is None),
        dropped=tuple(one for one in every if one.dropped_on is not None),
        offered=tuple(one for one in matters if one.seen_as not in known),
        unnamed=unnamed,
        closed=closed,
    )


def items(app: App, meeting: Meeting) -> tuple[Item, ...]:
    """Return what is on the agenda of a meeting, in order; of these, ``open_items`` may leave the office."""
    return tuple(one for one in _every(app, _now(app, meeting)) if one.dropped_on is None)


def dropped(app: App, meeting: Meeting) -> tuple[Item, ...]:
    """Return what was taken off the agenda of a meeting, in order."""
    return tuple(one for one in _every(app, _now(app, meeting)) if one.dropped_on is not None)


def build(app: App, meeting: Meeting, *, because: str = "") -> Agenda:
    """Put on the agenda what there is and not on it yet; what was dropped stays off, and what is on it keeps its order.

    Raises:
        ConflictError: the meeting was called off, or its minutes are finished.
    """
    closing.check_open(app, _now(app, meeting))
    now = agenda(app, meeting)
    return take(app, meeting, now.offered, because=because) if now.offered else now


def take(app: App, meeting: Meeting, matters: Sequence[Matter], *, because: str = "") -> Agenda:
    """Put some of the matters that are offered on the agenda; those that are on it already stay as they are.

    Args:
        app: the App.
        meeting: the meeting.
        matters: what to put on it.
        because: why.

    Raises:
        ConflictError: the meeting was called off, or its minutes are finished.
    """
    with app.change("build agenda", because=because):
        sitting_id = sitting_of(app, meeting)
        every = queries.items(app.store, sitting_id)
        known = {one.seen_as for one in every if one.seen_as}
        new = [one for one in matters if one.seen_as not in known]
        order = with_new([one for one in every if one.dropped_on is None], new)
        for position, one in enumerate(order, 1):
            if not isinstance(one, Item):
                insert(app, meeting, sitting_id, one, position)
            elif one.position != position:
                app.store.update("meeting_items", one.id, {"position": position})
    return agenda(app, meeting)


def insert(app: App, meeting: Meeting, sitting_id: int, one: Matter, position: int) -> int:
    """Write a matter on an agenda, and return the number of its item. Call it inside a change."""
    where = {"sitting_id": sitting_id, "group_id": meeting.group_id, "position": position}
    made = app.store.insert("meeting_items", {**where, **_values(one)})
    item_fields.give(app, queries.OF_ITEM, made, one.owner_id)
    return made


def sitting_of(app: App, meeting: Meeting) -> int:
    """Return the number of the row that an agenda hangs on. Call it inside the change that writes the agenda.

    Raises:
        ConflictError: the meeting was called off, or its minutes are finished.
    """
    if meeting.called_off:
        raise ConflictError(
            say("The meeting on {day} was called off; its agenda stays as it is.", day=meeting.starts.date())
        )
    closing.check_open(app, _now(app, meeting))
    return planning.sitting(app, meeting)


def item(app: App, item_id: int) -> Item:
    """Return an item of an agenda, also one that was dropped.

    Raises:
        NotFoundError: there is none of that number, or the actor may not see its group.
    """
    found = queries.item(app.store, item_id)
    if found is None:
        raise NotFoundError(
            say("There is no item {item_id} on any agenda; outreach meetings agenda GROUP shows them.", item_id=item_id)
        )
    meeting_of(app, found)
    return found


def item_to_arrange(app: App, item_id: int) -> Item:
    """Return an item of an agenda that can still be altered, also one that was dropped.

    Raises:
        NotFoundError: as :func:`item`.
        ConflictError: the minutes of its meeting are finished.
    """
    found = item(app, item_id)
    closing.check_open(app, meeting_of(app, found))
    return found


def meeting_of(app: App, of: Item) -> Meeting:
    """Return the meeting that an item is on the agenda of.

    Raises:
        NotFoundError: the actor may not see its group.
    """
    return occurring.of_sitting(app, of.sitting_id)


def papers(app: App, of: Item) -> list[Attachment]:
    """Return the papers of an item: its own, then those of the record that it is about."""
    own = attachments.of(app, Ref("meeting_items", of.id))
    return own + (attachments.of(app, of.paper) if of.paper else [])


def _now(app: App, meeting: Meeting) -> Meeting:
    return occurring.meeting(app, meeting.series.id, meeting.key)


def _every(app: App, now: Meeting) -> list[Item]:
    return queries.items(app.store, now.sitting.id) if now.sitting else []


def _values(one: Matter) -> dict[str, Any]:
    return {
        "source": one.source.value,
        "seen_as": one.seen_as,
        "heading": str(one.heading),
        "title": str(one.title),
        "title_parts": written(one.title),
        "ref_kind": one.ref.kind if one.ref else None,
        "ref_id": one.ref.id if one.ref else None,
        "due_on": one.due_on.isoformat() if one.due_on else None,
        "owner": "" if one.owner_id else one.owner,
        "minutes": one.minutes,
        "detail": str(one.detail),
        "detail_parts": written(one.detail),
        "paper_kind": one.paper.kind if one.paper else None,
        "paper_id": one.paper.id if one.paper else None,
        "appeals": int(one.appeals),
        "restricted": int(one.restricted),
    }


def _gathered(app: App, meeting: Meeting) -> tuple[list[Matter], tuple[AgendaItem, ...]]:
    """Return all that there is for a meeting, and the lines that stand for what is not named."""
    offered, kept = _for_all(app, meeting, app.plugins.agenda_items(app, meeting.group_id, meeting.starts.date()))
    standing = [one.matter for one in queries.standing(app.store, meeting.group_id)]
    matters = [Matter.offered(one) for one in offered if not one.rest]
    approved = [one for one in matters if one.source is Source.MINUTES]
    # What somebody took on is a task of the group, too, and is talked about once.
    taken_on = {one.ref for one in matters if one.source is Source.DUTY and one.ref is not None}
    found = (
        *(approved or _minutes(app, meeting)),
        *(one for one in standing if one.source is Source.STANDING),
        *(one for one in matters if one.source is Source.DUTY),
        *(one for one in matters if one.source is Source.OFFERED and one.ref not in taken_on),
        *(one for one in standing if one.source is Source.CLOSING),
    )
    return _once(found), (*(one for one in offered if one.rest), *kept)


def _for_all(app: App, meeting: Meeting, offered: list[AgendaItem]) -> tuple[list[AgendaItem], list[AgendaItem]]:
    """Return matters without those of contacts that only a circle sees, and a line that stands for these.

    Whoever sees the group would read of them on its agenda. Those of the circle that the group itself is of stay.
    """
    refs = ((one.ref.kind, one.ref.id) for one in offered if one.ref)
    hidden = {Ref(*one) for one in sight.of_others(app.store, refs, meeting.group_id)}
    left = [one for one in offered if one.ref not in hidden]
    return left, with_rest([], len(offered) - len(left), say("Talked about in a circle only"))


def _minutes(app: App, meeting: Meeting) -> Iterator[Matter]:
    """Yield the minutes of the last meeting, where anything was written down of it."""
    last = occurring.last_of(app, meeting.group_id, before=meeting)
    if last is not None and last.sitting is not None:
        ref = Ref("meeting_sittings", last.sitting.id)
        title = say("Minutes of the meeting of {day}", day=last.starts.date().isoformat())
        yield Matter(title=title, source=Source.MINUTES, seen_as=f"minutes|{ref}", ref=ref)


def _once(matters: Iterable[Matter]) -> list[Matter]:
    """Return matters without those that were said before."""
    return list({one.seen_as: one for one in reversed([*matters])}.values())[::-1]
