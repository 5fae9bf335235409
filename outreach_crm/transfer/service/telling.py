"""Records from and to JSON: what a worker tells, and what ``outreach import --dry-run --json`` says."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from outreach_crm.errors import ImportRejectedError
from outreach_crm.model import Problem
from outreach_crm.transfer.hygiene.texts import INVISIBLE, seen
from outreach_crm.transfer.model import Consent, Labelled, PostalAddress, Record

if TYPE_CHECKING:
    from outreach_crm.transfer.service.reading import Reading

_TEXTS = ("kind", "name", "given", "family", "organisation", "role", "note", "changed_on")
_LISTS = ("sectors", "interests", "ids")


def record_of(told: Any, file: str) -> Record:
    """Return the record a worker told; see :class:`outreach_crm.model.Importer` for its form.

    Args:
        told: what it told, cleaned of signs that cannot be seen as every cell of a table is.
        file: name of the file, for flags.

    Raises:
        ImportRejectedError: it is not in that form: the reader is at fault.
    """
    try:
        return _record(told, file)
    except (TypeError, ValueError, KeyError, AttributeError, IndexError) as error:
        raise ImportRejectedError(f"{file} was read by a plugin in a form nobody knows: {error}.") from error


def _record(told: Mapping[str, Any], file: str) -> Record:
    line = int(told["line"])
    sentences = list(told.get("flags", ()))
    clean = _Clean()
    parts: dict[str, Any] = {name: clean(told.get(name, "")) for name in _TEXTS}
    parts |= {name: _points(told.get(name, ()), clean) for name in ("emails", "phones", "webs")}
    parts |= {name: tuple(filter(None, map(clean, told.get(name, ())))) for name in _LISTS}
    record = Record(
        line=line,
        **parts,
        fields={str(key): text for key, value in told.get("fields", {}).items() if (text := clean(value))},
        own_fields={str(key): text for key, value in told.get("own_fields", {}).items() if (text := clean(value))},
        addresses=tuple(_address(one, clean) for one in told.get("addresses", ())),
        consents=tuple(Consent(granted=bool(one[0]), **_consent(one, clean)) for one in told.get("consents", ())),
        raw=tuple(map(str, told.get("raw", ()))),
        flags=tuple(Problem(sentence=str(one), file=file, line=line) for one in sentences),
        refused=str(told.get("refused", "")),
    )
    if not clean.taken:
        return record
    from attrs import evolve

    return evolve(record, flags=(*record.flags, Problem(sentence=INVISIBLE, file=file, line=line)))


class _Clean:
    """Cleans one text after another and remembers whether anything was taken out."""

    taken = False

    def __call__(self, text: Any) -> str:
        if not isinstance(text, str):
            raise TypeError(f"{text!r} is no text")
        clean, taken = seen(text)
        self.taken |= taken
        return clean


def _points(told: Iterable[Any], clean: _Clean) -> tuple[Labelled, ...]:
    return tuple(Labelled(value=text, label=clean(label)) for value, label in told if (text := clean(value)))


def _address(one: Any, clean: _Clean) -> PostalAddress:
    lines, postcode, town, region, country, label = map(clean, one)
    return PostalAddress(lines=lines, postcode=postcode, town=town, region=region, country=country, label=label)


def _consent(one: Any, clean: _Clean) -> dict[str, str]:
    return dict(zip(("purpose", "channel", "given_on", "source"), map(clean, one[1:]), strict=True))


def document(reading: "Reading", *, limit: int | None = None) -> dict[str, Any]:
    """Return what was read as one document: ``{"counts", "records", "problems", "columns"}``.

    Args:
        reading: the file, its questions answered.
        limit: how many records to show at most; all are counted.

    Raises:
        InvalidInputError: a question is open, or nothing in the file can be read.
    """
    counts: Counter[str] = Counter()
    records: list[dict[str, Any]] = []
    problems: list[Problem] = list(reading.problems)
    for written, clean in reading.both():
        counts["records"] += 1
        counts["refused"] += bool(clean.refused)
        counts["flagged"] += bool(clean.flags)
        counts["people"] += clean.kind == "person" and not clean.refused
        counts["organisations"] += clean.kind == "organisation" and not clean.refused
        if limit is None or len(records) < limit:
            problems += problems_of(clean, reading.file)
            if not clean.refused:
                records.append(as_document(written, clean))
    names = ("records", "people", "organisations", "flagged", "refused")
    return {
        "counts": {name: counts[name] for name in names},
        "columns": {column.header: column.field for column in reading.columns},
        "records": records,
        "problems": problems,
    }


def problems_of(record: Record, file: str) -> list[Problem]:
    """Return what is doubtful about a record, and why it was refused."""
    refused = [Problem(sentence=record.refused, file=file, line=record.line)] if record.refused else []
    return [*refused, *record.flags]


def as_document(written: Record, clean: Record) -> dict[str, Any]:
    """Return one record as JSON knows it: phones as written, and those that could be read as ``phones_e164``."""
    return {
        "line": clean.line,
        "kind": clean.kind,
        "name": clean.name,
        "given": clean.given,
        "family": clean.family,
        "emails": [one.value for one in clean.emails],
        "phones": [one.value for one in written.phones],
        "phones_e164": [one.value for one in clean.phones if one.value.startswith("+") and one.value[1:2].isdigit()],
        "webs": [one.value for one in clean.webs],
        "addresses": list(clean.addresses),
        "organisation": clean.organisation,
        "role": clean.role,
        "sectors": clean.sectors,
        "interests": clean.interests,
        "fields": clean.fields,
        "own_fields": clean.own_fields,
        "ids": clean.ids,
        "consents": list(clean.consents),
        "note": clean.note,
    }
