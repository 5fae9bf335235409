"""The SQL of the journal as people read it."""

import json

from outreach_crm.storage import Row, Store

_COLUMNS = (
    "c.id, c.opened_at, c.touched_at, c.closed_at, c.actor, c.via, c.what, c.why, c.final, c.undoes, c.process,"
    " c.failed"
)
_LATEST = f"select {_COLUMNS} from changes c order by c.id desc limit :limit"
_SOME = f"select {_COLUMNS} from changes c where c.id in {{each(:ids)}} order by c.id desc"
_UNFINISHED = f"select {_COLUMNS} from changes c where c.seq is null order by c.id desc"
_UNDOERS = "select id, undoes from changes where undoes in {each(:ids)} and seq is not null"
_CUT_OFF_UNDO = "select id from changes where undoes = :id and seq is null order by id desc"
_SEALED = "select count(*) as n from changes where seq is not null"
_HIDDEN = "select c.id from v_contacts c where c.id in {each(:ids)} and not {visible(c)}"


def latest(store: Store, limit: int) -> list[Row]:
    """Return the latest changes, newest first."""
    return store.rows(_LATEST, limit=limit)


def unfinished(store: Store) -> list[Row]:
    """Return the changes that were opened and never closed, newest first."""
    return store.rows(_UNFINISHED)


def some(store: Store, ids: list[int]) -> list[Row]:
    """Return changes by their ids, newest first."""
    return store.rows(_SOME, ids=json.dumps(ids))


def undone_by(store: Store, ids: list[int]) -> dict[int, int]:
    """Return for those of some changes that are undone the latest undo in force: one that is not undone itself."""
    undoers: dict[int, list[int]] = {}
    level = ids
    while level:
        found = store.rows(_UNDOERS, ids=json.dumps(level))
        for row in found:
            undoers.setdefault(row["undoes"], []).append(row["id"])
        level = [row["id"] for row in found]
    undone: dict[int, int] = {}
    for change in sorted(undoers, reverse=True):  # an undo is always later than what it undoes
        in_force = [undo for undo in undoers[change] if undo not in undone]
        if in_force:
            undone[change] = max(in_force)
    return {change: undone[change] for change in ids if change in undone}


def cut_off_undo(store: Store, change_id: int) -> list[int]:
    """Return the undos of a change that were not finished, latest first."""
    return [row["id"] for row in store.rows(_CUT_OFF_UNDO, id=change_id)]


def sealed(store: Store) -> int:
    """Return how many entries are closed."""
    return int(store.value(_SEALED))


def hidden_contacts(store: Store, ids: set[int]) -> set[int]:
    """Return those of some contacts that the actor may not see."""
    return {row["id"] for row in store.rows(_HIDDEN, ids=json.dumps(sorted(ids)))}
