"""The command ``cases goals``: how far the goals are, what came and went, and how cases end."""

import click
from attrs import evolve

from outreach_cases import service
from outreach_cases.cli.feedback_reading import print_year
from outreach_cases.cli.telling import country, print_figures
from outreach_cases.model import figures
from outreach_cases.model.goals import Goals, Report
from outreach_cases.model.portfolios import Portfolio, Table
from outreach_cases.model.published import Published
from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import on_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.dates import read_past

_FEW = 20


@click.command()
@on_option("As of which day")
@click.option(
    "--year", metavar="YEAR", type=int, default=0, help="What came and went in a year; else in the last twelve months."
)
@click.option("--outside", is_flag=True, help="As it may be told outside the section: no small numbers, no names.")
@json_option
@with_app
def goals(app: App, on: str, year: int, *, outside: bool) -> None:
    """Tell how far the goals of the portfolio are, and what came and went: goals --year 2025 --outside."""
    day = read_past(on, app.clock.today()) if on else None
    if outside:
        told = service.published(app, day, year=year)
        output.record(told, lambda: _print_published(app, told))
    else:
        report = service.report(app, day, year=year)
        output.record(report, lambda: _print(app, report))


def _print(app: App, report: Report) -> None:
    output.title(f"Goals of the portfolio on {report.goals.on}")
    print_figures(figures.of_goals(report.goals))
    _print_flow(report.portfolio)
    _print_table("By whom they are about", "", report.portfolio.by_kind)
    _print_table("By country", "Country", _named(app, report.portfolio.by_country))
    print_figures(figures.of_portfolio(report.portfolio))
    _print_years(report.portfolio)
    _headed("How cases end")
    print_figures(figures.of_closures(report.closures))
    rows = [
        [
            one.reason,
            one.cases,
            "yes" if one.resolved else "",
            f"{100 * one.share:.0f} %" if report.closures.enough else "",
        ]
        for one in report.closures.reasons
    ]
    if rows:
        output.table(["Reason", "Cases", "Resolved", "Share that ends so" if report.closures.enough else ""], rows)
    if report.feedback:
        output.say()
        print_year(report.feedback)
    _print_people(app, report.goals)


def _headed(title: str) -> None:
    output.say()
    output.title(title)


def _print_flow(portfolio: Portfolio) -> None:
    _headed(f"From {portfolio.first} to {portfolio.until}")
    rows = [
        [
            name,
            one.start,
            one.new,
            one.moved,
            one.reopened,
            one.left,
            one.end,
            figures.people_told(portfolio.people[name]),
        ]
        for name, one in portfolio.levels.items()
    ]
    output.table(["Level", "At first", "New", "Moved in", "Reopened", "Left", "At last", "People at last"], rows)
    for one in portfolio.moves:
        output.say(f"From {one.before} to {one.after}: {one.cases}")


def _print_table(title: str, heading: str, table: Table | None) -> None:
    if table is None or not table.rows:
        return
    _headed(title)
    rows = [
        [one.name or "not known", *("…" if cell is None else cell for cell in one.cells), one.total,
         figures.people_told(one.people) if one.people else ""]
        for one in table.rows
    ]  # fmt: skip
    output.table([heading, *(name.capitalize() for name in table.columns), "All", ""], rows)


def _named(app: App, table: Table | None) -> Table | None:
    """Return a table of countries by their names."""
    return table and evolve(table, rows=tuple(evolve(one, name=country(app, one.name)) for one in table.rows))


def _print_years(portfolio: Portfolio) -> None:
    rows = [
        [one.year, one.new, figures.people_told(one.new_people), one.reopened, one.closed, one.active]
        for one in portfolio.years
    ]
    if rows:
        _headed("By year")
        output.table(["Year", "New", "People in them", "Reopened", "Closed", "Active at its end"], rows)


def _print_people(app: App, goals: Goals) -> None:
    if goals.quiet:
        _headed(f"Active cases without news for {goals.quiet_months} months")
        shown = goals.quiet[:_FEW]
        output.table(
            ["No.", "Case", "Country", "Last news"],
            [[one.case_id, one.called, country(app, one.country), one.since] for one in shown],
        )
        if len(goals.quiet) > _FEW:
            output.say(f"and {len(goals.quiet) - _FEW} more; --json has all of them.")
    if goals.left_behind:
        _headed("Where prisoners of conscience were left while others stayed")
        rows = [[country(app, one.country), one.closed, one.open, ", ".join(one.reasons)] for one in goals.left_behind]
        output.table(["Country", "Closed unresolved", "Stayed", "Why closed"], rows)


def _print_published(app: App, told: Published) -> None:
    output.title(f"Portfolio on {told.on}")
    print_figures(figures.of_published(told))
    lists = (
        ("By level", told.by_level),
        ("New by year", told.new),
        ("Closed by year", told.closed),
        ("Why", told.reasons),
        *figures.published_feedback(told.feedback),
    )
    for title, merged in lists:
        if lines := figures.lines(merged):
            _headed(title)
            output.table(["", "Cases"], lines)
    _print_table("By whom they are about", "", told.by_kind)
    _print_table("By country", "Country", _named(app, told.by_country))
    output.say()
    output.prose(f"Numbers below {told.least} stand with others in one; … is one that is not told.")
