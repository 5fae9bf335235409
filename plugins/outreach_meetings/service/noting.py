"""Minutes as they are written: an outline from the agenda, texts under its items, notes on contacts."""

from collections.abc import Sequence
from datetime import date

from attrs import evolve

from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError
from outreach_crm.model import Problem, Via
from outreach_crm.storage import Row
from outreach_crm.text import Sentence, say
from outreach_meetings.model.agenda import numbers
from outreach_meetings.model.attendance import Attendance
from outreach_meetings.model.minutes import Minutes, Note, Point, Stage
from outreach_meetings.model.series import Meeting
from outreach_meetings.queries import duties as duty_queries
from outreach_meetings.queries import minutes as queries
from outreach_meetings.service import attending, closing, occurring, planning

LONGEST = 200_000
"""So many letters one text of minutes may have."""


def minutes(app: App, meeting: Meeting, *, restricted: bool = True) -> Minutes:
    """Return the minutes of a meeting: its agenda as an outline, and under each item what is written there.

    Args:
        app: the App.
        meeting: the meeting.
        restricted: also what is not for everybody, to those who may read it.
    """
    now = occurring.meeting(app, meeting.series.id, meeting.key)
    there = attending.attendance(app, now)
    if now.sitting is None:
        return Minutes(meeting=now, attendance=there, points=(Point(),))
    return _written(app, now, now.sitting.id, there, restricted=restricted and reads_restricted(app))


def of_number(app: App, minutes_id: int) -> Meeting:
    """Return the meeting that minutes are of.

    Raises:
        NotFoundError: there are none of that number, or the actor may not see their group.
    """
    sitting_id = queries.sitting_of(app.store, minutes_id)
    if sitting_id is None:
        raise NotFoundError(
            say(
                "There are no minutes {minutes_id}; outreach meetings minutes shows those of a meeting.",
                minutes_id=minutes_id,
            )
        )
    return occurring.of_sitting(app, sitting_id)


def reads_restricted(app: App) -> bool:
    """Return whether the actor may read what is restricted: one of us, not a contact nor what is sent or published."""
    return app.actor.contact_id is None and app.actor.via is not Via.PROGRAM


def _written(app: App, meeting: Meeting, sitting_id: int, there: Attendance, *, restricted: bool) -> Minutes:
    row = queries.one(app.store, sitting_id)
    facts = dict(row) if row else {}
    approved_at = facts.pop("approved_at_id", None)
    stage = facts.pop("state", Stage.DRAFT)
    return Minutes(
        meeting=meeting,
        attendance=there,
        points=_points(app, sitting_id, restricted=restricted),
        letters=tuple(one for one in queries.letters(app.store, sitting_id) if one.letters or one.fixed),
        additions=tuple(
            one
            for one in queries.corrections(app.store, sitting_id)
            if one.passage_id is None and one.decision_id is None
        ),
        stage=stage,
        approved_at=occurring.of_sitting(app, approved_at) if approved_at is not None else None,
        **facts,
    )


def _points(app: App, sitting_id: int, *, restricted: bool) -> tuple[Point, ...]:
    items = queries.items(app.store, sitting_id)
    passages, decisions = queries.passages(app.store, sitting_id), queries.decisions(app.store, sitting_id)
    duties = duty_queries.of_sitting(app.store, sitting_id, app.clock.today())
    notes = queries.notes(app.store, sitting_id)
    approved = queries.approved_at(app.store, sitting_id)
    bare = [Point(), *map(_bare, numbers(bool(one["restricted"]) for one in items), items)]
    return tuple(
        evolve(
            point,
            approved=tuple(_approval(row) for row in approved if _place(row, items) == point.item_id),
            passages=tuple(
                one for one in passages if one.item_id == point.item_id and (restricted or not one.restricted)
            ),
            decisions=tuple(one for one in decisions if one.item_id == point.item_id),
            duties=tuple(one for one in duties if one.item_id == point.item_id),
            notes=tuple(one for one in notes if one.item_id == point.item_id and (restricted or not one.restricted)),
        )
        for point in bare
        if restricted or not point.restricted
    )


def _approval(row: Row) -> Sentence:
    return say("The minutes of {day} were approved.", day=date.fromisoformat(row["on_day"]))


def _place(row: Row, items: Sequence[Row]) -> int | None:
    """Return the item under which it stands that minutes were approved: the one about them; None where none is."""
    about = {("meeting_minutes", row["id"]), ("meeting_sittings", row["sitting_id"])}
    return next((one["id"] for one in items if (one["ref_kind"], one["ref_id"]) in about), None)


def _bare(number: str, item: Row) -> Point:
    return Point(
        number=number,
        item_id=item["id"],
        title=item["title"],
        restricted=bool(item["restricted"]),
        appeals=bool(item["appeals"]),
    )


def begun(app: App, meeting: Meeting) -> int:
    """Return the row of a meeting whose minutes can be written, made where there is none yet. Call inside a change.

    Raises:
        InvalidInputError: the meeting is still to come.
        ConflictError: it was called off, or its minutes are finished.
    """
    now = occurring.meeting(app, meeting.series.id, meeting.key)
    if now.called_off:
        raise ConflictError(
            say("The meeting on {day} was called off; there is nothing to write down of it.", day=now.starts.date())
        )
    if now.starts.date() > app.clock.today():
        raise InvalidInputError(
            say("The meeting is on {day}; its minutes can be written from that day on.", day=now.starts.date())
        )
    closing.check_open(app, now)
    sitting_id = planning.sitting(app, now)
    if queries.one(app.store, sitting_id) is None:
        values = {"sitting_id": sitting_id, "group_id": now.group_id, "state": Stage.DRAFT.value}
        closing.hold(app, now, sitting_id)
        app.store.insert("meeting_minutes", {**values, "written_by": app.actor.name})
    return sitting_id


