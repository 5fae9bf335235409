"""The journal: opens a change, seals what it overwrote with keyed digests, and links it to the one before.

``link = HMAC(key, previous link, who, when, told, digests)`` and ``told = HMAC(key, what, why)``: whoever alters a
past entry without the key breaks every later link. Where erasure takes a name out of what an entry tells, its own entry
holds what is left (a row of ``change_rows`` for the table ``changes``), so that nobody else can do the same.
"""

import json
from collections.abc import Iterator
from itertools import chain

from attrs import frozen

from outreach_crm.errors import ConflictError
from outreach_crm.storage.bound import Row
from outreach_crm.storage.store import Store
from outreach_crm.text import say

_OPEN = (
    "insert into changes (account_id, actor, via, what, why, final, undoes, process, opened_at, touched_at)"
    " values (:actor_id, :actor, :via, :what, :why, :final, :undoes, :process, :now, :now) returning id"
)
_SET_OPEN = "update open_change set change_id = :change_id where id = 1"
_RESUME = "update changes set process = :process, touched_at = :now, failed = 0 where id = :id and seq is null"
_TOUCH = "update changes set touched_at = :now, failed = :failed, account_id = :actor_id where id = :change_id"
_STILL_OPEN = "select id from changes where id = :change_id and seq is null"
_NEWEST_ROW = "select max(id) as id from change_rows"
_UNSEALED = "select id, before from change_rows where id > :after order by id limit 1000"
_SEAL_ROW = "update change_rows set digest = :digest where id = :id"
_HEAD = "select seq, link from changes where seq is not null order by seq desc limit 1"
_CHANGE = "select * from changes where id = :id"
_CLOSE = "update changes set seq = :seq, told = :told, link = :link, closed_at = :now where id = :change_id"
_RETOLD = "select before from change_rows where tbl = 'changes' and row_id = :id order by id desc limit 1"
_DIGESTS = (
    "select id, tbl, row_id, owner_row, contact_id, contact2_id, previous, before, digest from change_rows"
    " where change_id = :id and id > :after order by id limit 1000"
)
_SEALED = "select * from changes where seq > :after order by seq limit 1000"
_UNFINISHED = "select * from changes where seq is null and what = :what order by id desc"
_OPEN_ENTRIES = "select id from changes where seq is null order by id"
_UNKNOWN_WRITERS = (
    "select distinct t.change_id as id from {table} t"
    " where not exists (select 1 from changes c where c.id = t.change_id) order by 1 limit 100"
)
_PLACED = ("tbl", "row_id", "owner_row", "contact_id", "contact2_id", "previous", "digest")
_LINKED = ("seq", "id", "account_id", "actor", "via", "told", "final", "undoes", "opened_at", "closed_at")


@frozen(kw_only=True)
class Opening:
    """Who opens a change, for what, and why."""

    actor: str
    via: str
    what: str
    why: str = ""
    final: bool = False
    undoes: int | None = None
    process: str = ""
    resumes: int | None = None


def open_change(store: Store, opening: Opening) -> int:
    """Write the entry of a new change, or go on with one that was cut off; return its id. Call inside ``write()``."""
    if opening.resumes is not None and store.execute(_RESUME, id=opening.resumes, process=opening.process):
        return opening.resumes
    return int(
        store.value(
            _OPEN,
            actor=opening.actor,
            via=opening.via,
            what=opening.what,
            why=opening.why,
            final=int(opening.final),
            undoes=opening.undoes,
            process=opening.process,
        )
    )


def let_write(store: Store, change_id: int) -> int:
    """Make an open change the one that kept tables accept. Call inside ``write()``.

    Returns:
        Where the before-images of this transaction begin, for :func:`seal_rows`.

    Raises:
        ConflictError: somebody took the change for interrupted and closed it.
    """
    store.bound.change_id = change_id
    if store.value(_STILL_OPEN) is None:
        raise ConflictError(
            say(
                "Change {change_id} was taken for interrupted and closed by somebody else; run it again.",
                change_id=change_id,
            )
        )
    store.execute(_SET_OPEN)
    return int(store.value(_NEWEST_ROW) or 0)


