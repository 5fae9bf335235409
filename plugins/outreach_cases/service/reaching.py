"""Tells how far the goals of a portfolio are, and whom to call."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from outreach_cases.formulas import goals as formulas
from outreach_cases.formulas.forecast import project
from outreach_cases.formulas.goals import ActiveCase, Share
from outreach_cases.formulas.reporting import Reporting, reporting
from outreach_cases.formulas.steps import gathered
from outreach_cases.formulas.stock_and_flow import Flow, flows
from outreach_cases.model.cases import Case
from outreach_cases.model.figures import levels_told
from outreach_cases.model.goals import Goals, LeftBehind, Quiet
from outreach_cases.model.levels import Level, Reason
from outreach_cases.model.openness import against_giving
from outreach_cases.model.settings import CasesSettings
from outreach_cases.queries import portfolio
from outreach_cases.service import feedback
from outreach_cases.service.gathering import Book, book
from outreach_crm.app import App
from outreach_crm.dates import read_past
from outreach_crm.text import term

_AHEAD = (12, 24)
_NO_CHOICE = frozenset({Reason.DIED, Reason.DUPLICATE})
"""Reasons that leave nobody behind: who died, and what is another case."""


def goals(app: App, on: date | None = None) -> Goals:
    """Return how far the goals of the portfolio are, seen from a day.

    Args:
        app: the App.
        on: the day; None: today.
    """
    return reached(app, book(app, on or app.clock.today()))


def reached(app: App, found: Book) -> Goals:
    """Return the same of what was read."""
    settings = app.settings.of("cases", CasesSettings)
    (year,) = counting(found, settings.goal_levels, [read_past("12m", found.on), found.on])
    forecast = project(year, settings.goal, level=levels_told(settings.goal_levels))
    active = [one for one in found.cases if one.level is Level.ACTIVE]
    known = _known(app, found.on, active)
    heard = formulas.liveliness(known, found.on, quiet_after=f"{settings.quiet_months}m")
    called = {one.id: one.called for one in active}
    return Goals(
        on=found.on,
        owner=term(settings.goal_owner),
        levels=settings.goal_levels,
        forecast=forecast,
        people=found.people(one for one in found.cases if one.level in settings.goal_levels),
        change=year.levels[levels_told(settings.goal_levels)],
        needed={months: forecast.progress.needed_per_month(months) for months in _AHEAD},
        active=len(active),
        open_to_groups=Share(sum(not any(against_giving(one)) for one in active), len(active)),
        goal_open=settings.goal_open,
        coverage=formulas.coverage(known),
        goal_covered=settings.goal_covered,
        poc=formulas.poc_share(known),
        with_news=heard.with_news,
        quiet_months=settings.quiet_months,
        quiet=tuple(
            Quiet(case_id=int(one.case), called=called[int(one.case)], country=one.country, since=one.updated_on)
            for one in heard.quiet
        ),
        left_behind=tuple(_left_behind(found.cases)),
        answering=feedback.figures(app, found.on),
        reporting=_reporting(app, found.on, settings.report_after),
        goal_reported=settings.goal_reported,
    )


def counting(found: Book, levels: Sequence[str], days: Sequence[date]) -> list[Flow]:
    """Return what came to the levels that count and left them, between each day and the next."""
    name = levels_told(levels)
    return flows(gathered(found.rows, levels, name), days, levels=[name], final=())


def _known(app: App, on: date, active: Sequence[Case]) -> list[ActiveCase]:
    news, held = portfolio.news(app.store, on), portfolio.holdings(app.store, on)
    return [
        ActiveCase(one.id, one.country, one.poc, *held.get(one.id, (0, False)), updated_on=news.get(one.id))
        for one in active
    ]


def _reporting(app: App, on: date, grace: int) -> Reporting:
    """Return how groups reported whose report was due in the last twelve months."""
    first = read_past("12m", on) + timedelta(days=1)
    return reporting(portfolio.owed(app.store, first, on), first, on, grace=grace)


def _left_behind(cases: Sequence[Case]) -> Iterator[LeftBehind]:
    """Yield where prisoners of conscience were left, though not freed, while others stayed."""
    known = [one for one in cases if one.poc and one.country]
    closed = [one for one in known if one.level is Level.CLOSED and not _is_settled(one.reason)]
    still = [one.country for one in known if one.level is not Level.CLOSED]
    reasons: dict[str, set[Reason]] = defaultdict(set)
    for one in closed:
        reasons[one.country].update([one.reason] if one.reason else [])
    for country, (left, there) in formulas.left_behind([one.country for one in closed], still).items():
        yield LeftBehind(country=country, closed=left, open=there, reasons=tuple(sorted(reasons[country])))


def _is_settled(reason: Reason | None) -> bool:
    return reason is not None and (reason.resolved or reason in _NO_CHOICE)
