"""A contact with all that belongs to it: read from a draft, ready to be stored, one by one or by the million."""

import secrets
from collections.abc import Callable, Mapping
from typing import Any, Self, TypeVar

from attrs import define, evolve, field, frozen

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.contacts.fields import (
    PostalDraft,
    check_kind,
    dialled,
    read_external_id,
    read_fields,
    read_label,
    read_point,
    read_postal,
)
from outreach_crm.contacts.model import ContactDraft, Kind, NameOrder, PointKind
from outreach_crm.contacts.names import full_name, leads, name_parts
from outreach_crm.contacts.service import parts
from outreach_crm.contacts.service.addresses import Validity, check_named
from outreach_crm.dates import check_span
from outreach_crm.errors import OutreachError
from outreach_crm.keywords import service as keywords
from outreach_crm.sectors import service as sectors
from outreach_crm.storage import Row
from outreach_crm.storage.digests import keyed
from outreach_crm.text import fold, sort_name, words

T = TypeVar("T")
# Looked up here once: a million contacts pass, and a member of an enum costs more than what is done with it.
_PERSON, _EMAIL, _PHONE = Kind.PERSON.value, PointKind.EMAIL.value, PointKind.PHONE.value
_GIVEN_FIRST, _FAMILY_FIRST = NameOrder.GIVEN_FIRST.value, NameOrder.FAMILY_FIRST.value
# The columns of a new contact that nothing was said of.
UNSAID: Mapping[str, Any] = {
    **dict.fromkeys(("also", "given", "family", "organisation_kind", "level", "language", "languages", "country"), ""),
    **dict.fromkeys(("gender", "pronouns", "membership", "brought_by", "met", "can_do", "concerns_now", "remarks"), ""),
    **dict.fromkeys(("membership_from", "membership_to", "rhythm_days", "holder_id", "circle_id"), None),
    "name_order": _GIVEN_FIRST,
}


@define(eq=False)
class Whole:
    """A contact with all that belongs to it, each part by what tells it from the others.

    A part is the row of its table without the contact; one that is stored has its ``id``.

    Args:
        columns: the contact's own columns.
        id: its number; None until it is stored.
        points: e-mails, phones and web addresses by kind and address key.
        addresses: postal addresses by their folded parts.
        ids: numbers in other systems by system and number.
        sectors: by key.
        keywords: interests, by the keyword's number.
        fields: the section's own fields by name.
        roles: by organisation and folded title; ``at`` is the organisation, which may be new as well.
        touched: columns, and own fields as ``field:name``, that are to be written though the contact is stored.
    """

    columns: dict[str, Any]
    id: int | None = None
    points: dict[tuple[str, str], Row] = field(factory=dict)
    addresses: dict[str, Row] = field(factory=dict)
    ids: dict[tuple[str, str], Row] = field(factory=dict)
    sectors: dict[str, Row] = field(factory=dict)
    keywords: dict[int, Row] = field(factory=dict)
    fields: dict[str, Row] = field(factory=dict)
    roles: dict[tuple[int, str], Row] = field(factory=dict)
    touched: set[str] = field(factory=set)

    @property
    def kind(self) -> str:
        """What it is, as in :class:`Kind`."""
        return self.columns["kind"]  # type: ignore[no-any-return]

    @property
    def name(self) -> str:
        """Its whole name."""
        return str(self.columns["name"])

    @property
    def name_key(self) -> str:
        """What equal names have in common: their folded words in any order."""
        return name_key(self.columns["sort_name"])

    @property
    def key(self) -> int:
        """What tells it from others: its number, below zero where it has none yet."""
        return self.id or -id(self)

    def add_point(self, kind: PointKind, value: str, key: str, label: str = "", valid: Validity | None = None) -> None:
        """Add an e-mail, phone or web address in its normal form; one that is there stays."""
        sort = kind.value
        row: Row = {"kind": sort, "value": value, "address_key": key, "label": label}
        self.points.setdefault((sort, key), row | valid.values() if valid else row)

    def add_address(self, address: PostalDraft, valid: Validity | None = None) -> None:
        """Add a postal address; one that is there stays."""
        row: Row = {
            "lines": address.lines,
            "postcode": address.postcode,
            "town": address.town,
            "country": address.country,
            "region": address.region,
            "label": address.label,
        }
        self.addresses.setdefault(place(row), row | valid.values() if valid else row)

    def add_role(self, at: "Whole", title: str, today: str) -> None:
        """Add a present role in an organisation; one of that title there stays."""
        self.roles.setdefault((at.key, fold(title)), {"at": at, "title": title, "verified_on": today})

    def words(self) -> str:
        """Return the words by which it is found, as they are stored."""
        # The name of a person is the given and the family name.
        names = ("given", "family", "also") if self.columns["kind"] == _PERSON else ("name", "also")
        texts = [self.columns[name] for name in names]
        for (kind, _), row in self.points.items():
            if kind == _EMAIL:
                texts.append(row["value"])
            elif kind == _PHONE:
                texts += dialled(row["value"])
        texts += [row["town"] for row in self.addresses.values()]
        # As JSON writes it: words are letters and digits alone, and nothing of them needs an escape.
        return '["' + '", "'.join(found) + '"]' if (found := words(*texts)) else "[]"


def name_key(sort_name: str) -> str:
    """Return what equal names have in common, given the name as it is ordered by."""
    return " ".join(sorted(sort_name.split()))


