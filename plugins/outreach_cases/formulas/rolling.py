"""The cases that are offered to one group that asks for one (formula F12); a person confirms, or says why another."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from attrs import frozen

from outreach_cases.formulas.fitting import Case, Fit, Group, fit

OFFERED = 5
"""How many cases are offered at a time (F12)."""


@frozen(kw_only=True)
class Standing:
    """How a case stands today.

    Args:
        groups: how many groups work on it.
        idle: for how many days none does; 0 where one does.
    """

    groups: int = 0
    idle: int = 0


@frozen(kw_only=True)
class Offer:
    """A case that is offered to a group.

    Args:
        case: the case.
        fit: what it meets.
        standing: how it stands today.
    """

    case: Case
    fit: Fit
    standing: Standing

    @property
    def below(self) -> bool:
        """Whether fewer groups than its minimum work on it."""
        return self.standing.groups < self.case.least


def offers(
    group: Group,
    cases: Sequence[Case],
    standings: Mapping[str, Standing],
    *,
    held: Collection[str] = (),
    most: int = OFFERED,
) -> list[Offer]:
    """Return the best cases for a group that have room, best first.

    By level; then cases below their minimum; then those with the fewest groups; then those longest without one; then by
    name.

    Args:
        group: who asks; its number of places is not asked.
        cases: all cases.
        standings: by case; one that is not in it has no group.
        held: cases the group has already.
        most: how many.
    """
    possible = [case for case in cases if case.id not in held]
    found = [Offer(case=one, fit=fit(group, one), standing=standings.get(one.id, Standing())) for one in possible]
    return sorted((one for one in found if one.fit.eligible and one.standing.groups < one.case.most), key=_order)[:most]


def _order(offer: Offer) -> tuple[Any, ...]:
    standing = offer.standing
    return offer.fit.level, not offer.below, standing.groups, -standing.idle, offer.case.id
