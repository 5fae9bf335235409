"""Brings records into normal form: what can be understood becomes what is stored, the rest stays and is flagged."""

import re
from collections.abc import Callable, Mapping, Sequence

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import InvalidInputError
from outreach_crm.model import Problem
from outreach_crm.sectors import service as sectors
from outreach_crm.text import fold
from outreach_crm.transfer.hygiene import points
from outreach_crm.transfer.hygiene.days import read_day
from outreach_crm.transfer.hygiene.places import country_code, language_tag, language_tags
from outreach_crm.transfer.mapping.words import words
from outreach_crm.transfer.model import Consent, PostalAddress, Record

_DAYS = ("membership_from", "membership_to")
_LETTER = re.compile(r"[^\W_]")
_LONGEST_NAME = 200
_REMEMBERED = 10_000
_NO_DAY = "{!r} is not a day that can be understood; write it as 2026-03-09."
_EITHER = "{!r} can be read in two ways; say which with --day-first or --month-first."
_NO_COUNTRY = "{!r} is not a country we know; write its name or two letters (ISO 3166)."
_NO_LANGUAGE = "{!r} is not a language we know; write two letters such as en, fr, es (BCP 47)."
_NO_SECTOR = "{!r} is not a sector; outreach sectors list shows them."
_NO_KIND = "{!r} is neither a person nor an organisation; it was taken for {}."
_NO_NUMBER = "{!r} is not a number in another system; write system:number, as civicrm:4711."
_NAMELESS = "There is no name; it is called by its address until somebody knows better."

Tell = Callable[[str, str], None]


