"""Writes people and organisations as JSON in the field names of OSDI 1.2 (opensupporter.github.io), one a line.

What OSDI has no word for has ours, as in the file an import reads: ``organizations`` beside ``people``, ``sectors``,
``interests``, ``note``.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, BinaryIO

from outreach_crm.transfer.model import Labelled, PostalAddress, Record

_NAMES = {
    "also": "additional_name",
    "language": "preferred_language",
    "gender": "gender",
    "pronouns": "gender_pronouns",
}


def write(records: Iterable[Record], file: BinaryIO) -> None:
    """Write ``{"organizations": [...], "people": [...]}``."""
    file.write(b'{\n"organizations": ')
    _array((one for one in records if one.kind == "organisation"), file)
    file.write(b',\n"people": ')
    _array((one for one in records if one.kind != "organisation"), file)
    file.write(b"\n}\n")


def _array(records: Iterator[Record], file: BinaryIO) -> None:
    begin = b"[\n"
    for record in records:
        file.write(begin + json.dumps(_told(record), ensure_ascii=False).encode("utf-8", "replace"))
        begin = b",\n"
    file.write(b"[]" if begin == b"[\n" else b"\n]")


def _told(record: Record) -> dict[str, Any]:
    """Return a contact in the words of OSDI; what is not known is left out."""
    person = record.kind != "organisation"
    told: dict[str, Any] = {
        "identifiers": list(record.ids),
        "kind": record.kind,
        "name": record.name,
        "given_name": record.given,
        "family_name": record.family,
        ("employer" if person else "organization"): record.organisation,
        "occupation": record.role,
        **{_NAMES.get(name, name): value for name, value in record.fields.items() if name != "languages"},
        "languages_spoken": record.fields.get("languages", "").split(),
        "email_addresses": _points(record.emails, "address", "address_type"),
        "phone_numbers": _points(record.phones, "number", "number_type"),
        "profiles": _points(record.webs, "url", "provider"),
        "postal_addresses": [_postal(one) for one in record.addresses],
        "sectors": list(record.sectors),
        "interests": list(record.interests),
        "custom_fields": dict(record.own_fields),
        "note": record.note,
        "modified_date": record.changed_on,
    }
    return {name: value for name, value in told.items() if value}


def _points(points: Sequence[Labelled], value: str, label: str) -> list[dict[str, Any]]:
    return [
        {value: one.value, **({label: one.label} if one.label else {}), **({"primary": True} if number == 0 else {})}
        for number, one in enumerate(points)
    ]


def _postal(one: PostalAddress) -> dict[str, Any]:
    told = {
        "address_lines": one.lines.split("\n") if one.lines else [],
        "locality": one.town,
        "region": one.region,
        "postal_code": one.postcode,
        "country": one.country,
        "address_type": one.label,
    }
    return {name: value for name, value in told.items() if value}
