"""F14: whether feedback on decisions is answered in time, where what is overdue and open counts as a failure."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from statistics import median, quantiles

from attrs import frozen

from outreach_crm.text import say

WITHIN = 30
"""In how many days feedback is to be answered, unless the section chooses otherwise."""


@frozen
class Feedback:
    """Something that was said of a decision and wants an answer.

    Args:
        received: when it came.
        answered: when it was answered; None: not yet.
        due: the day by which an answer was promised; None: as many days after it came as the section chooses.

    Raises:
        ValueError: it was answered before it came.
    """

    received: date
    answered: date | None = None
    due: date | None = None

    def __attrs_post_init__(self) -> None:
        if self.answered and self.answered < self.received:
            days = {"received": self.received.isoformat(), "answered": self.answered.isoformat()}
            raise ValueError(say("What came on {received} cannot have been answered on {answered}.", **days))


@frozen(kw_only=True)
class Answering:
    """How feedback was answered, seen from a day.

    Args:
        on_time: answered within the days; on the last of them is on time.
        late: answered later.
        overdue_open: not answered although the days are over.
        not_yet_due: not answered, and there is time left: neither success nor failure.
        days: how many each answer took, in the order given; None where there is none yet.
    """

    on_time: int
    late: int
    overdue_open: int
    not_yet_due: int
    days: tuple[int | None, ...]

    @property
    def denominator(self) -> int:
        """All whose time is over or who have their answer."""
        return self.on_time + self.late + self.overdue_open

    @property
    def rate(self) -> float | None:
        """The share answered on time; None of none."""
        return self.on_time / self.denominator if self.denominator else None

    @property
    def rate_of_answered(self) -> float | None:
        """The share on time of the answered alone, only to be shown beside the rate: it forgives what lies about."""
        answered = self.on_time + self.late
        return self.on_time / answered if answered else None

    @property
    def median_days(self) -> float | None:
        """The middle number of days of the answered."""
        return median(self._known) if self._known else None

    @property
    def ninetieth_days(self) -> float | None:
        """In how many days nine in ten were answered: linear between the answers (Hyndman & Fan 1996, type 7)."""
        known = self._known
        return quantiles(known, n=10, method="inclusive")[-1] if len(known) > 1 else known[0] if known else None

    @property
    def _known(self) -> Sequence[int]:
        return [one for one in self.days if one is not None]


def answering(feedback: Iterable[Feedback], on: date, *, within: int = WITHIN) -> Answering:
    """Return how feedback was answered (F14): on time / (all answered + open for longer than the days).

    Args:
        feedback: all there is. What came after the day is left out, and what was answered after it is open still.
        on: the day from which it is seen.
        within: in how many days what has no day of its own is to be answered.
    """
    tally = dict.fromkeys(("on_time", "late", "overdue_open", "not_yet_due"), 0)
    days: list[int | None] = []
    for one in feedback:
        answered = one.answered if one.answered and one.answered <= on else None
        took = ((answered or on) - one.received).days
        days.append(took if answered else None)
        if one.received <= on:
            in_time = (answered or on) <= (one.due or one.received + timedelta(within))
            tally[("on_time" if in_time else "late") if answered else "not_yet_due" if in_time else "overdue_open"] += 1
    return Answering(**tally, days=tuple(days))
