"""How many people the cases stand for: known, estimated and unknown numbers, kept apart."""

from collections.abc import Iterable, Mapping

from attrs import field, frozen

from outreach_cases.formulas.stock_and_flow import Case
from outreach_crm.text import Term, say


class Counted(Term):
    """How well it is known how many people a case is about."""

    KNOWN = "known"
    ESTIMATED = "estimated"
    UNKNOWN = "unknown"


@frozen
class Headcount:
    """How many people a case is about: a person is one, known; a group or community may be estimated or unknown.

    Args:
        people: how many; None where nobody knows.
        counted: how well that is known.

    Raises:
        ValueError: there is a number although it is unknown, or none although it is known or estimated.
    """

    people: int | None = 1
    counted: Counted = field(default=Counted.KNOWN, converter=Counted)

    def __attrs_post_init__(self) -> None:
        fits = self.people is None if self.counted is Counted.UNKNOWN else self.people is not None and self.people > 0
        if not fits:
            raise ValueError(say("Give how many people there are, at least 1, or that their number is unknown."))


@frozen(kw_only=True)
class Individuals:
    """The people of some cases.

    Args:
        known: how many are known by number.
        estimated: how many more there are by estimates.
        counted_cases: cases with a number, known or estimated.
        unknown_cases: cases of which nobody knows how many people they are about.
    """

    known: int
    estimated: int
    counted_cases: int
    unknown_cases: int

    @property
    def cases(self) -> int:
        """How many cases there are."""
        return self.counted_cases + self.unknown_cases

    @property
    def per_case(self) -> float | None:
        """People by case, of those cases that have a number."""
        return (self.known + self.estimated) / self.counted_cases if self.counted_cases else None


def individuals(headcounts: Iterable[Headcount]) -> Individuals:
    """Return how many people some cases stand for.

    Args:
        headcounts: one of each case.
    """
    told = list(headcounts)
    sums = {kind: sum(one.people or 0 for one in told if one.counted is kind) for kind in Counted}
    unknown = sum(one.people is None for one in told)
    return Individuals(
        known=sums[Counted.KNOWN],
        estimated=sums[Counted.ESTIMATED],
        counted_cases=len(told) - unknown,
        unknown_cases=unknown,
    )


def by_count(headcounts: Mapping[Case, Headcount]) -> dict[Counted, dict[Case, int]]:
    """Return what each case counts for in a flow of individuals, for ``counts`` of :func:`stock_and_flow.flows`.

    There is one flow for each: of people known, of people estimated, and of cases with an unknown number of people.
    """
    return {
        kind: {case: one.people or 1 for case, one in headcounts.items() if one.counted is kind} for kind in Counted
    }
