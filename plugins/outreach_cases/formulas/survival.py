"""How long cases stay open, and how they end: open cases count with the time they have been open so far."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from statistics import median

from attrs import frozen

from outreach_cases.formulas.stock_and_flow import FINAL, Case, Transition
from outreach_crm.text import say

_CLOSE = 1e-9
"""Shares so near to each other are equal: they are products of many."""


@frozen
class Spell:
    """How long a case was open.

    Args:
        time: from its beginning until it was closed, or until now; in days, months or whatever all of them are in.
        reason: why it was closed; None: it is open still.
    """

    time: float
    reason: str | None = None


@frozen(kw_only=True)
class Step:
    """What happened at one time after the beginning.

    Args:
        time: when.
        at_risk: cases that were open just before.
        closed: cases closed then.
        survival: share that is open after it.
    """

    time: float
    at_risk: int
    closed: int
    survival: float


@frozen(kw_only=True)
class Survival:
    """Which share of cases is still open, by the time since each began.

    Args:
        steps: the times at which cases were closed.
    """

    steps: tuple[Step, ...]

    def until(self, share: float) -> float | None:
        """Return the first time at which no more than this share is open; None where it is not reached yet."""
        return next((step.time for step in self.steps if step.survival <= share + _CLOSE), None)

    @property
    def lower_quartile(self) -> float | None:
        """When a quarter was closed."""
        return self.until(0.75)

    @property
    def median(self) -> float | None:
        """When half of them were closed."""
        return self.until(0.5)

    @property
    def upper_quartile(self) -> float | None:
        """When three quarters were closed."""
        return self.until(0.25)


@frozen(kw_only=True)
class Incidence:
    """Which share of cases was closed for which reason, by the time since each began.

    At each time the shares of all reasons and that of the open cases sum to 1.

    Args:
        times: all at which a case was closed, or was seen open for the last time.
        at_risk: cases that were open just before.
        open_share: share that is open after each of them.
        closed: the share closed by then, by reason.
        counted: how many cases were closed by then, by reason.
    """

    times: tuple[float, ...]
    at_risk: tuple[int, ...]
    open_share: tuple[float, ...]
    closed: Mapping[str, tuple[float, ...]]
    counted: Mapping[str, tuple[int, ...]]


def survival(spells: Iterable[Spell]) -> Survival:
    """Return which share of cases is open after which time (Kaplan & Meier 1958).

    Who was closed at the time at which another was seen open for the last time was closed before.

    Raises:
        ValueError: a time is below 0.
    """
    steps, share = [], 1.0
    for time, at_risk, reasons in _times(spells):
        closed = reasons.total()
        if closed:
            share *= (at_risk - closed) / at_risk
            steps.append(Step(time=time, at_risk=at_risk, closed=closed, survival=share))
    return Survival(steps=tuple(steps))


def incidence(spells: Iterable[Spell]) -> Incidence:
    """Return which share of cases was closed for which reason by which time (Aalen & Johansen 1978).

    One reason is no competitor to be taken away: who was closed for another reason will not be closed for this one. So
    each reason has the share that was open before, times the share of those closed for it then.

    Raises:
        ValueError: a time is below 0.
    """
    known = list(spells)
    sums = {one.reason: 0.0 for one in known if one.reason is not None}
    closed: dict[str, list[float]] = {reason: [] for reason in sums}
    counted: dict[str, list[int]] = {reason: [] for reason in sums}
    so_far = Counter[str]()
    times, there, shares, share = [], [], [], 1.0
    for time, at_risk, reasons in _times(known):
        for reason, line in closed.items():
            sums[reason] += share * reasons[reason] / at_risk
            line.append(sums[reason])
        so_far.update(reasons)
        for reason, many in counted.items():
            many.append(so_far[reason])
        share *= (at_risk - reasons.total()) / at_risk
        times.append(time)
        there.append(at_risk)
        shares.append(share)
    return Incidence(
        times=tuple(times),
        at_risk=tuple(there),
        open_share=tuple(shares),
        closed={reason: tuple(line) for reason, line in closed.items()},
        counted={reason: tuple(many) for reason, many in counted.items()},
    )


def _times(spells: Iterable[Spell]) -> list[tuple[float, int, Counter[str]]]:
    """Return each time with the number of cases open before it, and how many were closed then, by reason."""
    known = sorted(spells, key=lambda one: one.time)
    if known and known[0].time < 0:
        raise ValueError(say("A case cannot be closed {days} before it began.", days=f"{-known[0].time:g}"))
    found: list[tuple[float, int, Counter[str]]] = []
    for place, one in enumerate(known):
        if not found or found[-1][0] != one.time:
            found.append((one.time, len(known) - place, Counter()))
        if one.reason is not None:
            found[-1][2][one.reason] += 1
    return found


def median_of_closed(spells: Iterable[Spell]) -> float | None:
    """Return the middle time of the closed cases alone, only to be shown beside the median that is right.

    It is too short: it forgets the cases that are open, and those are the long ones.
    """
    times = [one.time for one in spells if one.reason is not None]
    return median(times) if times else None


def spells(
    transitions: Sequence[Transition], on: date, *, begins: str = "active", final: Collection[str] = FINAL
) -> dict[Case, Spell]:
    """Return how many days each case was open, seen from a day: from when it first had a level until it was closed.

    A case that never had the level is left out. One that was reopened counts until it was closed the first time.

    Args:
        transitions: of all cases.
        on: the day up to which something is known.
        begins: the level with which it begins.
        final: the levels with which it ends; the reason is that of the transition, or the level where it has none.
    """
    began: dict[Case, date] = {}
    found: dict[Case, Spell] = {}
    for one in sorted(transitions, key=lambda row: row.on):
        if one.on > on or one.case in found:
            continue
        if one.to == begins:
            began.setdefault(one.case, one.on)
        elif one.to in final and one.case in began:
            found[one.case] = Spell((one.on - began[one.case]).days, one.reason or one.to)
    return {case: found.get(case) or Spell((on - day).days) for case, day in began.items()}
