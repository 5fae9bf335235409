"""The SQL of files."""

import json

from outreach_crm.attachments.model import Attachment
from outreach_crm.model import Ref
from outreach_crm.storage import Row, Store
from outreach_crm.storage.history import about_columns
from outreach_crm.storage.undo_plan import KeptTable, kept_tables

_COLUMNS = "select id, ref_kind, ref_id, name, media_type, size, sha256, language from attachments"
_ONE = f"{_COLUMNS} where id = :id"
_OF = f"{_COLUMNS} where ref_kind = :kind and ref_id = :id order by id"
_ALL = f"{_COLUMNS} where id > :after order by id limit 1000"
_DATA = "select c.data from attachments a join attachment_contents c on c.sha256 = a.sha256 where a.id = :id"
_HIDDEN = "select 1 from v_contacts c where c.id in {each(:ids)} and not {visible(c)} limit 1"
_RESTRICTED = (
    "select 1 as n from v_restricted x where x.ref_kind = :kind and x.ref_id = :id and not {within(x)} limit 1"
)
_ABOUT = "select {columns} from {table} where {column} = :id"
_THERE = "select 1 as n from {table} where id = :id"
_KEEP = "insert into attachment_contents (sha256, data) values (:sha256, :data) on conflict (sha256) do nothing"


def attachment(store: Store, attachment_id: int) -> Attachment | None:
    """Return a file, without what is in it."""
    row = store.one(_ONE, id=attachment_id)
    return _attachment(row) if row else None


def attachments(store: Store, ref: Ref) -> list[Attachment]:
    """Return the files of a record in the order in which they came."""
    return [_attachment(row) for row in store.rows(_OF, kind=ref.kind, id=ref.id)]


def some(store: Store, after: int) -> list[Attachment]:
    """Return the next thousand of all files."""
    return [_attachment(row) for row in store.rows(_ALL, after=after)]


def content(store: Store, attachment_id: int) -> bytes:
    """Return what is in a file."""
    return bytes(store.value(_DATA, id=attachment_id))


def is_hidden(store: Store, ref: Ref) -> bool:
    """Return whether a record, what belongs to it or what it belongs to is kept from the actor.

    So it is where one of them is about a contact the actor may not see, or the record is of a circle of others.
    """
    if store.value(_RESTRICTED, kind=ref.kind, id=ref.id) is not None:
        return True
    about, tables = about_columns(store), {one.name: one for one in kept_tables(store)}
    numbers = set[int]()
    # What belongs to it: of an entry in the history those who took part.
    for table in tables.values():
        if table.owner_table == ref.kind != table.name:
            numbers |= _told(store, about[table.name], table.name, table.owner_column, ref.id)
    # The record itself, then what it belongs to: of an item on an agenda the meeting, then the group that meets.
    whole: Ref | None = ref
    while whole is not None and whole.kind in tables:
        numbers |= {whole.id} if whole.kind == "contacts" else set()
        numbers |= _told(store, about[whole.kind], whole.kind, "id", whole.id)
        whole = _owner(store, tables[whole.kind], whole.id)
    return store.value(_HIDDEN, ids=json.dumps(sorted(numbers))) is not None


def _told(store: Store, about: list[str], table: str, column: str, number: int) -> set[int]:
    """Return the contacts that rows of a table are about which have a number in a column."""
    if not about:
        return set()
    told = _ABOUT.replace("{columns}", ", ".join(about)).replace("{table}", table).replace("{column}", column)
    return {one for row in store.rows(told, id=number) for one in row.values() if one is not None}


def _owner(store: Store, table: KeptTable, number: int) -> Ref | None:
    """Return what a row belongs to; None where it is a record of its own."""
    if table.owner_table == table.name:
        return None
    found = _told(store, [table.owner_column], table.name, "id", number)
    return Ref(table.owner_table, found.pop()) if found else None


def is_there(store: Store, ref: Ref) -> bool:
    """Return whether a kept table has such a record."""
    known = ref.kind in {table.name for table in kept_tables(store)}
    return known and store.value(_THERE.replace("{table}", ref.kind), id=ref.id) is not None


def keep_content(store: Store, sha256: str, data: bytes) -> None:
    """Write down what is in a file, unless it is there already. Call inside ``write()``."""
    store.execute(_KEEP, sha256=sha256, data=data)


def _attachment(row: Row) -> Attachment:
    return Attachment(ref=Ref(row.pop("ref_kind"), row.pop("ref_id")), **row)
