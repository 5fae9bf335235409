"""Reads plain and own fields of contacts as files write them, each text once."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.service import OwnField
from outreach_crm.errors import InvalidInputError, sentence_of
from outreach_crm.text import fold, later, say
from outreach_crm.transfer.hygiene.days import read_day
from outreach_crm.transfer.hygiene.places import country_code, language_tag, language_tags
from outreach_crm.transfer.mapping.words import words

_DAYS = ("membership_from", "membership_to")
_REMEMBERED = 10_000
_NO_DAY = later("{text!r} is not a day that can be understood; write it as 2026-03-09.")
_EITHER = later("{text!r} can be read in two ways; say which with --day-first or --month-first.")
_NO_COUNTRY = later("{text!r} is not a country we know; write its name or two letters (ISO 3166).")
_NO_LANGUAGE = later("{text!r} is not a language we know; write two letters such as en, fr, es (BCP 47).")
_NO_FIELD = later("{key!r} is not a field of this section; declare it under [contacts].")

Doubts = list[tuple[str, str]]


class FieldReader:
    """Reads the values of fields and remembers them.

    Args:
        own: the section's own fields.
        today: the present day.
        day_first: whether 3/4/2026 is in April; None where nobody knows.
    """

    def __init__(self, own: Iterable[OwnField], today: date, *, day_first: bool | None) -> None:
        self.known_own = {one.key: one for one in own}
        self.today = today
        self.day_first = day_first
        self.known: dict[tuple[str, str], tuple[str, str]] = {}
        self.days: dict[str, str] = {}

    def plain(self, fields: Mapping[str, str], doubts: Doubts) -> dict[str, str]:
        """Return plain fields as they are stored; see ``contacts.fields.FIELDS``."""
        found = {}
        for name, text in fields.items():
            if text:
                known = self.known.get((name, text))
                if known and not known[1]:
                    found[name] = known[0]
                elif name in _DAYS:
                    found[name] = self.day(text, name, doubts)
                else:
                    found[name] = self.read(name, text, name, doubts)
        return found

    def read(self, name: str, text: str, told: str, doubts: Doubts) -> str:
        """Return one field as it is stored, or as written where it cannot be understood.

        Args:
            name: which field.
            text: as written.
            told: how it is called where it is doubtful.
            doubts: takes what is doubtful.
        """
        known = self.known.get((name, text))
        if known is None:
            if len(self.known) >= _REMEMBERED:
                self.known.clear()
            known = self.known[name, text] = self._read(name, text)
        if known[1]:
            doubts.append((told, known[1]))
        return known[0]

    def own(self, fields: Mapping[str, str], doubts: Doubts) -> dict[str, str]:
        """Return fields of the section's own as they are stored."""
        found = {}
        for key, text in fields.items():
            own, told = self.known_own.get(key), f"field:{key}"
            found[key] = text
            if own is None:
                doubts.append((told, say(_NO_FIELD, key=key)))
            elif own.kind == "date":
                found[key] = self.day(text, told, doubts)
            elif own.kind != "text":
                try:
                    found[key] = contacts.read_own(own, _answer(text) if own.kind == "yes-no" else text, self.today)
                except InvalidInputError as error:
                    doubts.append((told, sentence_of(error)))
        return found

    def day(self, text: str, told: str, doubts: Doubts) -> str:
        """Return a day as ISO 8601, or as written where it cannot be understood; see :func:`read_day`."""
        day = self.days.get(text)
        if day is None:
            if len(self.days) >= _REMEMBERED:
                self.days.clear()
            day = self.days[text] = read_day(text, day_first=self.day_first)
        if not day:
            either = read_day(text, day_first=True) and read_day(text, day_first=False)
            doubts.append((told, say(_EITHER if either else _NO_DAY, text=text)))
        return day or text

    def _read(self, name: str, text: str) -> tuple[str, str]:
        """Return what is stored for a field, and what is doubtful about it."""
        if name == "country":
            code = country_code(text)
            return code or text, "" if code else say(_NO_COUNTRY, text=text)
        if name == "language":
            tag = language_tag(text)
            return tag or text, "" if tag else say(_NO_LANGUAGE, text=text)
        if name == "languages":
            tags, unknown = language_tags([part for part in re.split(r"[\s,;|/]+", text) if part])
            return " ".join([*tags, *unknown]), say(_NO_LANGUAGE, text=unknown[0]) if unknown else ""
        try:
            value = contacts.read_fields({name: text}, self.today)[name]
        except InvalidInputError as error:
            return text, sentence_of(error)
        return "" if value is None else str(value), ""


def _answer(text: str) -> str:
    said = fold(text)
    return next((one for one in ("yes", "no") if said in words().values[one]), text)
