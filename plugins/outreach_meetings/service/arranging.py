"""Arranges an agenda by hand: what else is talked about, what is not, in which order, by whom and how long."""

from collections.abc import Sequence
from pathlib import Path

from outreach_crm.app import App
from outreach_crm.attachments import service as attachments
from outreach_crm.changes import service as journal
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError
from outreach_crm.model import Ref
from outreach_crm.text import say
from outreach_meetings.model.agenda import Item, ItemEdit, Matter, Source, moved, with_new
from outreach_meetings.model.series import Meeting
from outreach_meetings.queries import agenda as queries
from outreach_meetings.service import item_fields, ordering, preparing

_ITEMS, _WORDS = "meeting_items", ("title", "detail")


def add(app: App, meeting: Meeting, edit: ItemEdit, *, files: Sequence[Path] = (), because: str = "") -> Item:
    """Put something on the agenda of a meeting that no feature offers.

    Args:
        app: the App.
        meeting: the meeting.
        edit: what it is, at least its title.
        files: its papers, on disk.
        because: why.

    Raises:
        InvalidInputError: it has no title, something cannot be right, or a file cannot be taken.
        NotFoundError: there is no such contact.
        ConflictError: the meeting was called off, or its minutes are finished.
    """
    given = item_fields.columns(app, meeting.group_id, {"title": "", **edit.fields})
    papers = [(one.name, data, attachments.judged(one.name, data)) for one in files if (data := attachments.read(one))]
    with app.change("add to agenda", because=because):
        sitting_id = preparing.sitting_of(app, meeting)
        new = Matter(**given, source=Source.TYPED)
        order = with_new(_live(app, sitting_id), [new])
        made = preparing.insert(app, meeting, sitting_id, new, len(order))
        for name, data, media_type in papers:
            attachments.attach(app, Ref("meeting_items", made), name, media_type, data)
        place(app, made, order.index(new) + 1)
        return preparing.item(app, made)


def change(app: App, item_id: int, edit: ItemEdit, *, because: str = "") -> Item:
    """Change an item: its title, how long it takes, whose matter it is, until when it is due, who may see it.

    Raises:
        NotFoundError: there is no such item or contact.
        InvalidInputError: something cannot be right.
        ConflictError: somebody else changed it since ``edit.version``, or the minutes are finished.
    """
    with app.change("change item of agenda", because=because):
        now = preparing.item_to_arrange(app, item_id)
        journal.check_version(app, now.title, now.change_id, seen=edit.version)
        group_id = preparing.meeting_of(app, now).group_id
        given = item_fields.columns(app, group_id, edit.fields, owner=now.owner)
        new = {key: value for key, value in given.items() if key not in _WORDS or value != getattr(now, key)}
        # What somebody wrote reads as it is in every language.
        new |= {f"{key}_parts": "" for key in _WORDS if key in new}
        if "owner_id" in new:
            item_fields.give(app, queries.OF_ITEM, item_id, new.pop("owner_id"))
        if new:
            app.store.update("meeting_items", item_id, new)
        return preparing.item(app, item_id)


def drop(app: App, item_id: int, *, because: str = "") -> Item:
    """Take an item off the agenda; building the agenda again does not bring it back.

    Raises:
        NotFoundError: there is no such item.
        ConflictError: it was taken off already, or the minutes are finished.
    """
    with app.change("drop from agenda", because=because):
        now = preparing.item_to_arrange(app, item_id)
        if now.dropped_on is not None:
            raise ConflictError(
                say("{title!r} was taken off the agenda on {dropped_on}.", title=now.title, dropped_on=now.dropped_on)
            )
        app.store.update("meeting_items", item_id, {"dropped_on": app.clock.today().isoformat()})
        ordering.renumber(app, _ITEMS, _live(app, now.sitting_id))
        return preparing.item(app, item_id)


def clear(app: App, ref: Ref) -> None:
    """Take what is about a record off the agendas of meetings that are still to come. Call inside a change."""
    for row in queries.ahead(app.store, ref):
        app.store.update("meeting_items", row["id"], {"dropped_on": app.clock.today().isoformat()})
        ordering.renumber(app, _ITEMS, _live(app, row["sitting_id"]))


def take_up(app: App, item_id: int, *, because: str = "") -> Item:
    """Put an item on the agenda again that was taken off it.

    Raises:
        NotFoundError: there is no such item.
        ConflictError: it is on the agenda, or the minutes are finished.
    """
    with app.change("take up on agenda", because=because):
        now = preparing.item_to_arrange(app, item_id)
        if now.dropped_on is None:
            raise ConflictError(say("{title!r} is on the agenda.", title=now.title))
        order = with_new(_live(app, now.sitting_id), [now])
        app.store.update("meeting_items", item_id, {"dropped_on": None})
        ordering.renumber(app, _ITEMS, order)
        return preparing.item(app, item_id)


def place(app: App, item_id: int, to: int, *, because: str = "") -> Item:
    """Put an item at another place of its agenda, counted from 1.

    Raises:
        NotFoundError: there is no such item.
        ConflictError: it was taken off the agenda, or the minutes are finished.
        InvalidInputError: there is no such place.
    """
    with app.change("order agenda", because=because):
        now = preparing.item_to_arrange(app, item_id)
        there = _live(app, now.sitting_id)
        if now.dropped_on is not None:
            raise ConflictError(
                say("{title!r} was taken off the agenda on {dropped_on}.", title=now.title, dropped_on=now.dropped_on)
            )
        if not 1 <= to <= len(there):
            raise InvalidInputError(
                say("The agenda has {number} items; give a place from 1 to {number}.", number=len(there))
            )
        ordering.renumber(app, _ITEMS, moved(there, item_id, to))
        return preparing.item(app, item_id)


def numbered(app: App, meeting: Meeting, number: str) -> Item:
    """Return the item that has a number on the agenda of a meeting.

    Raises:
        NotFoundError: none has.
    """
    there = preparing.items(app, meeting)
    found = next((one for one in there if one.number == number.strip().upper()), None)
    if found is None:
        raise NotFoundError(
            say(
                "The agenda has {number} items, and none is number {place}; {shown}.",
                number=len(there),
                place=number,
                shown=_shown(meeting),
            )
        )
    return found


def taken_off(app: App, meeting: Meeting, number: int) -> Item:
    """Return the item that has a number among those that were taken off the agenda of a meeting.

    Raises:
        NotFoundError: none has.
    """
    there = preparing.dropped(app, meeting)
    if not 1 <= number <= len(there):
        raise NotFoundError(
            say("No number {number} was taken off the agenda; {shown}.", number=number, shown=_shown(meeting))
        )
    return there[number - 1]


def _shown(meeting: Meeting) -> str:
    return f"outreach meetings agenda {meeting.command} shows them"


def _live(app: App, sitting_id: int) -> list[Item]:
    return [one for one in queries.items(app.store, sitting_id) if one.dropped_on is None]