class Cleaner:
    """Brings one record after another into normal form; what it has understood once it remembers.

    Args:
        app: the App.
        file: name of the file, for flags.
        country: ISO 3166 code for telephones of records without a country.
        day_first: whether 3/4/2026 is in April; None where nobody knows.
    """

    def __init__(self, app: App, *, file: str, country: str = "", day_first: bool | None = None) -> None:
        self.today = app.clock.today()
        self.file = file
        self.country = country
        self.day_first = day_first
        self.own = {one.key: one for one in contacts.own_fields(app)}
        self.sectors = {name: one.key for one in sectors.all_sectors(app) for name in (fold(one.name), one.key)}
        self.kinds = {word: kind for kind in ("person", "organisation") for word in words().values[kind]}
        self.known: dict[tuple[str, str], tuple[str, str]] = {}

    def clean(self, one: Record) -> Record:
        """Return a record in normal form; one that is refused already comes back as it is."""
        if one.refused and not one.name:
            return one
        flags: list[Problem] = []

        def tell(field: str, sentence: str) -> None:
            flags.append(Problem(sentence=sentence, file=self.file, line=one.line, field=field))

        fields = self._fields(one.fields, tell) if one.fields else {}
        addresses = tuple([self._address(each, tell) for each in one.addresses]) if one.addresses else ()
        if addresses and addresses[0].country and "country" not in fields:
            fields["country"] = addresses[0].country
        country = fields.get("country", "")
        kind = self._kind(one, tell)
        name, organisation = _names(one, kind, tell)
        return Record(
            line=one.line,
            kind=kind,
            name=name,
            given=one.given if kind == "person" else "",
            family=one.family if kind == "person" else "",
            fields=fields,
            own_fields=self._own_fields(one.own_fields, tell) if one.own_fields else {},
            emails=points.cleaned(one.emails, points.email, tell, "email"),
            phones=points.cleaned(
                one.phones, points.phone(country if len(country) == 2 else self.country), tell, "phone"
            ),
            webs=points.cleaned(one.webs, points.web, tell, "web") if one.webs else (),
            addresses=addresses,
            organisation=organisation,
            role=" ".join(one.role.split()),
            sectors=self._sectors(one.sectors, tell) if one.sectors else (),
            interests=tuple(dict.fromkeys(one.interests)),
            ids=self._ids(one.ids, tell) if one.ids else (),
            consents=tuple([self._consent(each, tell) for each in one.consents]) if one.consents else (),
            note=one.note,
            changed_on=self._day(one.changed_on, "changed-on", tell) if one.changed_on else "",
            raw=one.raw,
            flags=(*one.flags, *flags) if flags else one.flags,
            refused=one.refused or _why_not(name),
        )

    def _kind(self, one: Record, tell: Tell) -> str:
        known = self.kinds.get(one.kind) or self.kinds.get(fold(one.kind))
        if known:
            return known
        person = one.name or one.given or one.family or not one.organisation
        likely = "person" if person else "organisation"
        if one.kind:
            tell("kind", _NO_KIND.format(one.kind, likely))
        return likely

    def _fields(self, fields: Mapping[str, str], tell: Tell) -> dict[str, str]:
        found = {}
        for name, text in fields.items():
            if not text:
                continue
            if name in _DAYS:
                found[name] = self._day(text, name, tell)
                continue
            known = self.known.get((name, text))
            if known is None:
                known = self._remember((name, text), self._field(name, text))
            found[name] = known[0]
            if known[1]:
                tell(name, known[1])
        return found

    def _remember(self, key: tuple[str, str], known: tuple[str, str]) -> tuple[str, str]:
        if len(self.known) >= _REMEMBERED:
            self.known.clear()
        self.known[key] = known
        return known

    def _field(self, name: str, text: str) -> tuple[str, str]:
        """Return what is stored for a plain field, and what is doubtful about it."""
        if name == "country":
            code = country_code(text)
            return code or text, "" if code else _NO_COUNTRY.format(text)
        if name == "language":
            tag = language_tag(text)
            return tag or text, "" if tag else _NO_LANGUAGE.format(text)
        if name == "languages":
            tags, unknown = language_tags([part for part in re.split(r"[\s,;|/]+", text) if part])
            return " ".join([*tags, *unknown]), "".join(_NO_LANGUAGE.format(one) for one in unknown[:1])
        try:
            value = contacts.read_fields({name: text}, self.today)[name]
        except InvalidInputError as error:
            return text, str(error)
        return "" if value is None else str(value), ""

    def _own_fields(self, fields: Mapping[str, str], tell: Tell) -> dict[str, str]:
        found = {}
        for key, text in fields.items():
            own = self.own.get(key)
            found[key] = text
            if own is None:
                tell(f"field:{key}", f"{key!r} is not a field of this section; declare it under [contacts].")
            elif own.kind == "date":
                found[key] = self._day(text, f"field:{key}", tell)
            elif own.kind != "text" and text:
                answer = fold(text)
                said = next(
                    (one for one in ("yes", "no") if own.kind == "yes-no" and answer in words().values[one]), text
                )
                try:
                    found[key] = contacts.read_own(own, said, self.today)
                except InvalidInputError as error:
                    tell(f"field:{key}", str(error))
        return found

    def _day(self, text: str, field: str, tell: Tell) -> str:
        day = read_day(text, day_first=self.day_first)
        if not day and text:
            either = read_day(text, day_first=True) and read_day(text, day_first=False)
            tell(field, (_EITHER if either else _NO_DAY).format(text))
        return day or text

    def _address(self, one: PostalAddress, tell: Tell) -> PostalAddress:
        if not one.country:
            return one
        code, doubt = self.known.get(("country", one.country)) or self._remember(
            ("country", one.country), self._field("country", one.country)
        )
        if doubt:
            tell("address", doubt)
        if code == one.country:
            return one
        return PostalAddress(
            lines=one.lines, postcode=one.postcode, town=one.town, region=one.region, country=code, label=one.label
        )

    def _sectors(self, texts: Sequence[str], tell: Tell) -> tuple[str, ...]:
        found = {}
        for text in texts:
            key = self.sectors.get(text) or self.sectors.get(fold(text))
            if text:
                found[key or text] = True
                if key is None:
                    tell("sector", _NO_SECTOR.format(text))
        return tuple(found)

    def _ids(self, ids: Sequence[str], tell: Tell) -> tuple[str, ...]:
        found = {}
        for text in ids:
            system, _, number = text.partition(":")
            if system.isidentifier() and number:
                found[f"{system.lower()}:{number}"] = True
                continue
            try:
                found[":".join(contacts.read_external_id(text))] = True
            except InvalidInputError:
                if text:
                    tell("id", _NO_NUMBER.format(text))
                    found[text] = True
        return tuple(found)

    def _consent(self, one: Consent, tell: Tell) -> Consent:
        if not one.given_on:
            return one
        day = self._day(one.given_on, "consent-on", tell)
        return Consent(
            granted=one.granted,
            purpose=one.purpose,
            channel=one.channel,
            given_on=day if day[:4].isdecimal() else "",
            source=one.source,
        )


def _names(one: Record, kind: str, tell: Tell) -> tuple[str, str]:
    """Return the whole name, and the organisation of a person."""
    name = one.name
    if not name and kind == "person":
        name = f"{one.given} {one.family}".strip()
    if not name and kind != "person":
        return " ".join(one.organisation.split()), ""
    if not name:
        points_of_it = (*one.emails, *one.phones, *one.webs)
        name = next((each.value for each in points_of_it if each.value), "")
        if name:
            tell("name", _NAMELESS)
    organisation = one.organisation if kind == "person" else "" if one.organisation == name else one.organisation
    return " ".join(name.split()), " ".join(organisation.split())


def _why_not(name: str) -> str:
    if not name:
        return "There is neither a name, an organisation nor an address in it."
    if len(name) > _LONGEST_NAME:
        return f"The name has {len(name)} letters, and {_LONGEST_NAME} fit; move the rest to a remark."
    return "" if _LETTER.search(name) else f"The name {name!r} has no letter or digit."
