"""Series of published numbers: what may be compared with what, where the unit or the kind of a number changes."""

import math
import re
from collections.abc import Iterable
from itertools import groupby, pairwise

from attrs import field, frozen, validators

from outreach_crm.text import Sentence, Term, later, say, term


class Kind(Term):
    """What a number counts: what is there on a day, or what came within a year."""

    STOCK = "stock"
    FLOW = "flow"


@frozen(kw_only=True)
class Point:
    """One number of a series.

    Args:
        when: its year (1985) or month (2008-12).
        value: the number.
        unit: what is counted; numbers with the same words may be compared.
        kind: whether it is there on a day, or was made in a year.
        is_approximate: whether the source says it is about so many.
        source: where it is from.
        remark: what the source leaves open.
    """

    when: str = field(validator=validators.matches_re(r"\d{4}(-(0[1-9]|1[0-2]))?"))
    value: int
    unit: str
    kind: Kind
    is_approximate: bool = False
    source: str = ""
    remark: str = ""

    @property
    def year(self) -> int:
        """The year."""
        return int(self.when[:4])

    @property
    def years(self) -> float:
        """The time in years, from which to count what lies between two of them."""
        found = re.fullmatch(r"\d{4}-(\d\d)", self.when)
        return self.year + ((int(found[1]) - 1) / 12 if found else 0)

    @property
    def what(self) -> Sentence:
        """The unit with the kind, as it stands on an axis."""
        if self.kind is Kind.FLOW:
            return say("{unit}, new in the year (flow)", unit=term(self.unit))
        return say("{unit}, there on the day (stock)", unit=term(self.unit))


@frozen(kw_only=True)
class Break:
    """Two numbers, one after the other, that no line may join.

    Args:
        before: the numbers before it that are of one unit and kind.
        after: those after it.
    """

    before: tuple[Point, ...]
    after: tuple[Point, ...]

    @property
    def changes_kind(self) -> bool:
        """Whether one counts what was made and the other what was there."""
        return self.before[-1].kind is not self.after[0].kind

    @property
    def told(self) -> Sentence:
        """Why they must not be joined."""
        return _why(self.before[-1], self.after[0])


def _why(one: Point, other: Point) -> Sentence:
    values = {"one": one.when, "other": other.when, "first": term(one.unit), "second": term(other.unit)}
    if one.kind is other.kind:
        template = later("From {one} to {other} the unit changes from {first} to {second}, so no change can be told.")
    elif one.kind is Kind.FLOW:
        template = later("{one} is a number of {first} made in a year and {other} one of {second} there on a day.")
    else:
        template = later("{one} is a number of {first} there on a day and {other} one of {second} made in a year.")
    return say(template, **values)


def runs(points: Iterable[Point]) -> list[tuple[Point, ...]]:
    """Return the numbers in order of time, in runs of one unit and kind: only within a run a line may join them."""
    ordered = sorted(points, key=lambda one: one.years)
    return [tuple(run) for _, run in groupby(ordered, key=lambda one: (one.unit, one.kind))]


def breaks(points: Iterable[Point]) -> list[Break]:
    """Return where the unit or the kind changes, in order of time."""
    return [Break(before=before, after=after) for before, after in pairwise(runs(points))]


def change(one: Point, other: Point) -> float:
    """Return by how many per cent a number is another one than an earlier one.

    Raises:
        ValueError: they are of different units or kinds, or the earlier one is 0.
    """
    return 100 * (_quotient(one, other) - 1)


def annual_rate(one: Point, other: Point) -> float:
    """Return by how many per cent a number changed each year, had it been the same share every year.

    Raises:
        ValueError: as :func:`change`, or both are of the same time.
    """
    span = other.years - one.years
    if not span:
        raise ValueError(say("Both numbers are of {when}; give two times.", when=one.when))
    return 100 * (math.pow(_quotient(one, other), 1 / span) - 1)


def changes(points: Iterable[Point]) -> list[tuple[Point, Point, float]]:
    """Return the change in per cent from each number to the next of its run, and over a run of three or more."""
    found: list[tuple[Point, Point]] = []
    for run in runs(points):
        found += pairwise(run)
        found += [(run[0], run[-1])] if len(run) > 2 else []
    return [(one, other, change(one, other)) for one, other in found if one.value]


def _quotient(one: Point, other: Point) -> float:
    if (one.unit, one.kind) != (other.unit, other.kind):
        raise ValueError(_why(one, other))
    if not one.value:
        raise ValueError(say("{when} is 0, so there is no change in per cent.", when=one.when))
    return other.value / one.value
