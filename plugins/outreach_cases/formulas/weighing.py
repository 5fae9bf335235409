"""What makes one allocation better than another (formula F11): rules in their order, and the numbers that keep it.

Each rule counts something of which there shall be little. A rule weighs more than all that the rules after it can come
to, so that sums of whole numbers are compared as the rules are, one after the other.
"""

from collections.abc import Sequence
from math import prod

from attrs import astuple, fields, frozen

from outreach_cases.formulas.fitting import WORST, Case, Group

_WAITS = 3
UNPLACED = WORST + 1
"""What stands for the level of a group without a case: worse than the worst."""


@frozen(kw_only=True, order=True)
class Tally:
    """What an allocation comes to, in the order of the rules; the lower of two is the better.

    Args:
        unplaced: groups with room for a case that have none.
        shortfall: groups missing at cases that have fewer than their minimum.
        empty: further places of groups that stay empty, where a group takes on several cases.
        level4: places of groups at a case that meets none of their wishes.
        level3: at level 3.
        level2: at level 2.
        level1: at level 1.
        waiting_unplaced: credit of groups that stay without a case though they waited.
        waiting4: credit of groups at level 4.
        waiting3: at level 3.
        waiting2: at level 2.
        waiting1: at level 1.
    """

    unplaced: int = 0
    shortfall: int = 0
    empty: int = 0
    level4: int = 0
    level3: int = 0
    level2: int = 0
    level1: int = 0
    waiting_unplaced: int = 0
    waiting4: int = 0
    waiting3: int = 0
    waiting2: int = 0
    waiting1: int = 0

    def weight(self, weights: "Tally") -> int:
        """Return what it weighs where one of each thing weighs so much."""
        return sum(count * each for count, each in zip(astuple(self), astuple(weights), strict=True))


def weights(groups: Sequence[Group], cases: Sequence[Case]) -> Tally:
    """Return what one of each thing weighs, so that no rule is outvoted by those after it."""
    places = sum(group.places for group in groups)
    credit = sum(group.credit * group.places for group in groups)
    limits = [len(groups), sum(case.least for case in cases), places, *[places] * WORST, *[credit] * UNPLACED]
    return Tally(**{one.name: prod(limit + 1 for limit in limits[n + 1 :]) for n, one in enumerate(fields(Tally))})


def waited(credit: int, level: int) -> int:
    """Return the credit of a group for the next time: one more where it got none or little of what it asked for.

    Args:
        credit: what it had.
        level: of its case, or ``UNPLACED``; from level 3 on it waits for a better one.
    """
    return credit + 1 if level >= _WAITS else 0


def cost(group: Group, level: int, each: Tally) -> int:
    """Return what it weighs that a group gets a case of a level, or none (``UNPLACED``).

    Args:
        group: with its credit.
        level: from 0 to 4, or ``UNPLACED``.
        each: what one of each thing weighs.
    """
    rules = {
        1: (each.level1, each.waiting1),
        2: (each.level2, each.waiting2),
        3: (each.level3, each.waiting3),
        4: (each.level4, each.waiting4),
        UNPLACED: (each.unplaced, each.waiting_unplaced),
    }
    plain, waiting = rules.get(level, (0, 0))
    return plain + group.credit * waiting
