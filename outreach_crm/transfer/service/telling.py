"""Records from and to JSON: what a worker tells, and what ``outreach import --dry-run --json`` says."""

from collections.abc import Mapping
from typing import Any

from outreach_crm.errors import ImportRejectedError
from outreach_crm.text import say, term
from outreach_crm.transfer.hygiene.texts import INVISIBLE, seen
from outreach_crm.transfer.model import Record

_TEXTS = ("kind", "name", "given", "family", "organisation", "role", "note", "changed_on", "refused")
_POINTS = ("emails", "phones", "webs")
_LISTS = ("sectors", "interests", "ids")


def told_of(one: Any, file: str) -> dict[str, Any]:
    """Return what a worker told of a contact, cleaned of signs that cannot be seen as every cell of a table is.

    Args:
        one: what it told; see :class:`outreach_crm.formats.Importer` for its form.
        file: name of the file.

    Raises:
        ImportRejectedError: it is not in that form: the reader is at fault.
    """
    try:
        return _checked(one)
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise ImportRejectedError(
            say("{file} was read by a plugin in a form nobody knows: {error}.", file=file, error=error)
        ) from error


def _checked(one: Mapping[str, Any]) -> dict[str, Any]:
    clean = _Clean()
    told: dict[str, Any] = {"line": int(one["line"]), "raw": tuple(map(str, one.get("raw", ())))}
    told |= {name: text for name in _TEXTS if (text := clean(one.get(name, "")))}
    for name in ("fields", "own_fields"):
        told[name] = {clean(key): text for key, value in one.get(name, {}).items() if (text := clean(value))}
    for name in _POINTS:
        told[name] = [(text, clean(label)) for value, label in one.get(name, ()) if (text := clean(value))]
    for name in _LISTS:
        told[name] = [text for value in one.get(name, ()) if (text := clean(value))]
    told["addresses"] = [(*map(clean, parts), "", "", "", "", "", "")[:6] for parts in one.get("addresses", ())]
    told["consents"] = [
        (bool(granted), clean(purpose), clean(channel), clean(on), clean(source))
        for granted, purpose, channel, on, source in one.get("consents", ())
    ]
    flags = [["", term(clean(sentence))] for sentence in one.get("flags", ())]
    return told | {"flags": [*flags, *[["", INVISIBLE]] * clean.taken]}


class _Clean:
    """Cleans one text after another and remembers whether anything was taken out."""

    taken = False

    def __call__(self, text: Any) -> str:
        if not isinstance(text, str):
            raise TypeError(say("{text!r} is no text", text=text))
        clean, taken = seen(text)
        self.taken |= taken
        return clean


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
