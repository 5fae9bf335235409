"""Reads the plain fields of a contact: country, languages, rhythm, dates, and which field belongs to which kind."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from outreach_crm.contacts.model import Kind, Level, Membership, NameOrder
from outreach_crm.dates import read_stored
from outreach_crm.errors import InvalidInputError
from outreach_crm.text import say, words
from outreach_crm.written import read_by

_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[A-Za-z0-9]{2,8})*")
_RHYTHM = re.compile(r"(?:every )?(\d{1,4}) ?(d|w|m|y|days?|weeks?|months?|years?)?", re.ASCII)
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
_RHYTHMS = {
    "every day": 1,
    "every week": 7,
    "every month": 30,
    "every quarter": 90,
    "every year": 365,
    "daily": 1,
    "weekly": 7,
    "monthly": 30,
    "quarterly": 90,
    "yearly": 365,
}
_LONGEST_RHYTHM = 3650
_LONGEST_NAME = 200
_OF_PERSONS = ("given", "family", "name_order", "gender", "pronouns")
_OF_ORGANISATIONS = ("organisation_kind", "level")


def read_country(text: str) -> str:
    """Return the ISO 3166 alpha-2 code of one country, however it is written.

    Raises:
        InvalidInputError: it is no country we know, or more than one.
    """
    if not text.strip():
        return ""
    from outreach_crm.keywords.places import read_places

    places = read_places(text)
    if len(places.countries) != 1 or places.unknown:
        raise InvalidInputError(
            say("{text!r} is not one country; write its name or two letters (ISO 3166).", text=text)
        )
    return places.countries[0]


def read_language(text: str) -> str:
    """Return a language tag (BCP 47) such as ``es`` or ``pt-BR``, in its usual letters.

    Raises:
        InvalidInputError: it has not the form of one.
    """
    tag = text.strip()
    if not tag:
        return ""
    if not _LANGUAGE.fullmatch(tag):
        raise InvalidInputError(
            say("{text!r} is not a language; write two letters such as en, fr, es (BCP 47).", text=text)
        )
    first, *rest = tag.split("-")
    return "-".join([first.lower(), *(_subtag(part) for part in rest)])


def read_languages(text: str) -> str:
    """Return language tags parted by blanks, each once."""
    tags = [read_language(part) for part in re.split(r"[\s,;]+", text.strip()) if part]
    return " ".join(dict.fromkeys(tags))


def read_rhythm(text: str) -> int | None:
    """Return days between contacts: ``90``, ``3m``, ``every 2 weeks``, ``monthly``; nothing for an empty text.

    Raises:
        InvalidInputError: it is no such rhythm, or longer than ten years.
    """
    if not text.strip():
        return None
    said = " ".join(text.lower().split())
    found = _RHYTHM.fullmatch(said)
    days = int(found[1]) * _DAYS[(found[2] or "d")[0]] if found else _RHYTHMS.get(said, 0)
    if not 0 < days <= _LONGEST_RHYTHM:
        raise InvalidInputError(
            say("{text!r} is not a rhythm; write days, or 2w, 3m, 1y, monthly; ten years at most.", text=text)
        )
    return days


def read_fields(values: Mapping[str, str], today: date) -> dict[str, object]:
    """Return fields of a contact ready to be stored.

    Raises:
        InvalidInputError: a field is unknown or a value cannot be right; the sentence names the field.
    """
    return read_by(_readers(today), values, of=say("a contact"), listed="outreach contacts fields lists them")


def check_kind(kind: Kind, fields: Mapping[str, object]) -> None:
    """Refuse what only a person or only an organisation has.

    Raises:
        InvalidInputError: the first such field, named.
    """
    foreign, owner = (
        (_OF_ORGANISATIONS, say("an organisation")) if kind is Kind.PERSON else (_OF_PERSONS, say("a person"))
    )
    for name in foreign:
        if fields.get(name):
            raise InvalidInputError(say("{name}: only {owner} has it.", name=name, owner=owner))


def _readers(today: date) -> Mapping[str, Callable[[str], object]]:
    day = partial(read_stored, today=today)
    return {
        "name": _name,
        "also": _line,
        "given": _line,
        "family": _line,
        "name_order": _one_of(NameOrder),
        "organisation_kind": _line,
        "level": _one_of(Level),
        "language": read_language,
        "languages": read_languages,
        "country": read_country,
        "gender": _line,
        "pronouns": _line,
        "membership": _one_of(Membership),
        "membership_from": day,
        "membership_to": day,
        "brought_by": str.strip,
        "met": str.strip,
        "rhythm_days": read_rhythm,
        "can_do": str.strip,
        "concerns_now": str.strip,
        "remarks": str.strip,
    }


def _one_of(kind: type[Level] | type[Membership] | type[NameOrder]) -> Callable[[str], str]:
    values = [one.value for one in kind]

    def read(text: str) -> str:
        value = "-".join(text.lower().split())
        if value in {"", "neither", "none"} and kind is not NameOrder:
            return ""
        if value not in values:
            raise InvalidInputError(
                say("{text!r} is none of {names}.", text=text, names=", ".join(one for one in values if one))
            )
        return value

    return read


def _name(text: str) -> str:
    if not words(text):
        raise InvalidInputError(say("a contact needs a name with at least one letter or digit."))
    return _line(text)


def _line(text: str) -> str:
    line = " ".join(text.split())
    if len(line) > _LONGEST_NAME:
        raise InvalidInputError(
            say(
                "it has {number} letters, and {longest_name} fit; longer ones go to the remarks.",
                number=len(line),
                longest_name=_LONGEST_NAME,
            )
        )
    return line


def _subtag(text: str) -> str:
    if len(text) == 2 and text.isalpha():
        return text.upper()
    return text.title() if len(text) == 4 and text.isalpha() else text.lower()


FIELDS = tuple(_readers(date.min))
