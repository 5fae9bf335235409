"""Brings what was told of contacts into normal form: what can be understood becomes what is stored, the rest stays.

A million contacts pass here in an import: each part has its own reader, only parts that are there are read, and what
was understood once is remembered.
"""

import itertools
import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import InvalidInputError
from outreach_crm.model import Problem
from outreach_crm.sectors import service as sectors
from outreach_crm.text import fold, later, say, term
from outreach_crm.transfer.hygiene import points
from outreach_crm.transfer.hygiene.fields import FieldReader
from outreach_crm.transfer.mapping.words import words
from outreach_crm.transfer.model import Consent, Labelled, PostalAddress, Record

_ID = re.compile(r"[a-z][a-z0-9_.-]{0,39}:[!-~]{1,100}", re.ASCII)
_LETTER = re.compile(r"[^\W_]")
_TEXTS = ("kind", "name", "given", "family", "organisation", "role", "note", "changed_on", "refused")
_POINTS = ("emails", "phones", "webs")
_LISTS = ("sectors", "interests", "ids")
_LONGEST_NAME = 200
_NO_SECTOR = later("{text!r} is not a sector; outreach sectors list shows them.")
_NO_KIND = later("{text!r} is neither a person nor an organisation; it was taken for this: {kind}.")
_NO_NUMBER = later("{text!r} is not a number in another system; write system:number, as civicrm:4711.")
_NAMELESS = say("There is no name; it is called by its address until somebody knows better.")

Told = Mapping[str, Any]
Doubts = list[tuple[str, str]]


