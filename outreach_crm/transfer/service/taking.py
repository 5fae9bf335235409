"""Makes a whole contact of a record in normal form; what has no place in the book is kept in the remarks."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from attrs import define, field

from outreach_crm.contacts.model import Kind, PointKind
from outreach_crm.contacts.service import PostalDraft, read_fields, read_point
from outreach_crm.contacts.service.bulk import Reading, Whole, name_key
from outreach_crm.errors import InvalidInputError, OutreachError
from outreach_crm.model import Problem
from outreach_crm.transfer.model import PostalAddress, Record
from outreach_crm.transfer.service.permissions import Permissions, Said

_COUNTRY = re.compile(r"[A-Z]{2}")
_ID = re.compile(r"([a-z][a-z0-9_.-]{0,39}):(\S.*)", re.DOTALL)
_POINTS = ((PointKind.EMAIL, "emails"), (PointKind.PHONE, "phones"), (PointKind.WEB, "webs"))

T = TypeVar("T")

# The column that holds what has no column of its own.
REMARKS = "concerns_now"


@define
class Told:
    """A record and the contact it tells of; ``refused`` says why there is none.

    ``organisation`` and ``role`` are of a person; ``said`` names the columns the record speaks of.
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
    problems: list[Problem] = field(factory=list)
    remarks: list[str] = field(factory=list)

    def digest(self) -> int:
        """Return a number that is the same for records that tell the same, in this run of the program."""
        one = self.record
        held = (tuple(one.fields.items()), tuple(one.own_fields.items()), one.emails, one.phones, one.webs)
        more = (one.organisation, one.role, one.sectors, one.interests, one.ids, one.consents, one.note)
        return hash((one.kind, one.name, one.given, one.family, held, one.addresses, more))

    def clues(self) -> list[int]:
        """Return what tells in a later line that it is about the same contact; see ``matching``."""
        whole = self.whole
        if whole is None:
            return []
        clues: list[tuple[str, ...]] = [("id", *key) for key in whole.ids]
        name = name_key(whole.name)
        clues += [("email", key, whole.kind, name) for kind, key in whole.points if kind == PointKind.EMAIL]
        if whole.kind == Kind.ORGANISATION:
            clues.append(("organisation", name))
        elif not clues:
            clues.append(("all", str(self.digest())))
        return [hash(clue) for clue in clues]

    def keep(self, title: str, text: str, sentence: str) -> None:
        """Keep in the remarks, and tell, what has no place of its own."""
        self.remarks.append(f"{title}: {text}")
        self.problems.append(Problem(line=self.record.line, field=title, sentence=f"{sentence} It is in the remarks."))


@define
class Taking:
    """Makes contacts of records, one page after the other."""

    reading: Reading
    permissions: Permissions
    sectors: tuple[str, ...] = ()

    def take(self, number: int, written: Record, record: Record) -> Told:
        """Return what a record tells; every record stands for itself, nothing is left over from the one before."""
        told = Told(number, record, written, problems=list(record.flags))
        if record.refused:
            told.refused = record.refused
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
            told.refused = str(error)
            return told
        told.said = tuple(name for name, value in columns.items() if value not in ("", None))
        self._reached(told, whole)
        self._belongs(told, whole)
        self._remark(told, whole)
        told.whole = whole
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
        try:
            return read_fields(texts, today)
        except InvalidInputError:
            columns: dict[str, object] = {}
        for field_name, text in texts.items():
            try:
                columns |= read_fields({field_name: text}, today)
            except InvalidInputError as error:
                if field_name == "name":
                    told.refused = str(error)
                told.keep(field_name, text, str(error))
        return columns

    def _reached(self, told: Told, whole: Whole) -> None:
        flagged = {problem.field.partition(":")[0].partition(" ")[0].rstrip("s") for problem in told.record.flags}
        for kind, name in _POINTS:
            for one in getattr(told.record, name):
                value = one.value
                if kind.value in flagged:
                    try:
                        value = read_point(kind, value, "")
                    except InvalidInputError:
                        told.remarks.append(f"{kind.value}: {value}")
                        continue
                whole.add_point(kind, value, self.reading.address_key(value), one.label)
        for address in told.record.addresses:
            whole.add_address(_postal(address))

    def _belongs(self, told: Told, whole: Whole) -> None:
        record = told.record
        for text in record.ids:
            if found := _ID.fullmatch(text):
                whole.ids[found[1], found[2]] = {"system": found[1], "external_id": found[2]}
            else:
                told.keep("id", text, f"{text!r} is not system:number.")
        for key in _each(told, "sector", (*record.sectors, *self.sectors), self.reading.sector):
            whole.sectors[key] = {"sector": key}
        for number in _each(told, "keyword", record.interests, self.reading.keyword):
            whole.keywords[number] = {"keyword_id": number}
        if whole.kind == Kind.PERSON:
            told.permitted, left = self.permissions.read(record)
            for consent, why in left:
                told.keep("consent", " ".join(("yes" if consent.granted else "no", consent.given_on)).strip(), why)
        for name, text in record.own_fields.items():
            try:
                if value := self.reading.own_field(name, text):
                    whole.fields[name] = {"field": name, "value": value}
            except OutreachError as error:
                told.keep(name, text, str(error))

    def _remark(self, told: Told, whole: Whole) -> None:
        lines = [whole.columns[REMARKS], told.record.note.strip(), *told.remarks]
        whole.columns[REMARKS] = "\n".join(line for line in lines if line)


def _each(told: Told, title: str, texts: Iterable[str], find: Callable[[str], T]) -> Iterator[T]:
    """Yield what texts mean; those that mean nothing are kept in the remarks."""
    for text in texts:
        try:
            found = find(text)
        except OutreachError as error:
            told.keep(title, text, str(error))
        else:
            yield found


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
