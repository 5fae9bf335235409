"""Reads people and organisations as JSON in the field names of OSDI; runs in the worker of ``untrusted``.

OSDI 1.2 (opensupporter.github.io): people with ``given_name``, ``email_addresses``, ``postal_addresses``,
``identifiers`` (``system:id``), ``custom_fields`` and taggings. It knows no organisations as such; ours stand under
``organizations`` with ``name`` and else the same fields, and what OSDI has no word for has ours (``sectors``,
``interests``, ``note``).
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from outreach_crm.errors import ImportRejectedError
from outreach_crm.formats import Again, Importer
from outreach_crm.text import later, say
from outreach_crm.transfer.model import REASON

IMPORTER = Importer(
    key="json",
    title="JSON (OSDI)",
    suffixes=(".json",),
    target=f"{__name__}:records",
    again=Again(target=f"{__name__}:again", before=b"[\n", between=b",\n", after=b"\n]\n"),
)

_PEOPLE = ("people", "osdi:people")
_ORGANISATIONS = ("organizations", "organisations", "osdi:organizations")
_NO_OBJECT = later("It is not an object with fields, and tells of no contact.")
# A field of ours to the words for it in the file, the first that says anything counts.
_PLAIN = {
    "name": ("name", "full_name"),
    "given": ("given_name", "first_name"),
    "family": ("family_name", "last_name"),
    "organisation": ("employer", "organization", "organisation"),
    "role": ("occupation", "title", "role"),
    "note": ("note", "notes", "description"),
    "changed_on": ("modified_date",),
    "kind": ("kind",),
}
_FIELDS = {
    "also": ("additional_name", "acronym", "also"),
    "language": ("preferred_language", "language"),
    "gender": ("gender_identity", "gender"),
    "pronouns": ("gender_pronouns", "pronouns"),
    "country": ("country",),
} | {
    name: (name,)
    for name in (
        *("level", "membership", "membership_from", "membership_to", "organisation_kind", "brought_by", "can_do"),
        *("concerns_now", "met", "name_order", "rhythm_days"),
    )
}
_STATES = {"subscribed": True, "unsubscribed": False, "bouncing": None}


def records(path: Path) -> Iterator[dict[str, Any]]:
    """Yield organisations and people, numbered in this order: who is in an organisation finds it.

    Raises:
        ImportRejectedError: it is not JSON, or holds neither.
    """
    try:
        told = json.loads(path.read_bytes().removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError) as error:
        place = say(", line {lineno}", lineno=error.lineno) if isinstance(error, json.JSONDecodeError) else ""
        raise ImportRejectedError(
            say("is not JSON{place}; export it again where it comes from.", place=place)
        ) from None
    found = list(_each(told))
    if not found:
        raise ImportRejectedError(
            say('holds no contacts; they stand under "people" or "organizations", in names of OSDI.')
        )
    for number, (kind, one) in enumerate(found, 1):
        yield _record(number, kind, one)


def again(lines: Sequence[str], why: str) -> bytes:
    """Return a person or organisation as it was, with the reason why it was not taken in."""
    one = json.loads("\n".join(lines))
    parts = one if isinstance(one, dict) else {"record": one}
    told = json.dumps({**parts, REASON: why}, ensure_ascii=False, indent=2)
    return told.encode("utf-8", "backslashreplace")  # half a letter becomes its escape


def _each(told: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(told, list):
        yield from (("", one) for one in told)
    elif isinstance(told, dict):
        inside = told.get("_embedded")
        places = [told, inside] if isinstance(inside, dict) else [told]
        lists = False
        for place in places:
            for names, kind in ((_ORGANISATIONS, "organisation"), (_PEOPLE, "person")):
                for name in names:
                    if isinstance(place.get(name), list):
                        lists = True
                        yield from ((kind, one) for one in place[name])
        if not lists and any(name in told for names in _PLAIN.values() for name in names):
            yield "", told  # one person alone


def _record(number: int, kind: str, one: Any) -> dict[str, Any]:
    raw = [json.dumps({"kind": kind, **one} if kind and isinstance(one, dict) else one, ensure_ascii=False)]
    if not isinstance(one, dict):
        return {"line": number, "raw": raw, "refused": _NO_OBJECT}
    emails = _list(one, "email_addresses")
    told: dict[str, Any] = {name: _first(one, words) for name, words in _PLAIN.items()}
    told["kind"] = told["kind"] or kind
    told |= {
        "line": number,
        "raw": raw,
        "fields": {name: _first(one, words) for name, words in _FIELDS.items()}
        | {"languages": " ".join(_texts(one, "languages_spoken"))},
        "own_fields": {str(key): _text(value) for key, value in _dict(one, "custom_fields").items()},
        "emails": [_labelled(each, "address", "address_type") for each in emails]
        or _single(one, "email", "email_address"),
        "phones": [_labelled(each, "number", "number_type") for each in _list(one, "phone_numbers")]
        or _single(one, "phone", "phone_number"),
        "webs": [[_first(one, ("browser_url", "website", "url")), ""]]
        + [
            [_text(each.get("url")), _text(each.get("provider"))]
            for each in _list(one, "profiles")
            if isinstance(each, dict)
        ],
        "addresses": [_address(each) for each in _list(one, "postal_addresses")],
        "sectors": _texts(one, "sectors"),
        "interests": [*_texts(one, "interests"), *_tags(one)],
        "ids": _texts(one, "identifiers"),
        "consents": [*_states(emails, "email"), *_states(_list(one, "phone_numbers"), "sms")],
    }
    return told


def _list(one: Mapping[str, Any], name: str) -> list[Any]:
    found = one.get(name)
    return found if isinstance(found, list) else []


def _dict(one: Mapping[str, Any], name: str) -> dict[str, Any]:
    found = one.get(name)
    return found if isinstance(found, dict) else {}


def _texts(one: Mapping[str, Any], name: str) -> list[str]:
    found = one.get(name)
    return [_text(each) for each in found] if isinstance(found, list) else [_text(found)]


def _first(one: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return next((text for name in names if (text := _text(one.get(name)))), "")


def _text(value: Any) -> str:
    """Return a plain value as text; what has parts of its own stays JSON rather than being dropped."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value).strip() if isinstance(value, str | int | float) else json.dumps(value, ensure_ascii=False)


