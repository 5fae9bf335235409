"""Contacts as the rows of a table, its columns under names that an import understands.

What a contact may have several of is numbered, so that order and labels stay: ``email:1``, ``email-label:1``,
``email:2``. Where nobody has two of a sort and none has a label, the number is left out: ``email``.
"""

from collections.abc import Iterable, Iterator

from outreach_crm.errors import ConflictError
from outreach_crm.text import say
from outreach_crm.transfer.mapping.fields import PARTS, PLAIN
from outreach_crm.transfer.model import Record

_POINTS = {"email": "emails", "phone": "phones", "web": "webs"}
_FIRST = ("kind", "name", "given", "family", "organisation", "role")
_LISTS = {"sector": "sectors", "interest": "interests"}
_LAST = {"note": "note", "changed-on": "changed_on"}
# The order of columns, as people look for them; what stands under one number stays together.
_ORDER = {
    name: (group, number)
    for group, names in enumerate(
        (
            ("id",),
            _FIRST,
            *((base, f"{base}-label") for base in _POINTS),
            (*PARTS, "address-label"),
            (*PLAIN, *_LISTS, "field", *_LAST),
        )
    )
    for number, name in enumerate(names)
}


class Table:
    """The table of some contacts; making it goes through all of them to see which columns are needed.

    Args:
        records: the contacts.
    """

    def __init__(self, records: Iterable[Record]) -> None:
        found = {name for record in records for name, _ in _cells(record)}
        # An address without a country is not taken to be in that of the contact.
        found |= {
            f"country:{name.partition(':')[2]}" for name in found if name.partition(":")[0] in PARTS if ":" in name
        }
        self._names = sorted(found, key=_rank)
        self._known = found

    @property
    def header(self) -> list[str]:
        """The headers, in order."""
        alone = {f"{base}:1": base for base in _POINTS if not {f"{base}:2", f"{base}-label:1"} & self._known}
        return [alone.get(name, name) for name in self._names]

    def row(self, record: Record) -> list[str]:
        """Return the cells of a contact.

        Raises:
            ConflictError: it has what no column is for: somebody changed it since the table was made.
        """
        cells = dict(_cells(record))
        if not cells.keys() <= self._known:
            raise ConflictError(say("Contacts were changed while they were written to the file; export them again."))
        return [cells.get(name, "") for name in self._names]


def _cells(record: Record) -> Iterator[tuple[str, str]]:
    """Yield what a contact has, under the header it stands below."""
    return ((name, text) for name, text in _all_cells(record) if text)


def _all_cells(record: Record) -> Iterator[tuple[str, str]]:
    for one in reversed(record.ids):  # a column has room for one number of a system: the first
        system, _, number = one.partition(":")
        yield f"id:{system}", number
    for name in _FIRST:
        yield name, getattr(record, name)
    for base, part in _POINTS.items():
        for at, point in enumerate(getattr(record, part), 1):
            yield f"{base}:{at}", _in_one_cell(point.value)
            yield f"{base}-label:{at}", point.label
    for at, address in enumerate(record.addresses, 1):
        for part in PARTS:
            yield f"{part}:{at}", address.lines if part == "street" else getattr(address, part)
        yield f"address-label:{at}", address.label
    yield from record.fields.items()
    for base, part in _LISTS.items():
        yield base, "; ".join(getattr(record, part))
    yield from ((f"field:{key}", value) for key, value in record.own_fields.items())
    yield from ((base, getattr(record, name)) for base, name in _LAST.items())


def _in_one_cell(value: str) -> str:
    """Return an address without the sign that parts two: that before an extension (RFC 3966)."""
    return value.replace(";ext=", " ext. ") if value.startswith("+") else value


def _rank(header: str) -> tuple[int, int, int, str]:
    base, _, label = header.partition(":")
    group, number = _ORDER[base]
    return (group, int(label), number, "") if label.isdigit() and base != "field" else (group, 0, number, label)
