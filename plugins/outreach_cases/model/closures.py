"""How long cases stay open, and how they end."""

from datetime import date

from attrs import frozen

from outreach_cases.formulas.goals import COUNTS_BELOW
from outreach_cases.formulas.survival import Incidence, Survival
from outreach_cases.model.levels import Reason


@frozen(kw_only=True)
class Closed:
    """How many cases ended for a reason.

    Args:
        reason: why.
        cases: how many.
        resolved: whether what the cases were about has ended well.
        share: the share of all cases that end so by the last day that is known, with open cases counted for what they
            are (Aalen & Johansen 1978).
    """

    reason: Reason
    cases: int
    resolved: bool
    share: float


@frozen(kw_only=True)
class Closures:
    """How long cases stay open from when they are first active, and how they end.

    Args:
        on: the day from which it is seen.
        cases: that were active once.
        open: of these, not closed so far.
        lower_quartile: after how many days a quarter was closed, open cases counted for what they are (Kaplan & Meier
            1958); None: not so far.
        median: half of them.
        upper_quartile: three quarters.
        median_of_closed: the middle of the closed ones alone; it is too short, for it forgets those that are open.
        reasons: why, the most frequent first.
        survival: the share that is open, step by step.
        incidence: the share closed for each reason, step by step.
    """

    on: date
    cases: int
    open: int
    lower_quartile: float | None
    median: float | None
    upper_quartile: float | None
    median_of_closed: float | None
    reasons: tuple[Closed, ...]
    survival: Survival
    incidence: Incidence

    @property
    def enough(self) -> bool:
        """Whether there are enough cases for shares to say something."""
        return self.cases >= COUNTS_BELOW
