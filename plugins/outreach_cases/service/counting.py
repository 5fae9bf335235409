"""Counts the cases of a portfolio and their people: what stands at each level, and what came and went."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from outreach_cases.formulas.goals import concentration
from outreach_cases.formulas.individuals import by_count
from outreach_cases.formulas.stock_and_flow import LEVELS, ages, flow, per_year
from outreach_cases.model.cases import Case, Whom
from outreach_cases.model.levels import Level
from outreach_cases.model.portfolios import Doubled, LevelAge, Move, Portfolio, Row, Table, Year
from outreach_cases.service.gathering import Book, book
from outreach_crm.app import App
from outreach_crm.dates import check_span
from outreach_crm.text import say


def portfolio(app: App, first: date, last: date) -> Portfolio:
    """Return what stood at each level on the last day of a period, and what came and went in it (F13).

    Raises:
        InvalidInputError: the first day is after the last one.
    """
    check_span(first, last, say("The period"))
    return counted(book(app, last), first)


def counted(found: Book, first: date) -> Portfolio:
    """Return the same of what was read."""
    after = first - timedelta(days=1)
    whole = flow(found.rows, after, found.on)
    counts = by_count(found.heads)
    return Portfolio(
        first=first,
        until=found.on,
        levels=whole.levels,
        moves=tuple(Move(before=one, after=other, cases=many) for (one, other), many in whole.transitions.items()),
        people={name: found.people(one for one in found.cases if one.level == name) for name in LEVELS},
        people_levels={
            kind.value: flow(found.rows, after, found.on, counts=own).levels for kind, own in counts.items()
        },
        by_kind=_table(found, lambda one: one.whom, [one.value for one in Whom]),
        by_country=_table(found, lambda one: one.country),
        top=concentration(one.country for one in found.cases if one.level is Level.ACTIVE and one.country),
        ages={
            name: LevelAge(median_days=one.median, over_a_year=one.over_a_year)
            for name, one in ages(found.rows, found.on).items()
        },
        years=_years(found),
        doubled=tuple(Doubled(case_id=int(one.case), on=one.on, level=one.to) for one in found.twice),
    )


def _table(found: Book, of: Callable[[Case], str], names: Sequence[str] = ()) -> Table:
    """Return how many cases stand at each level, by something else; what has most of them first, unless named."""
    by_name: dict[str, list[Case]] = defaultdict(list)
    for one in found.cases:
        by_name[of(one)].append(one)
    order = [*names] or sorted(by_name, key=lambda name: (-len(by_name[name]), name))
    return Table(
        columns=LEVELS,
        rows=tuple(
            Row(
                name=name, cells=_at_levels(by_name[name]), total=len(by_name[name]), people=found.people(by_name[name])
            )
            for name in order
        ),
        totals=_at_levels(found.cases),
    )


def _at_levels(cases: Sequence[Case]) -> tuple[int, ...]:
    found = Counter(one.level.value for one in cases)
    return tuple(found[name] for name in LEVELS)


def _years(found: Book) -> tuple[Year, ...]:
    began: dict[int, int] = {}
    for one in found.rows:
        began.setdefault(int(one.case), one.on.year)
    new: dict[int, list[Case]] = defaultdict(list)
    for case in found.cases:
        new[began[case.id]].append(case)
    return tuple(
        Year(
            year=year,
            new=len(new[year]),
            new_people=found.people(new[year]),
            reopened=one.reopened,
            closed=one.levels[Level.CLOSED].entered,
            active=one.levels[Level.ACTIVE].end,
        )
        for year, one in per_year(found.rows, found.on).items()
    )
