"""The SQL of files."""

import json

from outreach_crm.attachments.model import Attachment
from outreach_crm.model import Ref
from outreach_crm.storage import Row, Store
from outreach_crm.storage.history import about_columns
from outreach_crm.storage.undo_plan import kept_tables

_COLUMNS = "select id, ref_kind, ref_id, name, media_type, size, sha256, language from attachments"
_ONE = f"{_COLUMNS} where id = :id"
_OF = f"{_COLUMNS} where ref_kind = :kind and ref_id = :id order by id"
_ALL = f"{_COLUMNS} where id > :after order by id limit 1000"
_DATA = "select c.data from attachments a join attachment_contents c on c.sha256 = a.sha256 where a.id = :id"
_HIDDEN = "select 1 from v_contacts c where c.id in {each(:ids)} and not {visible(c)} limit 1"
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
    """Return whether a record is about a contact that the actor may not see."""
    about, numbers = about_columns(store), {ref.id} if ref.kind == "contacts" else set[int]()
    for table in kept_tables(store):
        # The record itself, or what belongs to it: of an entry in the history those who took part.
        column = {ref.kind: "id"}.get(table.name) or {ref.kind: table.owner_column}.get(table.owner_table)
        if column and about[table.name]:
            told = _ABOUT.replace("{columns}", ", ".join(about[table.name]))
            told = told.replace("{table}", table.name).replace("{column}", column)
            numbers.update(one for row in store.rows(told, id=ref.id) for one in row.values() if one is not None)
    return store.value(_HIDDEN, ids=json.dumps(sorted(numbers))) is not None


def is_there(store: Store, ref: Ref) -> bool:
    """Return whether a kept table has such a record."""
    known = ref.kind in {table.name for table in kept_tables(store)}
    return known and store.value(_THERE.replace("{table}", ref.kind), id=ref.id) is not None


def keep_content(store: Store, sha256: str, data: bytes) -> None:
    """Write down what is in a file, unless it is there already. Call inside ``write()``."""
    store.execute(_KEEP, sha256=sha256, data=data)


def _attachment(row: Row) -> Attachment:
    return Attachment(ref=Ref(row.pop("ref_kind"), row.pop("ref_id")), **row)
