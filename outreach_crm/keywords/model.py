"""Schemes, concepts, labels and links of the thesaurus, the rules about them, and what is said of them.

The words follow SKOS (W3C 2009) where it has one: a concept has preferred, other and hidden labels; ``broader`` is
stated for neighbours only and becomes transitive in ``expansion``; ``related`` never expands anything.
"""

import re
from datetime import date
from enum import StrEnum
from typing import Self

from attrs import field, frozen, validators

from outreach_crm.model import Problem
from outreach_crm.text import fold, say

_GAP = re.compile(r"[\W_]+")


class Axis(StrEnum):
    """Which question a concept answers: several answers to one question widen a search, other questions narrow it."""

    WHAT = "what"
    WHO = "who"
    GENDER = "gender"
    WHERE = "where"


class Facet(StrEnum):
    """Which kind of thing a concept is."""

    CONCERN = "concern"
    VIOLATION = "violation"
    PERSON_OR_GROUP = "person-or-group"
    OCCUPATION = "occupation"
    GENDER = "gender"
    THEME = "theme"
    COUNTRY = "country"
    REGION = "region"

    @property
    def axis(self) -> Axis:
        """The question it answers; "torture" and "forced evictions" answer the same one, though facets differ."""
        return _AXES.get(self, Axis.WHAT)

    @property
    def label(self) -> str:
        """How people read it."""
        return _FACETS[self]


_AXES = {
    Facet.PERSON_OR_GROUP: Axis.WHO,
    Facet.OCCUPATION: Axis.WHO,
    Facet.GENDER: Axis.GENDER,
    Facet.COUNTRY: Axis.WHERE,
    Facet.REGION: Axis.WHERE,
}


_FACETS = {
    Facet.CONCERN: say("concern"),
    Facet.VIOLATION: say("violation"),
    Facet.PERSON_OR_GROUP: say("person or group"),
    Facet.OCCUPATION: say("occupation"),
    Facet.GENDER: say("gender"),
    Facet.THEME: say("theme"),
    Facet.COUNTRY: say("country"),
    Facet.REGION: say("region"),
}


class LabelKind(StrEnum):
    """How a label is used: shown, found and shown as a synonym, or only found (misspellings, old habits)."""

    PREFERRED = "preferred"
    SYNONYM = "synonym"
    HIDDEN = "hidden"


class LinkKind(StrEnum):
    """How a concept points to another: to a more general one, or to one worth looking at as well."""

    BROADER = "broader"
    RELATED = "related"


def key_of(text: str) -> str:
    """Return a key for a text: folded words joined by hyphens, ``"Unfair trials"`` becomes ``"unfair-trials"``."""
    return _GAP.sub("-", fold(text)).strip("-")


def _check_key(_record: object, attribute: object, value: str) -> None:
    if not value or value != key_of(value):
        raise ValueError(
            say("{value!r} is not a key: a key is written in small letters and digits joined by hyphens", value=value)
        )


@frozen(order=True)
class Address:
    """Where a concept stands: the key of its scheme and its own key, printed ``concerns:lawyers``."""

    scheme: str = field(validator=_check_key)
    key: str = field(validator=_check_key)

    def __str__(self) -> str:
        return f"{self.scheme}:{self.key}"

    @classmethod
    def parse(cls, text: str, *, scheme: str) -> Self:
        """Read ``scheme:key``, or a bare key that belongs to ``scheme``.

        Raises:
            ValueError: if a part is not a key.
        """
        before, colon, after = text.strip().partition(":")
        return cls(before, after) if colon else cls(scheme, before)


@frozen(order=True)
class Label:
    """A name of a concept in one language; language ``""`` is any language."""

    text: str = field(validator=validators.min_len(1))
    language: str = ""
    kind: LabelKind = LabelKind.PREFERRED


@frozen(order=True)
class Link:
    """A concept's pointer to another concept, in its own scheme or in another."""

    kind: LinkKind
    to: Address


@frozen(kw_only=True)
class Scheme:
    """A named list of concepts that stands beside other lists and is never mixed with them."""

    key: str = field(validator=_check_key)
    title: str = field(validator=validators.min_len(1))
    version: str = ""
    source: str = ""


