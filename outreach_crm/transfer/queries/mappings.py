"""The SQL of mappings kept by name."""

import json

from outreach_crm.storage import Row, Store
from outreach_crm.transfer.model import ColumnMapping

_ALL = "select id, name, kind, fields from import_mappings order by name_key, id"
_ONE = "select id, name, kind, fields from import_mappings where name_key = :name_key"


def mappings(store: Store) -> list[ColumnMapping]:
    """Return all mappings by name."""
    return [_mapping(row) for row in store.rows(_ALL)]


def mapping(store: Store, name_key: str) -> ColumnMapping | None:
    """Return the mapping of a folded name."""
    row = store.one(_ONE, name_key=name_key)
    return _mapping(row) if row else None


def save_mapping(store: Store, one: ColumnMapping, name_key: str) -> None:
    """Write a mapping, over the one of that name."""
    values = {
        "name": one.name,
        "name_key": name_key,
        "kind": one.kind,
        "fields": json.dumps(dict(one.fields), ensure_ascii=False),
    }
    row = store.one(_ONE, name_key=name_key)
    if row:
        store.update("import_mappings", row["id"], values)
    else:
        store.insert("import_mappings", values)


def drop_mapping(store: Store, name_key: str) -> None:
    """Delete a mapping."""
    row = store.one(_ONE, name_key=name_key)
    if row:
        store.delete("import_mappings", row["id"])


def _mapping(row: Row) -> ColumnMapping:
    return ColumnMapping(name=row["name"], kind=row["kind"], fields=json.loads(row["fields"]))
