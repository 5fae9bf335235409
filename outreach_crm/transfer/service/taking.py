"""Makes a whole contact of a record in normal form; what has no place in the book is kept in the remarks."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TypeVar

from attrs import define, field

from outreach_crm.contacts.model import Kind, PointKind
from outreach_crm.contacts.service import PostalDraft, read_fields, read_point
from outreach_crm.contacts.service.bulk import Reading, Whole
from outreach_crm.errors import InvalidInputError, OutreachError, sentence_of
from outreach_crm.model import Problem
from outreach_crm.text import say, sort_name, term
from outreach_crm.transfer.model import PostalAddress, Record
from outreach_crm.transfer.service.permissions import Permissions, Said

_COUNTRY = re.compile(r"[A-Z]{2}")
_EMAIL = PointKind.EMAIL.value
_PERSON, _ORGANISATION = Kind.PERSON.value, Kind.ORGANISATION.value
_KINDS = (PointKind.EMAIL, PointKind.PHONE, PointKind.WEB)

# The same organisations stand in thousands of rows.
_place = lru_cache(maxsize=4096)(sort_name)

T = TypeVar("T")
# An e-mail by its address key, with the kind and the name of who is reached there.
Reach = tuple[str, str, str]

# The column of what a file tells in so many words, and of what has no column of its own.
REMARKS = "remarks"


@define
class Told:
    """A record and the contact it tells of; ``refused`` says why there is none.

    ``organisation`` and ``role`` are of a person, ``place`` is the organisation's sort name; ``said`` names the columns
    the record speaks of, ``weak`` says that nothing but a name tells who it is.
    """

    number: int
    record: Record
    written: Record
    whole: Whole | None = None
    refused: str = ""
    organisation: str = ""
    role: str = ""
    said: tuple[str, ...] = ()
    permitted: list[Said] = field(factory=list)
    reaches: list[Reach] = field(factory=list)
    weak: bool = True
    place: str = ""
    file: str = ""
    problems: list[Problem] = field(factory=list)
    remarks: list[str] = field(factory=list)

    def finish(self, whole: Whole) -> None:
        """Keep what it is recognised by: e-mails with the name, and whether there is nothing but a name."""
        self.whole = whole
        name = whole.name_key
        self.reaches = [(key, whole.columns["kind"], name) for kind, key in whole.points if kind == _EMAIL]
        self.weak = not whole.ids and not self.reaches
        self.place = _place(self.organisation)

    def digest(self) -> int:
        """Return a number that is the same for records that are written alike, in this run of the program."""
        return hash(self.record.raw)

    def clues(self) -> list[int]:
        """Return what tells in a later line that it is about the same contact; see ``matching``."""
        whole = self.whole
        if whole is None:
            return []
        clues: list[tuple[str, ...]] = [("id", *key) for key in whole.ids]
        clues += [("email", *reach) for reach in self.reaches]
        if whole.kind == _ORGANISATION:
            clues.append(("organisation", whole.name_key))
        elif not clues:
            clues.append(("all", str(self.digest())))
        return [hash(clue) for clue in clues]

    def keep(self, title: str, text: str, sentence: str) -> None:
        """Keep in the remarks, and tell once, what has no place of its own."""
        self.remarks.append(f"{title}: {text}")
        if any(problem.field == title for problem in self.record.flags):
            return
        sentence = say("{sentence} It is in the remarks.", sentence=sentence)
        self.problems.append(Problem(file=self.file, line=self.record.line, field=title, sentence=sentence))


@define
class Taking:
    """Makes contacts of records, one page after the other."""

    reading: Reading
    permissions: Permissions
    sectors: tuple[str, ...] = ()
    file: str = ""

    def take(self, number: int, written: Record, record: Record) -> Told:
        """Return what a record tells; every record stands for itself, nothing is left over from the one before."""
        told = Told(number, record, written, problems=list(record.flags), file=self.file)
        if record.refused:
            told.refused = term(record.refused)
            return told
        kind, name = _kind(record), record.name or record.organisation or _address(record)
        if kind is Kind.PERSON:
            told.organisation, told.role = record.organisation if record.name else "", record.role
        columns = self._columns(told, kind, name)
        if told.refused:
            return told
        try:
            whole = self.reading.begun(kind, columns, family=record.family if kind is Kind.PERSON else "")
        except InvalidInputError as error:
            told.refused = sentence_of(error)
            return told
        told.said = tuple(name for name, value in columns.items() if value not in ("", None))
        self._reached(told, whole)
        self._belongs(told, whole)
        self._remark(told, whole)
        told.finish(whole)
        return told

    def organisation(self, told: Told) -> Whole:
        """Return the organisation of a person as a new contact, in the person's country and sectors."""
        country = told.whole.columns["country"] if told.whole else ""
        columns = read_fields({"name": told.organisation}, self.reading.app.clock.today()) | {"country": country}
        whole = self.reading.begun(Kind.ORGANISATION, columns)
        whole.sectors |= {key: {"sector": key} for key in (told.whole.sectors if told.whole else ())}
        return whole

    def _columns(self, told: Told, kind: Kind, name: str) -> dict[str, object]:
        """Return the columns of a contact that are right; the others are kept in the remarks."""
        record, today = told.record, self.reading.app.clock.today()
        texts = {"name": name, **record.fields}
        if kind is Kind.PERSON and record.given:
            texts["given"] = record.given
        if not record.flags:  # all of it has its normal form
            if "rhythm_days" not in texts:
                return {**texts}
            return {**texts, **read_fields({"rhythm_days": texts["rhythm_days"]}, today)}
        columns: dict[str, object] = {}
        for field_name, text in texts.items():
            try:
                columns |= read_fields({field_name: text}, today)
            except InvalidInputError as error:
                if field_name == "name":
                    told.refused = sentence_of(error)
                told.keep(field_name, text, sentence_of(error))
        return columns

    def _reached(self, told: Told, whole: Whole) -> None:
        record = told.record
        flagged = {problem.field for problem in record.flags}
        for kind, given in zip(_KINDS, (record.emails, record.phones, record.webs), strict=True):
            for one in given:
                value = one.value
                if flagged and kind.value in flagged:
                    try:
                        value = read_point(kind, value, "")
                    except InvalidInputError:
                        told.remarks.append(f"{kind.value}: {value}")
                        continue
                whole.add_point(kind, value, self.reading.address_key(value), one.label)
        for address in record.addresses:
            whole.add_address(_postal(address))

    def _belongs(self, told: Told, whole: Whole) -> None:
        record = told.record
        for text in record.ids:
            system, _, number = text.partition(":")
            if system and number:
                whole.ids[system, number] = {"system": system, "external_id": number}
            else:
                told.keep("id", text, say("{text!r} is not system:number.", text=text))
        for key in _each(told, "sector", record.sectors + self.sectors, self.reading.sector):
            whole.sectors[key] = {"sector": key}
        for keyword in _each(told, "keyword", record.interests, self.reading.keyword):
            whole.keywords[keyword] = {"keyword_id": keyword}
        if whole.kind == _PERSON:
            told.permitted, left = self.permissions.read(record)
            for consent, why in left:
                told.keep("consent", " ".join(("yes" if consent.granted else "no", consent.given_on)).strip(), why)
        for name, text in record.own_fields.items():
            try:
                if value := self.reading.own_field(name, text):
                    whole.fields[name] = {"field": name, "value": value}
            except OutreachError as error:
                told.keep(name, text, sentence_of(error))

    def _remark(self, told: Told, whole: Whole) -> None:
        if not told.record.note and not told.remarks:
            return
        lines = [whole.columns[REMARKS], told.record.note.strip(), *told.remarks]
        whole.columns[REMARKS] = "\n".join(line for line in lines if line)


def _each(told: Told, title: str, texts: Iterable[str], find: Callable[[str], T]) -> list[T]:
    """Return what texts mean; those that mean nothing are kept in the remarks."""
    found = []
    for text in texts:
        try:
            found.append(find(text))
        except OutreachError as error:
            told.keep(title, text, sentence_of(error))
    return found


def _kind(record: Record) -> Kind:
    if record.kind:
        return Kind(record.kind)
    return Kind.ORGANISATION if record.organisation and not record.name else Kind.PERSON


def _address(record: Record) -> str:
    """Return the first address, the name of who has no other."""
    return next((one.value for one in (*record.emails, *record.phones)), "")


def _postal(address: PostalAddress) -> PostalDraft:
    """Return an address with its country as a code; one that is none stays as its last line."""
    country = address.country if _COUNTRY.fullmatch(address.country) else ""
    lines = address.lines if country else "\n".join(part for part in (address.lines, address.country) if part)
    return PostalDraft(lines, address.postcode, address.town, country, address.region, address.label)
