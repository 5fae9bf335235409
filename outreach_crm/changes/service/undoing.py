"""Taking changes back, record by record; what was used since stays as it is and is named."""

from collections.abc import Callable, Collection, Mapping

from outreach_crm.app import App
from outreach_crm.changes import queries
from outreach_crm.changes.model import ChangeEntry, State, Stay, UndoPlan, UndoReport
from outreach_crm.changes.service.reading import get, hidden_parts
from outreach_crm.errors import ConflictError, NotFoundError, RefusedError
from outreach_crm.policy import Action, may
from outreach_crm.storage.journal import close_change
from outreach_crm.storage.undo import Undone, plan_undo, undo_rows, used_since
from outreach_crm.storage.undo_plan import kept_tables
from outreach_crm.text import row, say, term

_NAMED = 5


def plan(app: App, change_id: int) -> UndoPlan:
    """Return what an undo of a change would do now, and what would stay; nothing is done.

    Raises:
        NotFoundError: there is no such change.
        RefusedError: as :func:`undo`.
    """
    entry = _that_can_be_undone(app, change_id)
    planned = plan_undo(app.store, change_id)
    since = used_since(app.store, change_id)
    stayed = (
        Stay(name=name, since=_seen(app, since.get(record)))
        for record, name in zip(planned.stayed, _names(app, planned.stayed), strict=True)
    )
    resumes = _cut_off_undo(app, change_id) is not None
    return UndoPlan(change=entry, rows=planned.rows, stayed=tuple(stayed), resumes=resumes)


def _seen(app: App, change_id: int | None) -> ChangeEntry | None:
    try:
        return None if change_id is None else get(app, change_id)
    except NotFoundError:  # it is not theirs to see
        return None


def undo(
    app: App, change_id: int, *, because: str = "", progress: Callable[[int], None] = lambda _: None
) -> UndoReport:
    """Take back a change, record by record; undoing an undo does it again.

    A record that was changed since, or that something later refers to, stays whole and is listed. An undo that was
    cut off goes on under its own number.

    Args:
        app: the App.
        change_id: the change to take back.
        because: why.
        progress: told how many rows were done.

    Raises:
        NotFoundError: there is no such change.
        RefusedError: the change is final, still running, or did more than the actor may see, or altered who may see
            what and they may not, or this is called inside a change.
        ConflictError: there is nothing left to take back, or all of it was used since.
    """
    entry = _that_can_be_undone(app, change_id)
    planned, resumes = plan_undo(app.store, change_id), _cut_off_undo(app, change_id)
    if entry.state is State.INTERRUPTED:
        _close(app, change_id)
    if not planned.rows and resumes is None:
        raise ConflictError(_nothing_to_undo(app, entry, planned))
    what = f"undo change {change_id}"
    with app.journal.change(what, because=because, steps=True, undoes=change_id, resumes=resumes) as change:
        result = undo_rows(app.store, change_id, change.step, progress)
    return UndoReport(change=get(app, change.id), rows=result.rows, stayed=_names(app, result.stayed))


def _that_can_be_undone(app: App, change_id: int) -> ChangeEntry:
    if app.journal.open is not None:
        raise RefusedError(say("A change cannot be taken back inside another one."))
    entry = get(app, change_id)
    if entry.final:
        raise RefusedError(
            say("Change {change_id} ({what}) is final and cannot be taken back.", change_id=change_id, what=entry.what)
        )
    if queries.is_about_rights(app.store, change_id) and not may(app.actor, Action.ADMINISTER):
        raise RefusedError(
            say(
                "Change {change_id} ({what}) is about who works here; an administrator takes it back.",
                change_id=change_id,
                what=entry.what,
            )
        )
    if entry.state is State.RUNNING:
        raise RefusedError(say("Change {change_id} is still running; stop it first.", change_id=change_id))
    if hidden_parts(app, [change_id]):
        raise RefusedError(
            say(
                "Change {change_id} did more than you may see; ask {by} to take it back.",
                change_id=change_id,
                by=entry.by,
            )
        )
    return entry


def _nothing_to_undo(app: App, entry: ChangeEntry, planned: Undone) -> str:
    if entry.undone_by is not None:
        return say(
            "Change {number} was taken back by change {undo}; outreach undo {undo} does it again.",
            number=entry.id,
            undo=entry.undone_by,
        )
    if planned.stayed:
        used = say(
            "Nothing of change {number} can be taken back: what it wrote was used since ({names}).",
            number=entry.id,
            names=row(_names(app, planned.stayed)[:_NAMED]),
        )
        return row(filter(None, (used, _later(app, entry.id))), " ")
    return say("There is nothing of change {number} left to take back.", number=entry.id)


def _later(app: App, change_id: int) -> str:
    """Return which later changes are to be taken back before one, the latest first; empty where none can be."""
    later = [_seen(app, one) for one in sorted({*used_since(app.store, change_id).values()}, reverse=True)]
    first = [str(one.id) for one in later if one is not None and not one.final][:_NAMED]
    if not first:
        return ""
    if len(first) == 1:
        return say("Take back {number} first: outreach undo {number}", number=first[0])
    return say("Take back {numbers} first, in this order: outreach undo {first}", numbers=row(first), first=first[0])


def _names(app: App, records: Collection[tuple[str, int]]) -> tuple[str, ...]:
    titles = {table.name: table.title for table in kept_tables(app.store)}
    names = queries.contact_names(app.store, [number for table, number in records if table == "contacts"])
    return tuple(
        row((term(titles.get(table, table)), str(number), *_named(table, number, names)), " ")
        for table, number in records
    )


def _named(table: str, number: int, names: Mapping[int, str]) -> list[str]:
    return [names[number]] if table == "contacts" and number in names else []


def _close(app: App, change_id: int) -> None:
    """Number and link a change that was cut off, so that the journal goes on from it."""
    with app.store.write():
        close_change(app.store, change_id, app.journal.key)


def _cut_off_undo(app: App, change_id: int) -> int | None:
    entries = (get(app, number) for number in queries.cut_off_undo(app.store, change_id))
    return next((entry.id for entry in entries if entry.state is State.INTERRUPTED), None)
