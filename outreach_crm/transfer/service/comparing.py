"""What a record tells differently from the book, and what of it is written: an officer's later word stays.

A value of the file is written where the book has none, or where the file says something new. It is not written where

* the file says what it said when it was imported last: then whoever changed the book since knew better;
* the file says when its record was changed, and the book was changed later than that.

What is added (addresses, numbers, sectors, keywords, roles) is added unless somebody took just that away; nothing is
ever taken away by an import.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import field, frozen

from outreach_crm.contacts.model import OURS, Kind
from outreach_crm.contacts.service.bulk import Whole
from outreach_crm.storage import Row
from outreach_crm.transfer.service.outcomes import Difference
from outreach_crm.transfer.service.taking import REMARKS, Told

_NAMES = ("name", "given", "family", "name_order", "sort_name")
_ADDED = ("points", "addresses", "ids", "sectors", "keywords")
_TITLES = {"addresses": "address", "ids": "id", "sectors": "sector", "keywords": "keyword"}


@frozen
class Memory:
    """What the journal knows of a contact.

    Args:
        columns: the contact as the last import left it; empty where none wrote it.
        fields: its own fields, likewise.
        removed: the parts that somebody took away, by part and what tells them from others.
        edited_on: the day of its last change, unless that was an import; ISO 8601 or empty.
    """

    columns: Mapping[str, Any] = field(factory=dict)
    fields: Mapping[str, str] = field(factory=dict)
    removed: frozenset[tuple[str, object]] = frozenset()
    edited_on: str = ""


NOTHING = Memory()


def differences(known: Whole, told: Told, memory: Memory = NOTHING) -> list[Difference]:
    """Return what a record tells of a contact that is to be written, in the order people read it."""
    whole = told.whole
    if whole is None:
        return []
    older = bool(memory.edited_on) and "" < told.record.changed_on[:10] < memory.edited_on
    return [
        *_columns(known, whole, told.said, memory, older=older),
        *_fields(known, whole, memory, older=older),
        *(one for part in _ADDED for one in _parts(known, whole, part, memory)),
        *_roles(known, whole),
    ]


def apply(known: Whole, found: list[Difference]) -> None:
    """Bring what differs into a contact, to be written with it."""
    for one in found:
        if one.part == "columns":
            known.columns[str(one.key)] = one.value
            known.touched.add(str(one.key))
        elif one.part == "fields" and one.key in known.fields:
            known.fields[str(one.key)]["value"] = one.value
            known.touched.add(f"field:{one.key}")
        else:
            getattr(known, one.part)[one.key] = one.value
            known.touched.add(one.part)


def _columns(known: Whole, told: Whole, said: tuple[str, ...], memory: Memory, *, older: bool) -> Iterator[Difference]:
    if known.name_key != told.name_key and _is_news("name", known, told, memory, older=older):
        for name in _NAMES:
            if known.columns[name] != told.columns[name]:
                yield _column(name, known, told.columns[name])
    for name in said:
        if name in _NAMES or name == REMARKS:
            continue
        if known.columns[name] != told.columns[name] and _is_news(name, known, told, memory, older=older):
            yield _column(name, known, told.columns[name])
    there = known.columns[REMARKS].splitlines()
    remarks = [line for line in told.columns[REMARKS].splitlines() if line and line not in there]
    if remarks and not set(remarks) <= set(memory.columns.get(REMARKS, "").splitlines()):
        yield _column(REMARKS, known, "\n".join(line for line in (known.columns[REMARKS], *remarks) if line))


def _is_news(name: str, known: Whole, told: Whole, memory: Memory, *, older: bool) -> bool:
    if known.columns[name] in ("", None):
        return name not in memory.columns or memory.columns[name] != told.columns[name]
    return not older and (name not in memory.columns or memory.columns[name] != told.columns[name])


def _column(name: str, known: Whole, value: Any) -> Difference:
    before = known.columns[name]
    return Difference("columns", name, value, name, "" if before is None else str(before), str(value))


def _fields(known: Whole, told: Whole, memory: Memory, *, older: bool) -> Iterator[Difference]:
    for name, row in told.fields.items():
        there = known.fields.get(name)
        if there is None:
            if ("fields", name) not in memory.removed:
                yield Difference("fields", name, row, name, "", row["value"])
        elif there["value"] != row["value"] and not older and memory.fields.get(name) != row["value"]:
            yield Difference("fields", name, row["value"], name, there["value"], row["value"])


def _parts(known: Whole, told: Whole, part: str, memory: Memory) -> Iterator[Difference]:
    there = getattr(known, part)
    own = (OURS, known.columns.get("uid"))  # a contact is known by its own number and need not be told it
    for key, row in getattr(told, part).items():
        if (
            key not in there
            and key != own
            and (part, key) not in memory.removed
            and not (part == "addresses" and _vague(row, known))
        ):
            yield Difference(part, key, row, _TITLES.get(part) or row["kind"], "", _shown(part, row))


def _vague(row: Row, known: Whole) -> bool:
    """Return whether an address without a street says nothing that one with a street does not say."""
    parts = [name for name in ("postcode", "town", "country") if row[name]]
    return not row["lines"] and any(all(one[name] == row[name] for name in parts) for one in known.addresses.values())


def _roles(known: Whole, told: Whole) -> Iterator[Difference]:
    if known.kind != Kind.PERSON:
        return
    held = {organisation for organisation, _ in known.roles}
    for key, row in told.roles.items():
        if key not in known.roles and (row["title"] or key[0] not in held):
            at = row["at"].columns.get("name", f"contact {row['at'].id}")
            yield Difference("roles", key, row, "role", "", ", ".join(part for part in (row["title"], at) if part))


def _shown(part: str, row: Row) -> str:
    if part == "points":
        return str(row["value"])
    if part == "addresses":
        place = (*row["lines"].splitlines(), row["postcode"], row["town"], row["country"])
        return ", ".join(part for part in place if part)
    return ":".join(str(value) for name, value in row.items() if name not in {"id", "change_id"})