def seal_rows(store: Store, key: bytes, begin: int) -> None:
    """Give a digest to the before-images of this transaction and let nobody write more. Call inside ``write()``."""
    after = begin
    while pending := store.rows(_UNSEALED, after=after):
        store.execute_many(_SEAL_ROW, ({"id": row["id"], "digest": _digest(key, row["before"])} for row in pending))
        after = pending[-1]["id"]
    store.execute(_TOUCH, failed=0)
    store.bound.change_id = None
    store.execute(_SET_OPEN)


def unfinished(store: Store, what: str) -> list[Row]:
    """Return the changes of one name that were opened and never closed, latest first."""
    return store.rows(_UNFINISHED, what=what)


def mark_failed(store: Store, change_id: int) -> None:
    """Note that a change was cut off by an error. Call inside ``write()``."""
    store.execute(_TOUCH, failed=1, change_id=change_id)


def close_change(store: Store, change_id: int, key: bytes) -> None:
    """Number a change and link it to the one before, unless that was done. Call inside ``write()``."""
    head = store.one(_HEAD) or {"seq": 0, "link": ""}
    entry = store.one(_CHANGE, id=change_id)
    if entry is None or entry["seq"] is not None:
        return
    told = _digest(key, words_of(entry["what"], entry["why"]))
    entry |= {"seq": head["seq"] + 1, "closed_at": store.bound.values()["now"], "told": told}
    link = _link(key, head["link"], entry, _digests(store, change_id))
    # The moment in the link: reading so many digests takes time, and the clock goes on.
    store.execute(_CLOSE, change_id=change_id, seq=entry["seq"], told=told, link=link, now=entry["closed_at"])


def broken_entries(store: Store, key: bytes) -> Iterator[tuple[int, str]]:
    """Yield the entries that do not fit, as id of the change and a sentence; nothing when all is as written."""
    from outreach_crm.storage.digests import same
    from outreach_crm.storage.undo_plan import kept_tables

    before, expected, after = "", 1, 0
    while page := store.rows(_SEALED, after=after):
        for entry in page:
            if entry["seq"] != expected:
                yield entry["id"], f"entry {expected} is missing"
            expected = after = entry["seq"]
            expected += 1
            yield from _altered_rows(store, key, entry["id"])
            linked = same(_link(key, before, entry, _digests(store, entry["id"])), entry["link"] or "")
            if not linked or not _is_as_told(store, key, entry):
                yield entry["id"], "the entry was altered after it was closed"
            before = entry["link"]
    for entry in store.rows(_OPEN_ENTRIES):
        yield from _altered_rows(store, key, entry["id"])
    for table in kept_tables(store):
        for row in store.rows(_UNKNOWN_WRITERS.replace("{table}", table.name)):
            yield row["id"], f"the entry is missing, though it wrote rows of {table.name}"


def words_of(what: str, why: str) -> str:
    """Return what an entry tells, in the form in which it is proved."""
    return json.dumps([what, why])


def _is_as_told(store: Store, key: bytes, entry: Row) -> bool:
    """Return whether an entry tells what it told when it was closed, or what an erasure left of that."""
    tells = words_of(entry["what"], entry["why"])
    return bool(_digest(key, tells) == entry["told"] or store.value(_RETOLD, id=entry["id"]) == tells)


def _altered_rows(store: Store, key: bytes, change_id: int) -> Iterator[tuple[int, str]]:
    for row in _rows(store, change_id):
        if row["before"] is not None and _digest(key, row["before"]) != row["digest"]:
            yield change_id, f"what {row['tbl']}:{row['row_id']} was before has been altered"


def _rows(store: Store, change_id: int) -> Iterator[Row]:
    after = 0
    while page := store.rows(_DIGESTS, id=change_id, after=after):
        yield from page
        after = page[-1]["id"]


def _digests(store: Store, change_id: int) -> Iterator[str]:
    return (json.dumps([row[name] for name in _PLACED]) for row in _rows(store, change_id))


def _digest(key: bytes, text: str | None) -> str:
    from outreach_crm.storage.digests import keyed

    return keyed(key, text or "").hex()


def _link(key: bytes, before: str, entry: Row, digests: Iterator[str]) -> str:
    from outreach_crm.storage.digests import chained

    written = json.dumps([entry[name] for name in _LINKED])
    return chained(key, chain((before, written), digests)).hex()
