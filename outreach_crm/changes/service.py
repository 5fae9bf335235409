"""The journal: what changed, taking it back, and proving that past entries were not altered."""

from collections.abc import Callable
from datetime import datetime

from outreach_crm.app import App
from outreach_crm.change import is_running
from outreach_crm.changes import queries
from outreach_crm.changes.model import ChangeDetail, ChangeEntry, State, UndoReport, Verdict
from outreach_crm.errors import ConflictError, NotFoundError, RefusedError
from outreach_crm.storage import Row
from outreach_crm.storage.history import changes_about, rows_of
from outreach_crm.storage.journal import broken_entries, close_change
from outreach_crm.storage.undo import Undone, plan_undo, undo_rows
from outreach_crm.storage.undo_plan import kept_tables

# So many rows are looked at where some of them are hidden.
_MIXED = 10_000
# Beyond what either engine can number.
_TOO_LARGE = 2**63


def latest(app: App, limit: int = 20) -> list[ChangeEntry]:
    """Return the latest changes, newest first; what only touched contacts the actor may not see is left out."""
    found: list[ChangeEntry] = []
    rows = queries.latest(app.store, limit)
    while rows and len(found) < limit:
        found += _seen(app, rows)
        rows = queries.latest(app.store, limit, before=rows[-1]["id"])
    return found[:limit]


def newest(app: App) -> datetime | None:
    """Return when the journal was written last; None where nobody wrote in it yet."""
    at = queries.newest(app.store)
    return datetime.fromisoformat(at) if at else None


def about_contact(app: App, contact_id: int, limit: int = 20) -> list[ChangeEntry]:
    """Return the changes that touched a contact or anything about it, newest first."""
    ids = changes_about(app.store, contact_id)
    found: list[ChangeEntry] = []
    for start in range(0, len(ids), limit):
        found += _seen(app, queries.some(app.store, ids[start : start + limit]))
        if len(found) >= limit:
            break
    return found[:limit]


def get(app: App, change_id: int) -> ChangeEntry:
    """Return one change.

    Raises:
        NotFoundError: there is none of that number, or all it did is about contacts the actor may not see.
    """
    seen = _seen(app, queries.some(app.store, [change_id])) if change_id < _TOO_LARGE else []
    if not seen:
        raise NotFoundError(f"There is no change {change_id}; outreach history lists the latest.")
    return seen[0]


def check_version(app: App, name: str, version: int, *, seen: int | None) -> None:
    """Refuse to edit what somebody else changed since the editor saw it.

    Args:
        app: the App.
        name: what the record is called.
        version: its ``change_id``.
        seen: the one the editor saw; None where that is not known.

    Raises:
        ConflictError: it was changed; the sentence says by whom.
    """
    if seen is None or seen == version:
        return
    entry = next(iter(_seen(app, queries.some(app.store, [version]))), None)
    who = entry.by if entry else "Somebody"
    raise ConflictError(
        f"{who} changed {name} meanwhile (outreach history {version} shows what); look again, then edit."
    )