def _single(one: Mapping[str, Any], *names: str) -> list[list[str]]:
    return [[_first(one, names), ""]]


def _labelled(each: Any, name: str, label: str) -> list[str]:
    if isinstance(each, dict):
        return [_text(each.get(name)), _text(each.get(label)).lower()]
    return [_text(each), ""]


def _address(each: Any) -> list[str]:
    if not isinstance(each, dict):
        return [_text(each), "", "", "", "", ""]
    lines = "\n".join(filter(None, _texts(each, "address_lines")))
    parts = (_text(each.get(name)) for name in ("postal_code", "locality", "region", "country", "address_type"))
    return [lines, *parts]


def _tags(one: Mapping[str, Any]) -> list[str]:
    """Return the names of tags: embedded taggings, or plain words under ``tags``."""
    taggings = [*_list(one, "taggings"), *_list(_dict(one, "_embedded"), "osdi:taggings")]
    tags = [_dict(_dict(each, "_embedded"), "osdi:tag") or each for each in taggings if isinstance(each, dict)]
    return [*(_text(tag.get("name")) for tag in tags), *_texts(one, "tags"), *_texts(one, "add_tags")]


def _states(each: list[Any], channel: str) -> Iterator[list[Any]]:
    for one in each:
        state = _text(one.get("status")) if isinstance(one, dict) else ""
        granted = _STATES.get(state.lower())
        if granted is not None:
            yield [granted, "", channel, "", "status in the file"]
