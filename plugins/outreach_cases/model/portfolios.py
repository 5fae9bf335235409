"""What stands at each level of a portfolio, what came and went, in cases and in people, by country and by kind."""

from collections.abc import Mapping
from datetime import date

from attrs import frozen

from outreach_cases.formulas.goals import Share
from outreach_cases.formulas.individuals import Individuals
from outreach_cases.formulas.stock_and_flow import Level


@frozen(kw_only=True)
class Row:
    """A row of a table.

    Args:
        name: of what it tells: a country (ISO 3166), a level, a kind of case; empty where that is not known.
        cells: how many cases, by column; None: not told, for it could be worked out whom it is about.
        total: of all columns.
        people: how many people they stand for; None where that is not told.
    """

    name: str
    cells: tuple[int | None, ...]
    total: int
    people: Individuals | None = None


@frozen(kw_only=True)
class Table:
    """How many cases there are, of two ways.

    Args:
        columns: the names of the columns.
        rows: the rows.
        totals: of each column.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    totals: tuple[int, ...]


@frozen(kw_only=True)
class Move:
    """How many cases went from one level to another in a period; those that were reopened stand here, too."""

    before: str
    after: str
    cases: int


@frozen(kw_only=True)
class Year:
    """What happened in a year, the last one up to the day from which it is seen.

    Args:
        year: which one.
        new: cases of which it was the first.
        new_people: the people of these.
        reopened: cases that came back from the end.
        closed: closings; of a case that was reopened and closed again, each.
        active: cases that were active on its last day.
    """

    year: int
    new: int
    new_people: Individuals
    reopened: int
    closed: int
    active: int


@frozen(kw_only=True)
class Doubled:
    """A level that a case was given although it had it: what stood between was taken back.

    Args:
        case_id: the case.
        on: from which day on.
        level: the level.
    """

    case_id: int
    on: date
    level: str


@frozen(kw_only=True)
class LevelAge:
    """How long cases have been at a level: the middle one in days, and how many for more than twelve months."""

    median_days: float | None
    over_a_year: int


@frozen(kw_only=True)
class Portfolio:
    """What stands at each level, and what came and went in a period (F13).

    Args:
        first: the first day of the period.
        until: its last day.
        levels: by level, in cases; at each one end = start + entered - left.
        moves: from which level to which, in the period.
        people: for how many people the cases of each level stand on the last day.
        people_levels: what came and went in people, by how well their number is known; of an unknown number in cases.
        by_kind: a person, a group, a community, by level.
        by_country: by level, the countries with most cases first.
        top: how many of the active cases are in the five countries with most of them.
        ages: by level how many days half of the cases were there, and how many are for more than a year.
        years: since there are cases.
        doubled: levels that were given twice in a row; they count once.
    """

    first: date
    until: date
    levels: Mapping[str, Level]
    moves: tuple[Move, ...]
    people: Mapping[str, Individuals]
    people_levels: Mapping[str, Mapping[str, Level]]
    by_kind: Table
    by_country: Table
    top: Share
    ages: Mapping[str, LevelAge]
    years: tuple[Year, ...]
    doubled: tuple[Doubled, ...]
