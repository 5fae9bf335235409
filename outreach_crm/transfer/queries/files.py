"""The SQL of files that wait to be taken in or fetched, and of what an import would do with their lines."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from outreach_crm.storage import Row, Store
from outreach_crm.text import recalled
from outreach_crm.transfer.model import FieldChange, KeptFile, LookedAt

_FILES = (
    "select f.id, f.account_id, a.name as by_name, f.way, f.name, f.size, f.made_at, f.until_on, f.notes"
    " from transfer_files f join accounts a on a.id = f.account_id where f.until_on >= :today"
)
_ONE = f"{_FILES} and f.id = :id"
_OF = (
    f"{_FILES} and f.way = :way and (f.account_id = :actor_id or cast(:everybody as {{int}}) = 1) order by f.id desc"
    " limit 200"
)
_ALL = f"{_FILES} order by f.id"
_NOTE = "update transfer_files set notes = :notes where id = :id"
_GROWN = "update transfer_files set size = :size, name = :name where id = :id"
_PIECE = "insert into transfer_file_parts (file_id, part, piece) values (:file_id, :part, :piece)"
_PIECES = "select id from transfer_file_parts where file_id = :file_id and part = :part order by id"
_READ = "select piece from transfer_file_parts where id = :id"
_OVER = "select id from transfer_files where until_on < :today"
_EMPTY = "delete from transfer_file_parts where file_id = :file_id and (part = :part or :part = '')"
_FORGET = "delete from transfer_lines where file_id = :file_id"
_DROP = "delete from transfer_files where id = :file_id"
# Of a contact that somebody may not see, the preview of another one does not tell either.
_LINES = (
    "select l.id, l.line, l.outcome, l.name, l.contact_id, coalesce(c.name, '') as contact, l.sentence, l.said,"
    " l.changes"
    " from transfer_lines l left join v_contacts c on c.id = l.contact_id"
    " where l.file_id = :file_id and l.outcome = :outcome and (l.contact_id is null or {visible(c)})"
    " and l.id > :after order by l.id limit :limit"
)


def add(store: Store, values: Mapping[str, Any]) -> int:
    """Write down a file and return its number. Call inside ``write()``."""
    return store.insert("transfer_files", values)


def put(store: Store, file_id: int, part: str, pieces: Iterable[bytes]) -> int:
    """Add pieces to a part of a file; return how many bytes they are. Call inside ``write()``."""
    size = 0
    for piece in pieces:
        store.execute(_PIECE, file_id=file_id, part=part, piece=piece)
        size += len(piece)
    return size


def pieces(store: Store, file_id: int, part: str) -> Iterator[bytes]:
    """Yield a part of a file, piece by piece."""
    for row in store.rows(_PIECES, file_id=file_id, part=part):
        yield bytes(store.value(_READ, id=row["id"]))


def file(store: Store, file_id: int) -> KeptFile | None:
    """Return a file whose time is not over."""
    row = store.one(_ONE, id=file_id)
    return _file(row) if row else None


def files(store: Store, way: str, *, everybody: bool) -> list[KeptFile]:
    """Return the files that go one way, the latest first: the actor's, or everybody's."""
    return [_file(row) for row in store.rows(_OF, way=way, everybody=int(everybody))]


def all_files(store: Store) -> list[KeptFile]:
    """Return all files, whoever asks."""
    return [_file(row) for row in store.rows(_ALL)]


def note(store: Store, file_id: int, notes: Mapping[str, Any]) -> None:
    """Write down how far a file is. Call inside ``write()``."""
    store.execute(_NOTE, id=file_id, notes=json.dumps(notes, ensure_ascii=False))


def measure(store: Store, file_id: int, name: str, size: int) -> None:
    """Say how a file is called and how large it is, once it is made. Call inside ``write()``."""
    store.execute(_GROWN, id=file_id, name=name, size=size)


def over(store: Store) -> list[int]:
    """Return the files whose time is over."""
    return [row["id"] for row in store.rows(_OVER)]


def empty(store: Store, file_id: int, part: str = "") -> None:
    """Remove what is in a part of a file, or in all of it, and what was seen of its lines. Call inside ``write()``."""
    store.execute(_EMPTY, file_id=file_id, part=part)
    store.execute(_FORGET, file_id=file_id)


def drop(store: Store, file_id: int) -> None:
    """Remove a file with all that is known of it. Call inside ``write()``."""
    empty(store, file_id)
    store.execute(_DROP, file_id=file_id)


def keep_lines(store: Store, file_id: int, lines: Iterable[Mapping[str, Any]]) -> None:
    """Write down what would become of lines, in the place of what was written before. Call inside ``write()``."""
    store.execute(_FORGET, file_id=file_id)
    store.insert_many("transfer_lines", ({"file_id": file_id, **line} for line in lines))


def lines(store: Store, file_id: int, outcome: str, *, after: int, limit: int) -> list[LookedAt]:
    """Return what would become of lines of one outcome, in the order of the file."""
    found = store.rows(_LINES, file_id=file_id, outcome=outcome, after=after, limit=limit)
    return [_line(row) for row in found]


def _file(row: Row) -> KeptFile:
    return KeptFile(by=row.pop("by_name"), notes=json.loads(row.pop("notes")), **row)


def _line(row: Row) -> LookedAt:
    changes = tuple(FieldChange(field=one[0], before=one[1], after=one[2]) for one in json.loads(row.pop("changes")))
    return LookedAt(changes=changes, sentence=recalled(row.pop("said"), row.pop("sentence")), **row)
