"""Draws a portfolio: each picture with what stands above it, and what it says in words."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from attrs import evolve, frozen

from outreach_cases import plots
from outreach_cases.formulas.goals import Progress
from outreach_cases.formulas.series import Point
from outreach_cases.formulas.stock_and_flow import Flow, Transition, flows, month_ends
from outreach_cases.model.closures import Closures
from outreach_cases.model.figures import levels_told
from outreach_cases.model.goals import Report
from outreach_cases.reference import seed
from outreach_cases.service.finding import regions
from outreach_cases.service.gathering import Book
from outreach_cases.service.reaching import counting
from outreach_cases.service.summing_up import read
from outreach_crm.app import App
from outreach_crm.plots import Spec
from outreach_crm.text import Sentence, row, say, term

_BACK = timedelta(days=3 * 365)
"""How far back months and quarters are drawn."""
_QUARTER = 3


@frozen(kw_only=True)
class Picture:
    """A picture of a portfolio.

    Args:
        name: how it is asked for.
        title: what stands above it.
        words: what it says, for whoever does not see it.
        spec: what is drawn.
    """

    name: str
    title: Sentence
    words: Sentence
    spec: Spec


@frozen(kw_only=True)
class Illustrated:
    """A report with the pictures that there is something to draw of."""

    report: Report
    pictures: tuple[Picture, ...]


def illustrated(app: App, on: date | None = None, *, year: int = 0) -> Illustrated:
    """Return a report with its pictures; the arguments are those of :func:`service.report`.

    Raises:
        InvalidInputError: the day or the year has not come yet.
    """
    found, report = read(app, on, year=year)
    return Illustrated(report=report, pictures=(*_drawn(app, found, report), published_series()))


def _drawn(app: App, found: Book, report: Report) -> Iterator[Picture]:
    if not found.rows:
        return
    yield _active(found, report)
    renewal = _renewal(app, found)
    if renewal is not None:
        yield renewal
    if report.closures.reasons:
        yield _closing(report)


def _active(found: Book, report: Report) -> Picture:
    goals, months = report.goals, [*month_ends(found.on - _BACK, found.on)]
    name = levels_told(goals.levels)
    told = counting(found, goals.levels, months)
    ends = [one.levels[name].end for one in told]
    progress: Progress = goals.forecast.progress
    return Picture(
        name="active",
        title=say("How many there are, and the goal"),
        words=say(
            "Steps of how many cases stood at {levels} at the end of each month: {start} on {first}, {end} on {last}."
            " The goal is {target}. {forecast}",
            levels=name,
            start=ends[0],
            first=months[1].isoformat(),
            end=ends[-1],
            last=found.on.isoformat(),
            target=progress.target,
            forecast=goals.forecast.told,
        ),
        spec=plots.active(told, int(progress.target), level=name, forecast=goals.forecast),
    )


def _renewal(app: App, found: Book) -> Picture | None:
    """Return what was new in each quarter by region; None where nothing was."""
    places = regions(app, sorted({one.country for one in found.cases if one.country}))
    country = {one.id: one.country for one in found.cases}
    rows: dict[str, list[Transition]] = defaultdict(list)
    for one in found.rows:
        rows[places.get(country.get(int(one.case), ""), say("no region"))].append(one)
    days = [*month_ends(found.on - _BACK, found.on)][:-1][::-_QUARTER][::-1]
    quarters = [*(day for day in days if day < found.on), found.on]
    by_region = {name: flows(own, quarters) for name, own in sorted(rows.items())}
    new = {name: sum(map(_new, own)) for name, own in by_region.items()}
    if not any(new.values()):
        return None
    said = [say("{region}: {n}", region=name, n=many) for name, many in new.items() if many]
    return Picture(
        name="renewal",
        title=say("New cases in each quarter, by region"),
        words=say("Columns of the new cases of each quarter since {day}: {said}.", day=quarters[0].isoformat(),
                  said=row(said, "; ")),
        spec=plots.renewal({name: own for name, own in by_region.items() if new[name]}, say("Region")),
    )  # fmt: skip


def _new(flow: Flow) -> int:
    return sum(one.new for one in flow.levels.values())


def _closing(report: Report) -> Picture:
    found = report.closures.incidence
    named = evolve(
        found,
        closed={term(name): line for name, line in found.closed.items()},
        counted={term(name): many for name, many in found.counted.items()},
    )
    return Picture(
        name="closing",
        title=say("How cases end, by the days since they were first active"),
        words=_shares_told(report.closures) if report.closures.enough else _numbers_told(report.closures),
        spec=plots.closing(named, say("days")),
    )


def _shares_told(closures: Closures) -> Sentence:
    """Return what the lines of shares say at their end."""
    shares = {term(one.reason): one.share for one in closures.reasons}
    said = [say("{reason} {percent} %", reason=name, percent=f"{100 * share:.0f}") for name, share in shares.items()]
    return say(
        "Lines of the share of cases closed for each reason. At the end: {said}; still open {open} %.",
        said=row(said, "; "),
        open=f"{100 * closures.incidence.open_share[-1]:.0f}",
    )


def _numbers_told(closures: Closures) -> Sentence:
    """Return what the lines of numbers say at their end: of few cases nothing is told in per cent."""
    said = [say("{reason} {n}", reason=term(one.reason), n=one.cases) for one in closures.reasons]
    return say(
        "Lines of how many of {n} cases were closed for each reason; they are too few for per cent. At the end:"
        " {said}; still open {open}.",
        n=closures.cases,
        said=row(said, "; "),
        open=closures.open,
    )


def published_series() -> Picture:
    """Return the numbers of the resolution that asks for goals; lines join only what is of one unit and kind."""
    points = seed().cases
    return Picture(
        name="series",
        title=term(seed().title),
        words=say("{said}. Only numbers of one unit and kind are joined.", said=row(map(_point, points), "; ")),
        spec=plots.series(points),
    )


def _point(one: Point) -> Sentence:
    about = say("about {n}", n=one.value) if one.is_approximate else say("{n}", n=one.value)
    return say("{when}: {n} {what}", when=one.when, n=about, what=one.what)
