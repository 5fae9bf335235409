"""The journal: opens a change, seals what it overwrote with keyed digests, and links it to the one before.

``link = HMAC(key, previous link, who, when, what, why, digests)``: whoever alters a past entry without the key
breaks every later link.
"""

import hashlib
import hmac
import json
from collections.abc import Iterator

from attrs import frozen

from outreach_crm.storage.store import Row, Store

_OPEN = (
    "insert into changes (account_id, actor, via, what, why, final, undoes, process, opened_at, touched_at)"
    " values (:actor_id, :actor, :via, :what, :why, :final, :undoes, :process, :now, :now) returning id"
)
_SET_OPEN = "update open_change set change_id = :change_id where id = 1"
_TOUCH = "update changes set touched_at = :now, failed = :failed, account_id = :actor_id where id = :change_id"
_UNSEALED = "select id, before from change_rows where change_id = :change_id and digest is null"
_SEAL_ROW = "update change_rows set digest = :digest where id = :id"
_HEAD = "select seq, link from changes where seq is not null order by seq desc limit 1"
_CHANGE = "select * from changes where id = :id"
_CLOSE = "update changes set seq = :seq, link = :link, closed_at = :now where id = :change_id"
_DIGESTS = (
    "select id, tbl, row_id, before, digest from change_rows where change_id = :id and id > :after"
    " order by id limit 5000"
)
_SEALED = "select * from changes where seq > :after order by seq limit 1000"
_LINKED = ("seq", "id", "account_id", "actor", "via", "what", "why", "final", "undoes", "opened_at", "closed_at")


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


def open_change(store: Store, opening: Opening) -> int:
    """Write the entry of a new change and return its id. Call inside ``write()``."""
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


def let_write(store: Store, change_id: int | None) -> None:
    """Make a change the one that kept tables accept, or none. Call inside ``write()``."""
    store.bound.change_id = change_id
    store.execute(_SET_OPEN)


def seal_rows(store: Store, key: bytes, *, failed: bool = False) -> None:
    """Give a digest to the before-images of the open change. Call inside ``write()``."""
    pending = store.rows(_UNSEALED)
    store.execute_many(_SEAL_ROW, ({"id": row["id"], "digest": _digest(key, row["before"])} for row in pending))
    store.execute(_TOUCH, failed=int(failed))


def close_change(store: Store, change_id: int, key: bytes) -> None:
    """Number a change and link it to the one before. Call inside ``write()``."""
    head = store.one(_HEAD) or {"seq": 0, "link": ""}
    entry = store.one(_CHANGE, id=change_id) or {}
    entry |= {"seq": head["seq"] + 1, "closed_at": store.bound.values()["now"]}
    link = _link(key, head["link"], entry, _digests(store, change_id))
    store.execute(_CLOSE, change_id=change_id, seq=entry["seq"], link=link)


def broken_entries(store: Store, key: bytes) -> Iterator[tuple[int, str]]:
    """Yield the entries that do not fit, as id of the change and a sentence; nothing when all is as written."""
    before, expected, after = "", 1, 0
    while page := store.rows(_SEALED, after=after):
        for entry in page:
            if entry["seq"] != expected:
                yield entry["id"], f"entry {expected} is missing"
            expected = after = entry["seq"]
            expected += 1
            yield from _altered_rows(store, key, entry["id"])
            if not hmac.compare_digest(_link(key, before, entry, _digests(store, entry["id"])), entry["link"] or ""):
                yield entry["id"], "the entry was altered after it was closed"
            before = entry["link"]


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
    return (f"{row['tbl']}:{row['row_id']}={row['digest']}" for row in _rows(store, change_id))


def _digest(key: bytes, text: str | None) -> str:
    return hmac.new(key, (text or "").encode(), hashlib.sha256).hexdigest()


def _link(key: bytes, before: str, entry: Row, digests: Iterator[str]) -> str:
    link = hmac.new(key, before.encode(), hashlib.sha256)
    link.update(json.dumps([entry[name] for name in _LINKED]).encode())
    for digest in digests:
        link.update(digest.encode())
    return link.hexdigest()
