"""Sharing out scarce attention: which of those whom an issue fits are asked today (formula F16).

A limit is spent once. Where everybody who fits gets every issue until their limit, the first issues of a month take all
and the last ones find nobody. So each issue goes to as many as it needs, first to whom it is dearest and who have most
of their limit left, and while there is less attention than need every issue of the month gets its share of it.
"""

from collections.abc import Iterable, Sequence
from math import ceil

from attrs import frozen

STATED, GENERAL = 100, 30
"""How dear an issue is to whom it meets by what they asked for, and to whom by a sign-up for everything."""

# How much more than the average month still to come is reckoned with, so that the last issue finds somebody too.
_CAUTION = 1.25


@frozen(kw_only=True)
class Candidate:
    """Somebody whom an issue fits and whose limit is not reached.

    Args:
        id: of the sign-up; the last word between equals, so that the same month comes out the same twice.
        affinity: how dear the issue is to them.
        left: how many they may still get in this month.
        expected: how many more issues that fit them are expected in it.
        served: how many they have got in it.
        last_on: on which day (ISO 8601) they got the last one; empty for never.
        facets: how specific their wish is.
    """

    id: int
    affinity: float
    left: int
    expected: float
    served: int = 0
    last_on: str = ""
    facets: int = 0

    @property
    def priority(self) -> float:
        """How well this issue suits them now: more where it may be the only one, less where others will come."""
        return self.affinity * min(1.0, self.left / (self.expected + 1)) * (1 if self.served else 2)


def sends_needed(appeals: int, answering: float) -> int:
    """Return to how many an issue must go for so many appeals, where such a share of them answers."""
    return ceil(appeals / answering)


def share(left: int, needed: int, to_come: float) -> float:
    """Return which share of its need each issue may take now.

    Args:
        left: what all limits together still allow in this month.
        needed: how many each issue needs.
        to_come: how many issues are still expected in it, this one among them.
    """
    return min(1.0, left / (max(to_come * _CAUTION, 1) * needed)) if needed else 1.0


def best(candidates: Iterable[Candidate], wanted: int) -> list[int]:
    """Return who is asked: so many by priority, then the most specific, then who was served longest ago."""
    ordered = sorted(candidates, key=lambda one: (-one.priority, -one.facets, one.last_on, one.id))
    return [one.id for one in ordered[: max(wanted, 0)]]


@frozen(kw_only=True)
class Month:
    """A month as it was shared out: by issue who gets it, and how much of its need each issue got."""

    given: tuple[frozenset[int], ...]
    coverage: tuple[float, ...]
    affinity: float


def share_out(affinity: Sequence[Sequence[float]], limits: Sequence[int], needed: Sequence[int]) -> Month:
    """Share out the issues of a month, day by day as they arrive and once more at its end.

    Args:
        affinity: of each subscriber to each issue, in the order in which issues arrive; 0 where it does not fit.
        limits: how many each subscriber gets at most.
        needed: to how many each issue must go.
    """
    left = [*limits]
    given: list[set[int]] = [set() for _ in needed]
    for number, need in enumerate(needed):
        fitting = [who for who, row in enumerate(affinity) if row[number] > 0 and left[who] > 0]
        later = {who: sum(one > 0 for one in affinity[who][number + 1 :]) for who in fitting}
        candidates = [
            Candidate(
                id=who,
                affinity=affinity[who][number],
                left=left[who],
                expected=later[who],
                served=limits[who] - left[who],
            )
            for who in fitting
        ]
        quota = ceil(need * share(sum(left), _average(needed), len(needed) - number))
        for who in best(candidates, quota):
            given[number].add(who)
            left[who] -= 1
    _top_up(affinity, left, needed, given)
    coverage = tuple(min(1.0, len(who) / need) for who, need in zip(given, needed, strict=True))
    total = sum(affinity[who][number] for number, people in enumerate(given) for who in people)
    return Month(given=tuple(map(frozenset, given)), coverage=coverage, affinity=total)


def _average(needed: Sequence[int]) -> int:
    return ceil(sum(needed) / len(needed))


def _top_up(affinity: Sequence[Sequence[float]], left: list[int], needed: Sequence[int], given: list[set[int]]) -> None:
    """Give what is left at the end of the month: to the issue that is shortest, then to whom nothing came, then on."""
    while True:
        open_ = [
            (len(given[number]) / needed[number], any(who in one for one in given), -row[number], number, who)
            for who, row in enumerate(affinity)
            for number in range(len(needed))
            if left[who] > 0 and row[number] > 0 and who not in given[number]
        ]
        if not open_:
            return
        *_, number, who = min(open_)
        given[number].add(who)
        left[who] -= 1
