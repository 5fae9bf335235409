r"""Writes vCards, versions 4.0 (RFC 6350) and 3.0 (RFC 2426).

What vCard has no property for is kept under ``X-OUTREACH-``; what a version has not, too. A label that is none of the
types of the standard stands beside its address as ``X-ABLabel`` in the same group, as address books write it.
"""

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from outreach_crm.folding import folded
from outreach_crm.transfer.model import Labelled, PostalAddress, Record

_ESCAPED = re.compile(r"([\\,;])")
_TYPES = {"work": "work", "home": "home"}
_PHONE_TYPES = _TYPES | {"mobile": "cell", "fax": "fax", "pager": "pager", "video": "video"}
_SEXES = {"male": "M", "female": "F"}

Lines = Iterator[str]


def write_4(records: Iterable[Record], file: BinaryIO) -> None:
    """Write vCards 4.0."""
    _write(records, file, "4.0")


def write_3(records: Iterable[Record], file: BinaryIO) -> None:
    """Write vCards 3.0, for older address books."""
    _write(records, file, "3.0")


def _write(records: Iterable[Record], file: BinaryIO, version: str) -> None:
    for record in records:
        for line in ("BEGIN:VCARD", f"VERSION:{version}", *_card(record, four=version == "4.0"), "END:VCARD"):
            file.write(folded(line) + b"\r\n")


def _card(record: Record, *, four: bool) -> Lines:
    yield from _names(record, four=four)
    fields = dict(record.fields)
    if also := fields.pop("also", ""):
        yield f"NICKNAME:{_text(also)}"
    if four:
        if fields.get("gender") in _SEXES:
            yield f"GENDER:{_SEXES[fields.pop('gender')]}"
        if language := fields.pop("language", ""):  # an import takes the first for the preferred one
            for tag in (language, *fields.pop("languages", "").split()):
                yield f"LANG:{_text(tag)}"
    yield from _grouped(record, four=four)
    if record.organisation or (record.kind == "organisation" and not four):
        yield f"ORG:{_text(record.organisation or record.name)}"
    yield from _said("TITLE", record.role)
    yield from _several("CATEGORIES", record.interests)
    yield from _said("NOTE", record.note)
    yield from _said("REV", record.changed_on)
    yield from _numbers(record)
    yield from _several("X-OUTREACH-SECTOR", record.sectors)
    for name, value in fields.items():
        yield from _said(f"X-OUTREACH-{name.replace('_', '-').upper()}", value)
    for key, value in record.own_fields.items():
        yield from _said(f'X-OUTREACH-FIELD;X-KEY="{key}"', value)


def _names(record: Record, *, four: bool) -> Lines:
    organisation = record.kind == "organisation"
    if record.kind:
        yield f"{'KIND' if four else 'X-OUTREACH-KIND'}:{'org' if organisation else 'individual'}"
    if organisation and not four:
        yield "X-ABShowAs:COMPANY"
    yield f"FN:{_text(record.name or f'{record.given} {record.family}'.strip())}"
    if record.given or record.family or not four:
        yield f"N:{_text(record.family)};{_text(record.given)};;;"


def _numbers(record: Record) -> Lines:
    ours = next((one for one in record.ids if one.startswith("outreach:")), "")
    yield from _said("UID", ours)
    yield from _several("X-OUTREACH-ID", tuple(one for one in record.ids if one != ours))


def _grouped(record: Record, *, four: bool) -> Lines:
    """Yield the ways to reach somebody; those whose label is no type of the standard have a group with it."""
    number = 0
    for name, types, parameters, value, label in _ways(record, four=four):
        kind = types.get(label, "")
        group = ""
        if label and not kind:
            number += 1
            group = f"item{number}."
        told = f";TYPE={kind if four else kind.upper()}" if kind else ""
        yield f"{group}{name}{told}{parameters}:{value}"
        if group:
            yield f"{group}X-ABLabel:{_text(label)}"


def _ways(record: Record, *, four: bool) -> Iterator[tuple[str, dict[str, str], str, str, str]]:
    for one in record.emails:
        yield "EMAIL", _TYPES, "", _text(one.value), one.label
    for one in record.phones:
        yield "TEL", _PHONE_TYPES, *_telephone(one, four=four), one.label
    for one in record.webs:
        yield "URL", _TYPES, "", one.value if _plain(one.value) else _text(one.value), one.label
    for address in record.addresses:
        yield "ADR", _TYPES, "", _postal(address), address.label


def _telephone(one: Labelled, *, four: bool) -> tuple[str, str]:
    """Return the parameters and value: a URI in 4.0 (section 6.4.1) where it is a number of E.164, else a text."""
    is_number = one.value.startswith("+") and one.value.partition(";ext=")[0][1:].isdigit()
    return (";VALUE=uri", f"tel:{one.value}") if four and is_number else ("", _text(one.value))


def _postal(one: PostalAddress) -> str:
    return ";".join(_text(part) for part in ("", "", one.lines, one.town, one.region, one.postcode, one.country))


def _said(name: str, value: str) -> Lines:
    if value:
        yield f"{name}:{_text(value)}"


def _several(name: str, values: tuple[str, ...]) -> Lines:
    if values:
        yield f"{name}:{','.join(map(_text, values))}"


def _text(value: str) -> str:
    r"""Return a text with the escapes of RFC 6350, section 3.4."""
    return _ESCAPED.sub(r"\\\1", value).replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _plain(value: str) -> bool:
    return "\\" not in value and "\n" not in value
