"""The SQL of the journal as people read it."""

import json

from outreach_crm.storage import Row, Store

_COLUMNS = (
    "c.id, c.opened_at, c.touched_at, c.closed_at, c.actor, c.via, c.what, c.why, c.final, c.undoes, c.process,"
    " c.failed, (select max(u.id) from changes u where u.undoes = c.id and u.seq is not null"
    " and not exists (select 1 from changes r where r.undoes = u.id and r.seq is not null)) as undone_by"
)
_LATEST = f"select {_COLUMNS} from changes c order by c.id desc limit :limit"
_SOME = f"select {_COLUMNS} from changes c where c.id in {{each(:ids)}} order by c.id desc"
_UNFINISHED = f"select {_COLUMNS} from changes c where c.seq is null order by c.id desc"
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


def sealed(store: Store) -> int:
    """Return how many entries are closed."""
    return int(store.value(_SEALED))


def hidden_contacts(store: Store, ids: set[int]) -> set[int]:
    """Return those of some contacts that the actor may not see."""
    return {row["id"] for row in store.rows(_HIDDEN, ids=json.dumps(sorted(ids)))}
