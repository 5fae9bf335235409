"""How well a case fits a group's wishes, and what forbids that the group is given it (formula F10).

One pair is looked at by ``fit``; ``CaseBook`` says the same of all cases at once, with cases as bits of a number.
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from typing import Any

from attrs import field, frozen, validators

from outreach_cases.formulas.flow import union
from outreach_crm.text import Term, say

WORST = 4
"""The level of a case that meets nothing of what a group wished for."""


def _names(given: Iterable[str]) -> frozenset[str]:
    return frozenset(given)


class Mark(StrEnum):
    """How much a group means it."""

    WISH = "wish"
    MUST = "must"
    RATHER_NOT = "rather not"


class Obstacle(Term):
    """Why a group cannot be given a case, whatever its wishes."""

    CLOSED = "not open to groups"
    LANGUAGE = "casefile in a language the group does not read"
    REFUSED = "refused by the group before"
    CONFLICT = "conflict of interest"
    OWN_COUNTRY = "the group's own country"
    MUST = "lacks what the group must have"
    RATHER_NOT = "what the group would rather not take on"


@frozen(kw_only=True)
class Wish:
    """What a group says of one facet of a case.

    Args:
        facet: such as region, gender, issue.
        values: any of these meets it.
        mark: how much it is meant; what is marked *rather not* keeps a case away and is no wish that could be met.
    """

    facet: str
    values: frozenset[str] = field(converter=_names)
    mark: Mark = Mark.WISH


def _wishes(given: Iterable[Wish]) -> tuple[Wish, ...]:
    return tuple(given)


@frozen(kw_only=True)
class Group:
    """A group that can take on cases.

    Args:
        id: what it is called; no two groups are called the same.
        wishes: what it says of the cases it would like.
        languages: in which it reads a casefile.
        refused: cases it said no to.
        conflicts: cases it must not work on.
        barred_countries: whose cases it takes no part in, such as its own where a section has that rule.
        places: how many cases it works on at most.
        credit: for how long it has waited for a better case; 0 where it did not.
        traits: what may be compared between groups: size, region.
    """

    id: str
    wishes: tuple[Wish, ...] = field(default=(), converter=_wishes)
    languages: frozenset[str] = field(default=frozenset(), converter=_names)
    refused: frozenset[str] = field(default=frozenset(), converter=_names)
    conflicts: frozenset[str] = field(default=frozenset(), converter=_names)
    barred_countries: frozenset[str] = field(default=frozenset(), converter=_names)
    places: int = field(default=1, validator=validators.ge(0))
    credit: int = field(default=0, validator=validators.ge(0))
    traits: Mapping[str, str] = field(factory=dict)

    def stated(self) -> list[Wish]:
        """Return the wishes a case can meet."""
        return [one for one in self.wishes if one.mark is not Mark.RATHER_NOT]


@frozen(kw_only=True)
class Case:
    """A case that groups can be given.

    Args:
        id: what it is called; no two cases are called the same.
        facets: what it is, by facet; a facet that is not known is left out.
        language: of its casefile; None where any group can read it.
        countries: it is about.
        open: whether groups may work on it: active, with consent, not kept from groups.
        least: so many groups should work on it.
        most: no more groups than that.
    """

    id: str
    facets: Mapping[str, frozenset[str]]
    language: str | None = None
    countries: frozenset[str] = field(default=frozenset(), converter=_names)
    open: bool = True
    least: int = field(default=1, validator=validators.ge(0))
    most: int = field(default=1, validator=validators.ge(0))

    @most.validator
    def _holds_the_least(self, _: object, most: int) -> None:
        if most < self.least:
            raise ValueError(
                say(
                    "Case {number} wants {least} groups and takes {most} at most.",
                    number=self.id,
                    least=self.least,
                    most=most,
                )
            )


@frozen(kw_only=True)
class Fit:
    """How a case and a group go together.

    Args:
        obstacles: why the group cannot be given it; none where it can.
        met: facets whose wish it meets.
        unmet: facets whose wish it does not meet.
    """

    obstacles: tuple[Obstacle, ...]
    met: tuple[str, ...]
    unmet: tuple[str, ...]

    @property
    def eligible(self) -> bool:
        """Whether the group can be given the case."""
        return not self.obstacles

    @property
    def share(self) -> Fraction:
        """The share of stated wishes that are met; 1 where none is stated."""
        stated = len(self.met) + len(self.unmet)
        return Fraction(len(self.met), stated) if stated else Fraction(1)

    @property
    def level(self) -> int:
        """From 0 (all wishes met) to 4 (none)."""
        return level(len(self.met), len(self.met) + len(self.unmet))


def level(met: int, stated: int) -> int:
    """Return the level of a share of wishes (F10): 0 all or none stated, 1 from 2/3, 2 from 1/2, 3 some, 4 none."""
    if met == stated:
        return 0
    if 3 * met >= 2 * stated:
        return 1
    if 2 * met >= stated:
        return 2
    return 3 if met else WORST


def fit(group: Group, case: Case) -> Fit:
    """Return how a case and a group go together."""
    met = [wish for wish in group.wishes if not wish.values.isdisjoint(case.facets.get(wish.facet, ()))]
    unmet = [wish for wish in group.wishes if wish not in met]
    against = {
        Obstacle.CLOSED: not case.open,
        Obstacle.LANGUAGE: case.language is not None and case.language not in group.languages,
        Obstacle.REFUSED: case.id in group.refused,
        Obstacle.CONFLICT: case.id in group.conflicts,
        Obstacle.OWN_COUNTRY: not group.barred_countries.isdisjoint(case.countries),
        Obstacle.MUST: any(wish.mark is Mark.MUST for wish in unmet),
        Obstacle.RATHER_NOT: any(wish.mark is Mark.RATHER_NOT for wish in met),
    }
    return Fit(
        obstacles=tuple(one for one, holds in against.items() if holds),
        met=tuple(wish.facet for wish in group.stated() if wish in met),
        unmet=tuple(wish.facet for wish in group.stated() if wish in unmet),
    )


class CaseBook:
    """All cases, by what a group may say of them.

    Args:
        cases: in an order of which each has its bit.
    """

    def __init__(self, cases: Sequence[Case]) -> None:
        self._all = (1 << len(cases)) - 1
        self._open = _bits(case.open for case in cases)
        self._number = {case.id: 1 << number for number, case in enumerate(cases)}
        self._facets: dict[tuple[str, str], int] = {}
        self._countries: dict[str, int] = {}
        self._languages: dict[str | None, int] = {None: 0}
        for case in cases:
            bit = self._number[case.id]
            _add(self._languages, [case.language], bit)
            _add(self._countries, case.countries, bit)
            _add(self._facets, [(facet, one) for facet, values in case.facets.items() for one in values], bit)

    def levels(self, group: Group) -> list[int]:
        """Return the cases a group can be given, as bits, by their level from 0 to 4."""
        eligible = self._open & self._readable(group) & ~self._forbidden(group)
        return [mask & eligible for mask in self.meeting(group)]

    def meeting(self, group: Group) -> list[int]:
        """Return all cases, as bits, by the level of the wishes they meet, also those the group cannot be given."""
        exactly = [self._all]
        for wish in group.stated():
            meets = self._meeting(wish)
            exactly = [a & ~meets | b & meets for a, b in zip([*exactly, 0], [0, *exactly], strict=True)]
        by_level = [0] * (WORST + 1)
        for met, mask in enumerate(exactly):
            by_level[level(met, len(exactly) - 1)] |= mask
        return by_level

    def _readable(self, group: Group) -> int:
        return self._languages[None] | union(self._languages.get(one, 0) for one in group.languages)

    def _forbidden(self, group: Group) -> int:
        named = union(self._number.get(one, 0) for one in group.refused | group.conflicts)
        unmet = union(self._all & ~self._meeting(one) for one in group.wishes if one.mark is Mark.MUST)
        unwanted = union(self._meeting(one) for one in group.wishes if one.mark is Mark.RATHER_NOT)
        return named | unmet | unwanted | union(self._countries.get(one, 0) for one in group.barred_countries)

    def _meeting(self, wish: Wish) -> int:
        return union(self._facets.get((wish.facet, one), 0) for one in wish.values)


def _bits(holds: Iterable[bool]) -> int:
    return sum(1 << number for number, one in enumerate(holds) if one)


def _add(masks: dict[Any, int], keys: Iterable[Any], bit: int) -> None:
    for key in keys:
        masks[key] = masks.get(key, 0) | bit
