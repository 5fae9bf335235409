"""Reads all that reports of a portfolio are made of, once."""

from collections.abc import Iterable, Mapping
from datetime import date

from attrs import frozen

from outreach_cases.formulas.individuals import Headcount, Individuals, individuals
from outreach_cases.formulas.steps import steps
from outreach_cases.formulas.stock_and_flow import Transition
from outreach_cases.model.cases import Case
from outreach_cases.queries import cases, portfolio
from outreach_cases.service.finding import Asked
from outreach_crm.app import App


@frozen(kw_only=True)
class Book:
    """The portfolio up to a day.

    Args:
        on: the day.
        rows: what gave a case another level, in the order of the days.
        twice: what gave a case the level that it had.
        cases: all that were cases then, as they were on that day.
        heads: how many people each of them is about.
    """

    on: date
    rows: tuple[Transition, ...]
    twice: tuple[Transition, ...]
    cases: tuple[Case, ...]
    heads: Mapping[str | int, Headcount]

    def people(self, cases: Iterable[Case]) -> Individuals:
        """Return for how many people some of the cases stand."""
        return individuals(self.heads[one.id] for one in cases)


def book(app: App, on: date) -> Book:
    """Return the portfolio up to a day, that day included."""
    found = steps(portfolio.levels(app.store, on))
    listed = cases.listed(app.store, Asked(), on.isoformat())
    heads: dict[str | int, Headcount] = {one.id: Headcount(one.people, one.counted) for one in listed}
    return Book(on=on, rows=found.taken, twice=found.twice, cases=tuple(listed), heads=heads)