class Cleaner:
    """Makes records of what was told of contacts, as written or in normal form.

    Args:
        app: the App.
        file: name of the file, for flags.
        country: ISO 3166 code for telephones of records without a country.
        day_first: whether 3/4/2026 is in April; None where nobody knows.
    """

    def __init__(self, app: App, *, file: str, country: str = "", day_first: bool | None = None) -> None:
        self.file = file
        self.country = country
        self.fields = FieldReader(contacts.own_fields(app), app.clock.today(), day_first=day_first)
        self.sectors = {name: one.key for one in sectors.all_sectors(app) for name in (fold(one.name), one.key)}
        self.kinds = {word: kind for kind in ("person", "organisation") for word in words().values[kind]}
        self.dialling: dict[str, points.Clean] = {}
        self.readers: dict[str, Callable[[Any, Doubts], Any]] = {
            "role": lambda text, _: _line(text),
            "own_fields": self.fields.own,
            "emails": lambda given, doubts: points.cleaned(given, points.email, "email", doubts),
            "webs": lambda given, doubts: points.cleaned(given, points.web, "web", doubts),
            "sectors": self._sectors,
            "interests": lambda given, _: tuple(dict.fromkeys(given)),
            "ids": self._ids,
            "consents": self._consents,
            "changed_on": lambda text, doubts: self.fields.day(text, "changed-on", doubts),
            "line": _unchanged,
            "raw": _unchanged,
            "note": _unchanged,
        }

    def clean(self, told: Told) -> Record:
        """Return the record in normal form of what was told of a contact; see :mod:`outreach_crm.formats`."""
        if "refused" in told and "name" not in told:
            return self.written(told)
        doubts: Doubts = []
        found: dict[str, Any] = {}
        readers = self.readers
        for part, value in told.items():
            if value and part in readers:
                found[part] = readers[part](value, doubts)
        fields = found["fields"] = self.fields.plain(told.get("fields") or {}, doubts)
        if told.get("addresses"):
            found["addresses"] = addresses = tuple([self._address(one, doubts) for one in told["addresses"]])
            if addresses[0].country and "country" not in fields:
                fields["country"] = addresses[0].country
        if told.get("phones"):
            country = fields.get("country", "")
            dial = self.dialling.get(country) or self._dialling(country)
            found["phones"] = points.cleaned(told["phones"], dial, "phone", doubts)
        self._name(told, found, doubts)
        if doubts or told.get("flags"):
            found["flags"] = self._flags(told, doubts)
        found["refused"] = told.get("refused") or _why_not(found["name"])
        return Record(**found)

    def written(self, told: Told) -> Record:
        """Return the record as it was written."""
        parts: dict[str, Any] = {part: told[part] for part in (*_TEXTS, "fields", "own_fields") if told.get(part)}
        parts |= {part: tuple(told.get(part, ())) for part in _LISTS}
        for part in _POINTS:
            parts[part] = tuple(Labelled(value=value, label=label) for value, label in told.get(part, ()))
        return Record(
            line=told["line"],
            **parts,
            addresses=tuple(map(_postal, told.get("addresses", ()))),
            consents=tuple(itertools.starmap(_consent, told.get("consents", ()))),
            raw=told["raw"],
            flags=self._flags(told, ()),
        )

    def _flags(self, told: Told, doubts: Sequence[tuple[str, str]]) -> tuple[Problem, ...]:
        return tuple(
            Problem(sentence=sentence, file=self.file, line=told["line"], field=field)
            for field, sentence in (*told.get("flags", ()), *doubts)
        )

    def _dialling(self, country: str) -> points.Clean:
        self.dialling[country] = points.phone(country if len(country) == 2 else self.country)
        return self.dialling[country]

    def _name(self, told: Told, found: dict[str, Any], doubts: Doubts) -> None:
        """Find out what the contact is, and its name; an organisation alone is one, whoever else is a person."""
        get = told.get
        said, name, given, family = get("kind", ""), get("name", ""), get("given", ""), get("family", "")
        organisation = get("organisation", "")
        kind = self.kinds.get(said) or self.kinds.get(fold(said))
        if kind is None:
            kind = "person" if name or given or family or not organisation else "organisation"
            if said:
                doubts.append(("kind", say(_NO_KIND, text=said, kind=term(kind))))
        if kind == "person":
            name = name or f"{given} {family}".strip()
            found["given"], found["family"] = given, family
        elif not name or name == organisation:
            name, organisation = organisation, ""
        if not name:
            name = next((value for part in _POINTS for value, _ in get(part, ()) if value), "")
            if name:
                doubts.append(("name", _NAMELESS))
        found["kind"], found["name"], found["organisation"] = kind, _line(name), _line(organisation)

    def _address(self, one: Sequence[str], doubts: Doubts) -> PostalAddress:
        lines, postcode, town, region, country, label = one
        if country:
            country = self.fields.read("country", country, "address", doubts)
        return _postal((lines, postcode, town, region, country, label))

    def _sectors(self, texts: Sequence[str], doubts: Doubts) -> tuple[str, ...]:
        found = {}
        for text in texts:
            key = self.sectors.get(text) or self.sectors.get(fold(text))
            found[key or text] = True
            if key is None:
                doubts.append(("sector", say(_NO_SECTOR, text=text)))
        return tuple(found)

    def _ids(self, ids: Sequence[str], doubts: Doubts) -> tuple[str, ...]:
        found = {}
        for text in ids:
            known = text
            if not _ID.fullmatch(text):
                try:
                    known = ":".join(contacts.read_external_id(text))
                except InvalidInputError:
                    doubts.append(("id", say(_NO_NUMBER, text=text)))
            found[known] = True
        return tuple(found)

    def _consents(self, given: Sequence[Sequence[Any]], doubts: Doubts) -> tuple[Consent, ...]:
        found = []
        for granted, purpose, channel, given_on, source in given:
            day = self.fields.day(given_on, "consent-on", doubts) if given_on else ""
            found.append(_consent(granted, purpose, channel, day if day[:4].isdecimal() else "", source))
        return tuple(found if len(found) < 2 else dict.fromkeys(found))


def _postal(one: Sequence[str]) -> PostalAddress:
    lines, postcode, town, region, country, label = one
    return PostalAddress(lines=lines, postcode=postcode, town=town, region=region, country=country, label=label)


@lru_cache(maxsize=4096)  # the same for thousands of rows
def _consent(granted: bool, purpose: str, channel: str, given_on: str, source: str) -> Consent:
    return Consent(granted=granted, purpose=purpose, channel=channel, given_on=given_on, source=source)


def _line(text: str) -> str:
    return " ".join(text.split()) if "\n" in text or "  " in text else text


def _unchanged(value: Any, _: Doubts) -> Any:
    return value


def _why_not(name: str) -> str:
    if not name:
        return say("There is neither a name, an organisation nor an address in it.")
    if len(name) > _LONGEST_NAME:
        return say(
            "The name has {n} letters, and {most} fit; move the rest to a remark.", n=len(name), most=_LONGEST_NAME
        )
    return "" if _LETTER.search(name) else say("The name {name!r} has no letter or digit.", name=name)