def detail(app: App, change_id: int, limit: int = 200) -> ChangeDetail:
    """Return one change with what it did, at most ``limit`` rows; nothing about contacts the actor may not see.

    Raises:
        NotFoundError: as :func:`get`.
    """
    entry = get(app, change_id)
    mixed = bool(queries.hidden_parts(app.store, [change_id]))
    rows = rows_of(app.store, change_id, max(limit, _MIXED) if mixed else limit)
    hidden = queries.hidden_contacts(app.store, {one for row in rows for one in row.contact_ids}) if mixed else set()
    # A row about nobody may tell of whom the rows beside it are about: where one of them is hidden, it is too.
    shown = [row for row in rows if not mixed or (row.contact_ids and not hidden & set(row.contact_ids))]
    counts = queries.counts(app.store, change_id, about_nobody=not mixed)
    return ChangeDetail(entry=entry, rows=tuple(shown[:limit]), counts=counts)


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
        RefusedError: the change is final, still running, or did more than the actor may see, or this is called inside
            a change.
        ConflictError: there is nothing left to take back, or all of it was used since.
    """
    if app.journal.open is not None:
        raise RefusedError("A change cannot be taken back inside another one.")
    entry = get(app, change_id)
    if entry.final:
        raise RefusedError(f"Change {change_id} ({entry.what}) is final and cannot be taken back.")
    if entry.state is State.RUNNING:
        raise RefusedError(f"Change {change_id} is still running; stop it first.")
    if queries.hidden_parts(app.store, [change_id]):
        raise RefusedError(f"Change {change_id} did more than you may see; ask {entry.by} to take it back.")
    planned, resumes = plan_undo(app.store, change_id), _cut_off_undo(app, change_id)
    if entry.state is State.INTERRUPTED:
        _close(app, change_id)
    if not planned.rows and resumes is None:
        raise ConflictError(_nothing_to_undo(app, entry, planned))
    what = f"undo change {change_id}"
    with app.journal.change(what, because=because, steps=True, undoes=change_id, resumes=resumes) as change:
        result = undo_rows(app.store, change_id, change.step, progress)
    return UndoReport(change=get(app, change.id), rows=result.rows, stayed=_stayed(app, result))


def verify(app: App) -> Verdict:
    """Check every closed entry against its keyed link and digests."""
    problems = tuple(f"change {number}: {sentence}" for number, sentence in broken_entries(app.store, app.journal.key))
    return Verdict(entries=queries.sealed(app.store), problems=problems)


def interrupted(app: App) -> list[ChangeEntry]:
    """Return changes that were cut off before their end, newest first."""
    entries = _seen(app, queries.unfinished(app.store))
    return [entry for entry in entries if entry.state is State.INTERRUPTED]


def _nothing_to_undo(app: App, entry: ChangeEntry, planned: Undone) -> str:
    if entry.undone_by is not None:
        again = f"outreach undo {entry.undone_by} does it again"
        return f"Change {entry.id} was taken back by change {entry.undone_by}; {again}."
    if planned.stayed:
        return (
            f"Nothing of change {entry.id} can be taken back: what it wrote was used since"
            f" ({', '.join(_stayed(app, planned)[:5])})."
        )
    return f"There is nothing of change {entry.id} left to take back."


def _stayed(app: App, result: Undone) -> tuple[str, ...]:
    titles = {table.name: table.title for table in kept_tables(app.store)}
    names = queries.contact_names(app.store, [number for table, number in result.stayed if table == "contacts"])
    return tuple(
        f"{titles.get(table, table)} {number}"
        + (f" {names[number]}" if table == "contacts" and number in names else "")
        for table, number in result.stayed
    )


def _close(app: App, change_id: int) -> None:
    """Number and link a change that was cut off, so that the journal goes on from it."""
    with app.store.write():
        close_change(app.store, change_id, app.journal.key)


def _cut_off_undo(app: App, change_id: int) -> int | None:
    entries = (get(app, number) for number in queries.cut_off_undo(app.store, change_id))
    return next((entry.id for entry in entries if entry.state is State.INTERRUPTED), None)


def _seen(app: App, rows: list[Row]) -> list[ChangeEntry]:
    """Return those changes of which the actor may see anything."""
    ids = [row["id"] for row in rows]
    hidden, undone_by = queries.hidden_parts(app.store, ids), queries.undone_by(app.store, ids)
    return [_entry(app, row, undone_by.get(row["id"])) for row in rows if not hidden.get(row["id"])]


def _entry(app: App, row: Row, undone_by: int | None) -> ChangeEntry:
    return ChangeEntry(
        id=row["id"],
        at=row["opened_at"],
        by=row["actor"],
        via=row["via"],
        what=row["what"],
        why=row["why"],
        state=_state(app, row, undone_by),
        final=bool(row["final"]),
        about=tuple(queries.names(app.store, row["id"])),
        undoes=row["undoes"],
        undone_by=undone_by,
    )


def _state(app: App, row: Row, undone_by: int | None) -> State:
    if undone_by is not None:
        return State.UNDONE
    if row["closed_at"] is not None:
        return State.DONE
    return State.RUNNING if is_running(app.store, row) else State.INTERRUPTED
