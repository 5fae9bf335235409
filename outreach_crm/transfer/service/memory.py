"""What the journal remembers of contacts: what earlier imports wrote, and what somebody took away since."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.changes.model import Version
from outreach_crm.contacts.service import bulk
from outreach_crm.contacts.service.bulk import Whole
from outreach_crm.text import term
from outreach_crm.transfer.service.comparing import Memory

# What an import is called in the journal.
IMPORT = term("import contacts")
_TABLES = {table: part for part, table in bulk.PARTS.items()}


def memories(app: App, stored: Mapping[int, Whole]) -> dict[int, Memory]:
    """Return what the journal knows of contacts; those it knows nothing of are left out."""
    imports = journal.standing(app, IMPORT)
    edits = {whole.columns["change_id"] for whole in stored.values()} - imports
    edited = journal.days(app, edits) if edits else {}
    former: dict[int, list[Version]] = {}
    for version in journal.versions(app, stored.keys(), ("contacts", *_TABLES)) if edits or imports else ():
        former.setdefault(version.contact_id, []).append(version)
    return {
        number: Memory(
            columns=_written(_chain(former.get(number, ()), whole), imports),
            fields=_own_fields(former.get(number, ()), whole, imports),
            removed=frozenset(_removed(former.get(number, ()), whole)),
            edited_on=edited.get(whole.columns["change_id"], ""),
        )
        for number, whole in stored.items()
        if number in former or whole.columns["change_id"] in edited
    }


def _chain(former: Iterable[Version], whole: Whole) -> list[tuple[int, Mapping[str, Any]]]:
    """Return the versions of a contact's own row with the change that made each, the present one last."""
    own = [(one.change_id, one.values) for one in former if one.table == "contacts"]
    return [*own, (whole.columns["change_id"], whole.columns)] if own else []


def _written(chain: Iterable[tuple[int, Mapping[str, Any]]], imports: Collection[int]) -> dict[str, Any]:
    """Return what imports wrote last into each column, whatever became of it since."""
    found: dict[str, Any] = {}
    before: Mapping[str, Any] = {}
    for change_id, values in chain:
        if change_id in imports:
            found |= {name: value for name, value in values.items() if not before or before.get(name) != value}
        before = values
    return found


def _own_fields(former: Iterable[Version], whole: Whole, imports: Collection[int]) -> dict[str, str]:
    """Return what imports wrote last into own fields that somebody has written since."""
    found = {one.values["field"]: one for one in former if one.table == "contact_fields" and one.change_id in imports}
    return {name: one.values["value"] for name, one in found.items() if name in whole.fields}


def _removed(former: Iterable[Version], whole: Whole) -> Iterator[tuple[str, object]]:
    """Yield the parts that are gone, but those that an undo took away."""
    last = {(one.table, one.row_id): one for one in former if one.table in _TABLES}
    for (table, row_id), one in last.items():
        part = _TABLES[table]
        there = any(row.get("id") == row_id for row in getattr(whole, part).values())
        if not there and not one.undone:
            yield part, bulk.part_key(part, dict(one.values))