def item_of(app: App, sitting_id: int, number: str) -> int | None:
    """Return the item of an agenda by the number it has in the outline; None for ``0``.

    Raises:
        NotFoundError: the agenda has none of that number.
    """
    if number == Point().number:
        return None
    there = queries.items(app.store, sitting_id)
    by_number = dict(zip(numbers(bool(one["restricted"]) for one in there), there, strict=True))
    found = by_number.get(number.strip().upper())
    if found is None:
        raise NotFoundError(
            say("The agenda has no item {number}; outreach meetings minutes shows those it has.", number=number)
        )
    return int(found["id"])


def write(
    app: App,
    meeting: Meeting,
    text: str,
    *,
    item: str = "0",
    restricted: bool = False,
    seen: int | None = None,
    because: str = "",
) -> Minutes:
    """Write what was said on an item of the agenda, in the place of what stood there; an empty text takes it out.

    Args:
        app: the App.
        meeting: the meeting.
        text: what was said.
        item: the number of the item in the outline; 0 for what belongs to none.
        restricted: whether it is kept apart from what everybody reads.
        seen: the version of the text that somebody had before them; None: whatever it is.
        because: why.

    Raises:
        NotFoundError: there is no such item.
        InvalidInputError: it is far too long, or the meeting is still to come.
        ConflictError: the minutes are finished, or somebody else wrote meanwhile.
    """
    wanted = _checked(text)
    with app.change("write minutes", because=because):
        sitting_id = begun(app, meeting)
        _write(app, sitting_id, item_of(app, sitting_id, item), wanted, restricted=restricted, seen=seen)
        return minutes(app, meeting)


def note(
    app: App,
    meeting: Meeting,
    text: str,
    *,
    item: str = "0",
    about: str = "",
    restricted: bool = False,
    because: str = "",
) -> Minutes:
    """Add to what was said on an item of the agenda; of a contact, as a note that stands in their history.

    Args:
        app: the App.
        meeting: the meeting.
        text: what was said.
        item: the number of the item in the outline; 0 for none.
        about: a contact, by number or name; empty for none.
        restricted: whether it is kept apart from what everybody reads.
        because: why.

    Raises:
        NotFoundError, InvalidInputError: there is no such item, text or one contact, or the meeting is still to come.
        ConflictError: the minutes are finished.
    """
    wanted = _checked(text, needed=True)
    with app.change("write minutes", because=because):
        sitting_id = begun(app, meeting)
        item_id = item_of(app, sitting_id, item)
        if about.strip():
            values = {"sitting_id": sitting_id, "item_id": item_id, "text": wanted, "restricted": int(restricted)}
            whose = {"contact_id": contacts.resolve(app, about).id, "written_by": app.actor.name}
            app.store.insert("meeting_notes", {**values, **whose})
        else:
            _write(app, sitting_id, item_id, wanted, restricted=restricted, adds=True)
        return minutes(app, meeting)


def drop_note(app: App, meeting: Meeting, note_id: int, *, because: str = "") -> Note:
    """Take a note on a contact out of minutes that are not finished, and return what it was.

    Raises:
        NotFoundError: the minutes have no such note.
        ConflictError: they are finished.
    """
    with app.change("take note out", because=because):
        sitting_id = begun(app, meeting)
        there = next((one for one in queries.notes(app.store, sitting_id) if one.id == note_id), None)
        if there is None:
            raise NotFoundError(
                say("The minutes of {day} have no note {note_id}.", day=meeting.starts.date(), note_id=note_id)
            )
        app.store.delete("meeting_notes", note_id)
        return there


def _write(
    app: App,
    sitting_id: int,
    item_id: int | None,
    text: str,
    *,
    restricted: bool,
    adds: bool = False,
    seen: int | None = None,
) -> None:
    passages = queries.passages(app.store, sitting_id)
    there = next((one for one in passages if (one.item_id, one.restricted) == (item_id, restricted)), None)
    if there is None:
        if text:
            values = {"sitting_id": sitting_id, "item_id": item_id, "restricted": int(restricted), "text": text}
            app.store.insert("meeting_passages", values)
        return
    journal.check_version(app, say("what stands there"), there.change_id, seen=seen)
    if not text:
        app.store.delete("meeting_passages", there.id)
    elif (new := _checked(f"{there.text}\n\n{text}") if adds else text) != there.text:
        app.store.update("meeting_passages", there.id, {"text": new})


def _checked(text: str, *, needed: bool = False) -> str:
    found = text.strip()
    if needed and not found:
        problem = Problem(field="text", sentence=say("Write something."))
        raise InvalidInputError(say("Say what is to be written down."), (problem,))
    if len(found) > LONGEST:
        raise InvalidInputError(
            say(
                "That is {number:,} letters; attach what is longer than {longest:,} as a file.",
                number=len(found),
                longest=LONGEST,
            )
        )
    return found
