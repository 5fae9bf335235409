"""How many people the cases stand for: known, estimated and unknown numbers, kept apart."""

from collections.abc import Iterable, Mapping

from attrs import field, frozen

from outreach_cases.formulas.flows import Case
from outreach_crm.text import Term, say


class Certainty(Term):
    """How well the number of people in a case is known."""

    KNOWN = "known"
    ESTIMATED = "estimated"
    UNKNOWN = "unknown"


@frozen
class Headcount:
    """How many people a case is about: a person is one, known; a group or community may be estimated or unknown.

    Args:
        certainty: how well the number is known.
        number: how many; 0 where it is unknown.

    Raises:
        ValueError: a number is missing, or given although it is unknown.
    """

    certainty: Certainty = Certainty.KNOWN
    number: int = field(default=1)

    @number.validator
    def _fits(self, _: object, number: int) -> None:
        if (number > 0) == (self.certainty is Certainty.UNKNOWN):
            raise ValueError(say("Give how many people there are, at least 1, or that their number is unknown."))


@frozen(kw_only=True)
class Individuals:
    """The people of some cases.

    Args:
        known: how many are known by number.
        estimated: how many more there are by estimates.
        counted_cases: cases with a number, known or estimated.
        unknown_cases: cases with nobody knows how many.
    """

    known: int
    estimated: int
    counted_cases: int
    unknown_cases: int

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
    sums = {kind: sum(one.number for one in told if one.certainty is kind) for kind in Certainty}
    unknown = sum(one.certainty is Certainty.UNKNOWN for one in told)
    return Individuals(
        known=sums[Certainty.KNOWN],
        estimated=sums[Certainty.ESTIMATED],
        counted_cases=len(told) - unknown,
        unknown_cases=unknown,
    )


def by_certainty(headcounts: Mapping[Case, Headcount]) -> dict[Certainty, dict[Case, int]]:
    """Return what each case counts for in a flow of individuals, for ``counts`` of :func:`flows.flows`.

    There is one flow for each: of people known, of people estimated, and of cases with an unknown number of people.
    """
    return {
        kind: {case: one.number or 1 for case, one in headcounts.items() if one.certainty is kind} for kind in Certainty
    }