def _check_period(concept: "Concept", _attribute: object, value: date | None) -> None:
    if value and concept.valid_from and value < concept.valid_from:
        raise ValueError(
            say("It ends on {value}, before it begins on {valid_from}", value=value, valid_from=concept.valid_from)
        )


@frozen(kw_only=True)
class Concept:
    """One meaning, whatever it is called: what a keyword stands for.

    ``codes`` are what standards call it, the first being the one we use (``("IR", "IRN", "364")``). ``valid_to`` is
    the last day on which it may be given to something new; what was given before keeps it.
    """

    address: Address
    facet: Facet | None = None
    definition: str = ""
    labels: tuple[Label, ...] = field(validator=validators.min_len(1))
    links: tuple[Link, ...] = ()
    codes: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = field(default=None, validator=_check_period)

    @property
    def broader(self) -> tuple[Address, ...]:
        """The concepts directly above."""
        return tuple(link.to for link in self.links if link.kind is LinkKind.BROADER)

    @property
    def related(self) -> tuple[Address, ...]:
        """The concepts worth looking at as well."""
        return tuple(link.to for link in self.links if link.kind is LinkKind.RELATED)

    def label(self, *languages: str) -> str:
        """Return the preferred label in the first of these languages that has one, else in English, else any."""
        preferred = [label for label in self.labels if label.kind is LabelKind.PREFERRED] or list(self.labels)
        for language in (*languages, "en", ""):
            for label in preferred:
                if label.language == language:
                    return label.text
        return preferred[0].text


@frozen(kw_only=True)
class SchemeFile:
    """What one file holds: a scheme and its concepts.

    ``below`` are (specific, general) pairs that the file states from the general end, of other schemes' concepts too.
    """

    scheme: Scheme
    concepts: tuple[Concept, ...] = ()
    below: tuple[tuple[Address, Address], ...] = ()

    @property
    def broader_pairs(self) -> tuple[tuple[Address, Address], ...]:
        """Every (specific, general) pair the file states."""
        stated = ((concept.address, general) for concept in self.concepts for general in concept.broader)
        return (*stated, *self.below)


@frozen(kw_only=True)
class Keyword:
    """A concept as the database holds it, with the label to show; dates are ISO 8601 text."""

    id: int
    scheme: str
    key: str
    label: str
    facet: str = ""
    definition: str = ""
    codes: tuple[str, ...] = ()
    valid_from: str | None = None
    valid_to: str | None = None

    @property
    def address(self) -> Address:
        """Where it stands: its scheme and key."""
        return Address(self.scheme, self.key)

    @property
    def kind(self) -> str:
        """Which kind of thing it is, as people read it; empty where nobody said."""
        return Facet(self.facet).label if self.facet else ""


@frozen(kw_only=True)
class Hit:
    """A keyword that was searched for, and the name by which it was found."""

    keyword: Keyword
    found_by: str


@frozen(kw_only=True)
class KeywordDetail:
    """A keyword with all its names and its neighbours."""

    keyword: Keyword
    labels: tuple[Label, ...]
    broader: tuple[Keyword, ...]
    narrower: tuple[Keyword, ...]
    related: tuple[Keyword, ...]


@frozen(kw_only=True)
class Expansion:
    """A more specific keyword, and the labels on the shortest way down to it, both ends included."""

    keyword: Keyword
    depth: int
    path: tuple[str, ...]


@frozen(kw_only=True)
class ImportCounts:
    """What an import does or would do.

    ``absent`` keywords are in the database and no longer in the file: they stay, since cases and contacts may have
    them.
    """

    schemes: int = 0
    read: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    absent: int = 0
    links_added: int = 0
    links_removed: int = 0


@frozen(kw_only=True)
class ImportReport:
    """What an import did, or would do if it was a rehearsal, and every row or link it could not use."""

    counts: ImportCounts
    problems: tuple[Problem, ...]
    dry_run: bool


@frozen(kw_only=True)
class Flaw:
    """Something about the schemes that somebody should look at; ``grave`` means that expansion is wrong meanwhile."""

    kind: str
    sentence: str
    grave: bool = False
    keywords: tuple[str, ...] = ()
