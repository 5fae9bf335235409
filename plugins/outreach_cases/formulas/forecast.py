"""When a goal will be reached if what comes and goes stays as it was: a day as a range."""

import math
from datetime import date, timedelta

from attrs import frozen

from outreach_cases.formulas.goals import Progress
from outreach_cases.formulas.stock_and_flow import Flow
from outreach_crm.text import Sentence, say

_FAR = 100 * 366
"""What is further away than so many days is not in sight."""


@frozen(kw_only=True)
class Projection:
    """When a goal will be reached if what comes and goes stays as it was.

    Args:
        progress: how far it is.
        net: what came in less what went out.
        days: in how many days that was.
        low: what that could be in the long run, at least.
        high: at most.
        confidence: of the interval from low to high, 0 to 1.
        on: the day from which it is seen.
        expected: the day at this pace; None: not within a hundred years, or never.
        earliest: at the highest pace.
        latest: at the lowest one.
    """

    progress: Progress
    net: int
    days: int
    low: float
    high: float
    confidence: float
    on: date
    expected: date | None
    earliest: date | None
    latest: date | None

    @property
    def how(self) -> Sentence:
        """How the range was found, to stand beside it."""
        return say(
            "{percent} % interval of what came in and went out in {days} days, each taken for a Poisson count "
            "(Garwood 1936; their difference after Zou & Donner 2008)",
            percent=f"{100 * self.confidence:g}",
            days=self.days,
        )

    @property
    def told(self) -> Sentence:
        """As people read it."""
        if self.progress.gap <= 0:
            return say("The goal is reached.")
        if self.earliest is None:
            return say("At the pace of the last period the goal is not in sight.")
        first = f"{self.earliest:%Y-%m}"
        if self.latest is None:
            return say("Not before {first}; at the pace of the last period perhaps never.", first=first)
        return say("Between {first} and {last}.", first=first, last=f"{self.latest:%Y-%m}")


def project(flow: Flow, target: int, *, level: str = "active", confidence: float = 0.95) -> Projection:
    """Return when there will be so many cases at a level, as a range.

    What comes in and what goes out are counted as two Poisson variables, each with its exact interval (Garwood 1936);
    the interval of their difference is built of both (method of variance estimates recovery, Zou & Donner 2008). The
    stock itself is a complete count and has no interval.

    Args:
        flow: what came and went, as a rule in the last twelve months; counted in cases, not in individuals.
        target: how many there are to be.
        level: the level that counts.
        confidence: of the range, above 0 and below 1.
    """
    counted = flow.levels[level]
    days = (flow.until - flow.after).days
    low, high = difference_interval(counted.entered, counted.left, confidence)
    progress = Progress(counted.end, target)
    expected, earliest, latest = (_reached(flow.until, progress.gap, net / days) for net in (counted.net, high, low))
    return Projection(
        progress=progress,
        net=counted.net,
        days=days,
        low=low,
        high=high,
        confidence=confidence,
        on=flow.until,
        expected=expected,
        earliest=earliest,
        latest=latest,
    )


def _reached(on: date, gap: float, per_day: float) -> date | None:
    if gap <= 0:
        return on
    days = gap / per_day if per_day > 0 else math.inf
    return on + timedelta(days=math.ceil(days)) if days <= _FAR else None


def difference_interval(entered: int, left: int, confidence: float) -> tuple[float, float]:
    """Return between what the long-run difference of two counts lies, each of them Poisson (Zou & Donner 2008).

    Args:
        entered: what came in.
        left: what went out.
        confidence: of the interval, above 0 and below 1.
    """
    least_in, most_in = poisson_interval(entered, confidence)
    least_out, most_out = poisson_interval(left, confidence)
    net = entered - left
    return net - math.hypot(entered - least_in, most_out - left), net + math.hypot(most_in - entered, left - least_out)


def poisson_interval(count: int, confidence: float) -> tuple[float, float]:
    """Return the exact interval of the mean of a Poisson count (Garwood 1936).

    Args:
        count: what was counted.
        confidence: of the interval, above 0 and below 1.

    Raises:
        ValueError: the confidence is no share, or the count is below 0.
    """
    if not 0 < confidence < 1 or count < 0:
        raise ValueError(say("An interval needs a count of 0 or more and a confidence between 0 and 1."))
    tail = (1 - confidence) / 2
    low = _mean_with(count - 1, 1 - tail) if count else 0.0
    return low, _mean_with(count, tail)


def _mean_with(count: int, chance: float) -> float:
    """Return the mean with which at most so many are counted with this chance, by halving."""
    low, high = 0.0, count + 10 + 10 * math.sqrt(count + 1) - math.log(chance)
    while high - low > 1e-10 * high:
        middle = (low + high) / 2
        if math.fsum(math.exp(k * math.log(middle) - middle - math.lgamma(k + 1)) for k in range(count + 1)) > chance:
            low = middle
        else:
            high = middle
    return (low + high) / 2
