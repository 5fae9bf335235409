"""Makes of a portfolio what may be told outside the section: small numbers stand with others in one.

Whoever holds one number against another shall not get a small one either. So cases that are closed are counted once,
and by year and reason only where their sum is told; there is no table of regions beside the one of countries, and
people are told in tens. Of a year its own feedback is told, and not how all there ever was came off beside it.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from outreach_cases.formulas.disclosure import LEAST, Crossed, Merged, crossed, merged
from outreach_cases.formulas.goals import Share
from outreach_cases.model.feedback import Contested, Outcome
from outreach_cases.model.feedback_year import YearOfFeedback
from outreach_cases.model.goals import Report
from outreach_cases.model.levels import Level
from outreach_cases.model.portfolios import Row, Table
from outreach_cases.model.published import Published, PublishedFeedback
from outreach_cases.service.gathering import Book
from outreach_cases.service.summing_up import read
from outreach_crm.app import App
from outreach_crm.text import term

OTHER = "other"
"""How rows and columns are called in which small ones stand together."""


def published(app: App, on: date | None = None, *, year: int = 0) -> Published:
    """Return the portfolio as it may be told outside the section.

    Args:
        app: the App.
        on: the day from which it is seen; None: today, or the last day of the year.
        year: as of the end of which year; 0: of the day.

    Raises:
        InvalidInputError: the day or the year has not come yet.
    """
    return _withheld(*read(app, on, year=year))


def _withheld(found: Book, report: Report) -> Published:
    """Return what may be told of a portfolio, as it was read, and of its report."""
    goals, portfolio = report.goals, report.portfolio
    by_level = merged({name: one.end for name, one in portfolio.levels.items()})
    is_told = set(goals.levels) <= {*by_level.told}
    closed = [one for one in found.cases if one.level is Level.CLOSED] if Level.CLOSED in by_level.told else None
    shares = Level.ACTIVE in by_level.told
    return Published(
        on=goals.on,
        least=LEAST,
        owner=goals.owner,
        levels=goals.levels,
        target=int(goals.forecast.progress.target),
        now=sum(by_level.told[name] for name in goals.levels) if is_told else None,
        about_people=round(goals.people.known + goals.people.estimated, -1) if is_told else None,
        by_level=by_level,
        by_kind=_table(portfolio.by_kind),
        by_country=_table(portfolio.by_country),
        new=merged({str(one.year): one.new for one in portfolio.years}),
        closed=None if closed is None else _merged(one.level_on[:4] for one in closed),
        reasons=None if closed is None else _merged(one.reason or "" for one in closed),
        poc=_share(goals.poc) if shares else None,
        with_group=_share(goals.coverage.with_group) if shares else None,
        with_news=_share(goals.with_news) if shares else None,
        reported=_share(goals.reporting.share),
        on_time=None if report.feedback else _share(Share(goals.answering.on_time, goals.answering.denominator)),
        feedback=_feedback(report.feedback) if report.feedback else None,
    )


def _feedback(year: YearOfFeedback) -> PublishedFeedback:
    """Return the feedback of a year in lists of one sum, each of which counts every piece once."""
    answers, appealed = year.answering, {one.value: year.outcomes.get(one, 0) for one in Outcome}
    return PublishedFeedback(
        year=year.year,
        on=year.on,
        by_decision=merged({one.value: sum(told.decision is one for told in year.told) for one in Contested}),
        answers=merged(
            {
                term("answered on time"): answers.on_time,
                term("answered late"): answers.late,
                term("overdue and open"): answers.overdue_open,
                term("not due yet"): answers.not_yet_due,
                term("withdrawn in time"): year.withdrawn,
            }
        ),
        appeals=merged(
            {term("not appealed"): year.came - year.appeals, term("appeal open"): year.appeals_open, **appealed}
        ),
    )


def _merged(names: Iterable[str]) -> Merged:
    counts = Counter(map(str, names))
    return merged({name: counts[name] for name in sorted(counts)})


def _share(share: Share) -> Share | None:
    """Return a share of which neither part is small."""
    return share if min(share.n, share.of - share.n) >= LEAST else None


def _table(table: Table) -> Table | None:
    """Return a table in which no small cell can be recomputed from the totals; None where one cell is all."""
    cells = {
        (row.name, column): many or 0
        for row in table.rows
        for column, many in zip(table.columns, row.cells, strict=True)
    }
    found = crossed(cells, OTHER)
    if max(len(found.rows), len(found.columns)) < 2:
        return None
    return Table(
        columns=found.columns,
        rows=tuple(_row(found, name) for name in found.rows),
        totals=tuple(found.column_totals[name] for name in found.columns),
    )


def _row(found: Crossed, name: str) -> Row:
    return Row(
        name=name, cells=tuple(found.cells[name, column] for column in found.columns), total=found.row_totals[name]
    )
