"""Whether groups report on their cases once a year, where a report that is missing counts as none in time."""

from collections.abc import Iterable
from datetime import date, timedelta

from attrs import frozen

from outreach_cases.formulas.goals import Share


@frozen
class Owed:
    """A report that a group owed for its work on a case.

    Args:
        due: the day by which.
        handed: when it was handed in; None: not yet.
    """

    due: date
    handed: date | None = None


@frozen(kw_only=True)
class Reporting:
    """How groups reported, seen from a day.

    Args:
        in_time: reports that came by their day, or soon enough after it.
        late: reports that came later.
        missing: reports that did not come although the time is over.
        waited_for: reports that have not come, and there is time left: neither success nor failure.
    """

    in_time: int
    late: int
    missing: int
    waited_for: int

    @property
    def share(self) -> Share:
        """Those in time, of all whose time is over or that came."""
        return Share(self.in_time, self.in_time + self.late + self.missing)


def reporting(owed: Iterable[Owed], first: date, on: date, *, grace: int) -> Reporting:
    """Return how groups reported of which a report was due in a period.

    Args:
        owed: all reports that were owed. What was handed in after the period had not come in it.
        first: the first day of the period.
        on: its last day, from which it is seen.
        grace: so many days after its day a report still comes in time.
    """
    tally = dict.fromkeys(("in_time", "late", "missing", "waited_for"), 0)
    for one in owed:
        if first <= one.due <= on:
            handed = one.handed if one.handed and one.handed <= on else None
            in_time = (handed or on) <= one.due + timedelta(days=grace)
            tally[("in_time" if in_time else "late") if handed else "waited_for" if in_time else "missing"] += 1
    return Reporting(**tally)