def place(row: Mapping[str, Any]) -> str:
    """Return what tells a postal address from others: its parts without case, accents and blanks."""
    return "".join(fold(f"{row['lines']}|{row['postcode']}|{row['town']}|{row['country']}").split())


def _once(find: Callable[[str], T]) -> Callable[[str], T]:
    """Return a function that looks each text up once and remembers what it found, or the error that gave."""
    met: dict[str, Any] = {}

    def ask(text: str) -> T:
        there: Any = met.get(text)
        if there is None:
            try:
                there = find(text)
            except OutreachError as error:
                there = error
            met[text] = there
        if isinstance(there, OutreachError):
            raise there.with_traceback(None)  # or it would grow with every time it is told
        return there  # type: ignore[no-any-return]

    return ask


@frozen
class Reading:
    """Reads contacts for one App; what many of them name is looked up once.

    Args:
        app: the App.
        key: of the digests by which addresses are recognised.
        today: the present day, ISO 8601.
        sector: returns the key of a sector; see ``sectors.service.get``.
        keyword: returns the number of a keyword; see ``keywords.service.resolve``.
    """

    app: App
    key: bytes
    today: str
    sector: Callable[[str], str]
    keyword: Callable[[str], int]

    @classmethod
    def of(cls, app: App) -> Self:
        """Begin to read."""
        return cls(
            app,
            app.secret("address"),
            app.clock.today().isoformat(),
            _once(lambda text: sectors.get(app, text).key),
            _once(lambda text: keywords.resolve(app, text).id),
        )

    def whole(self, draft: ContactDraft) -> Whole:
        """Return a draft as a whole, its roles apart.

        Raises:
            InvalidInputError: something of it cannot be right.
            NotFoundError: a sector, interest, account or circle does not exist.
        """
        columns = read_fields({"name": draft.name, **draft.fields}, self.app.clock.today())
        whole = self.begun(draft.kind, columns, family=" ".join(draft.family.split()))
        whole.columns["holder_id"] = parts.holder_id(self.app, draft.holder)
        whole.columns["circle_id"] = accounts.circle_id(self.app, draft.circle)
        self._reached(whole, draft)
        whole.ids |= {key: _numbered(*key) for key in map(read_external_id, draft.ids)}
        whole.sectors |= {key: {"sector": key} for key in map(self.sector, draft.sectors)}
        whole.keywords |= {number: {"keyword_id": number} for number in map(self.keyword, draft.interests)}
        for name, text in draft.own_fields.items():
            if value := self.own_field(name, text):
                whole.fields[name] = {"field": name, "value": value}
        return whole

    def begun(self, kind: Kind, columns: Mapping[str, object], *, family: str = "") -> Whole:
        """Return a new contact with its own columns alone.

        Args:
            kind: what it is.
            columns: what :func:`read_fields` returned, with the name.
            family: a person's family name, where it is known.

        Raises:
            InvalidInputError: only another kind of contact has one of them, or a membership ends before it begins.
        """
        check_kind(kind, columns if kind is Kind.PERSON else {"family": family, **columns})
        said: dict[str, Any] = {**UNSAID, **columns}
        check_span(said["membership_from"], said["membership_to"], "A membership")
        said["uid"], said["kind"], said["added_on"] = secrets.token_hex(8), kind.value, self.today
        if kind is Kind.PERSON:
            _name_person(said, family, str(columns.get("name_order", "")))
        else:
            said["sort_name"] = sort_name(said["name"])
        return Whole(said)

    def address_key(self, value: str) -> str:
        """Return the keyed digest by which an address is recognised; see ``addresses.address_key``."""
        return keyed(self.key, fold(value)).hex()[:32]

    def own_field(self, name: str, text: str) -> str:
        """Return a value of one of the section's own fields as it is stored; see ``parts.read_field``."""
        return parts.read_field(self.app, name, text)

    def _reached(self, whole: Whole, draft: ContactDraft) -> None:
        valid = Validity(draft.valid_from, draft.valid_to)
        check_named(valid, draft.emails, draft.phones, draft.webs, draft.addresses)
        check_span(valid.values().get("valid_from"), valid.values().get("valid_to"), "An address")
        country = whole.columns["country"] or self.app.section.country
        for kind, texts in (
            (PointKind.EMAIL, draft.emails),
            (PointKind.PHONE, draft.phones),
            (PointKind.WEB, draft.webs),
        ):
            for label, text in map(read_label, texts):
                value = read_point(kind, text, country)
                whole.add_point(kind, value, self.address_key(value), label, valid)
        for label, text in map(read_label, draft.addresses):
            read = read_postal(text)
            whole.add_address(evolve(read, country=read.country or country, label=label), valid)


def _name_person(said: dict[str, Any], family: str, order: str) -> None:
    """Bring the names of a person into step, whole and in parts; ``order`` is empty where nobody said it."""
    name, family = said["name"], family or said["family"]
    family_first = order == _FAMILY_FIRST or (not order and not name.endswith(family) and leads(name, family))
    given, family = name_parts(name, said["given"], family, family_first=family_first)
    said["name"], said["given"], said["family"] = full_name(given, family, family_first=family_first), given, family
    said["name_order"] = _FAMILY_FIRST if family_first else _GIVEN_FIRST
    said["sort_name"] = sort_name(said["name"], given, family)


def _numbered(system: str, number: str) -> Row:
    return {"system": system, "external_id": number}
