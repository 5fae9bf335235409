"""What is known of somebody, as far as it tells whether two contacts are one; and what a comparison answers."""

from collections.abc import Mapping

from attrs import field, frozen

from outreach_crm.contacts.model import Kind
from outreach_crm.text import say


@frozen(kw_only=True)
class Place:
    """A postal address in its parts, as written."""

    lines: str = ""
    postcode: str = ""
    town: str = ""
    region: str = ""
    country: str = ""


@frozen(kw_only=True)
class Facts:
    """Somebody who is in the book, or may be: whatever is not known is empty, nothing is checked.

    Args:
        id: the contact's number; 0 for somebody who is none yet.
        kind: only contacts of one kind are compared.
        name: the whole name; a person's ``given`` and ``family`` name where they are known apart.
        also: what it is also called, parted by commas.
        country: ISO 3166 alpha-2.
        emails: without labels.
        phones: in any writing.
        webs: web addresses.
        places: postal addresses.
        organisations: names of the organisations where a person has a role.
        fields: the section's own fields by key, such as a day of birth.
        ids: numbers in other systems, ``civicrm:4711``.
    """

    id: int = 0
    kind: Kind = Kind.PERSON
    name: str = ""
    given: str = ""
    family: str = ""
    also: str = ""
    country: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    webs: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    organisations: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(factory=dict)
    ids: tuple[str, ...] = ()

    @property
    def known(self) -> tuple[tuple[str, str], ...]:
        """What is known, as labels and texts for people, in one order."""
        places = (
            ", ".join(part for part in (*one.lines.splitlines(), f"{one.postcode} {one.town}".strip()) if part)
            for one in self.places
        )
        told = (
            (say("Name"), self.name),
            (say("Also"), self.also),
            (say("E-mail"), "; ".join(self.emails)),
            (say("Phone"), "; ".join(self.phones)),
            (say("Web"), "; ".join(self.webs)),
            (say("Post"), "; ".join(places)),
            (say("At"), "; ".join(self.organisations)),
            (say("Country"), self.country),
            *self.fields.items(),
            (say("Elsewhere"), "; ".join(self.ids)),
        )
        return tuple((label, text) for label, text in told if text)


@frozen(kw_only=True)
class Candidate:
    """A contact that may be the one somebody is about to add: how probably (0 to 1), and why, in sentences.

    ``signs`` are the reasons for programs, by their keys in ``evidence.toml``: ``email.same``, ``given.other``.
    """

    contact_id: int
    name: str
    score: float
    reasons: tuple[str, ...]
    signs: tuple[str, ...]

    @property
    def shares_address(self) -> bool:
        """Return whether both have one e-mail address or phone, be it a family's or an office's."""
        return not {"email.same", "phone.same"}.isdisjoint(self.signs)


@frozen(kw_only=True)
class Pair:
    """Two contacts that may be one: how probably (0 to 1), why, and what is known of both.

    ``reasons`` are all, the weightiest first; ``against`` those of them that speak against it.
    """

    score: float
    reasons: tuple[str, ...]
    against: tuple[str, ...] = ()
    one: Facts
    other: Facts
