"""Command ``ua reports``: appeals counted by case, country, topic and so on."""

from datetime import date, timedelta

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.dates import read_past
from outreach_urgent_actions.model.responses import BY, Line, Report
from outreach_urgent_actions.service import reports as service

_WHOLE_MONTH = len("2025-02")


@click.command()
@click.option("--by", type=click.Choice([*BY]), default="case", show_default=True, help="By what they are counted.")
@click.option(
    "--from", "since", default="", metavar="DAY", help="From which day on; of a month, such as 2026-01, its first."
)
@click.option("--to", "until", default="", metavar="DAY", help="To which day; of a month, such as 2026-06, its last.")
@click.option("--names", is_flag=True, help="Supporters by name; else only how many wrote how much.")
@json_option
@with_app
def reports(app: App, by: str, since: str, until: str, names: bool) -> None:
    """Count the appeals of a time, in all and by how many supporters."""
    today = app.clock.today()
    first = read_past(since, today) if since else None
    told = service.report(app, by, since=first, until=_end(until, today) if until else None, names=names)
    output.record(told, lambda: _show(told))


def _end(text: str, today: date) -> date:
    day = read_past(text, today)
    if len(text.strip()) == _WHOLE_MONTH and text[:4].isdecimal():
        return (day + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return day


def _show(told: Report) -> None:
    headings = [told.by.capitalize(), "Appeals", "Letters", "E-mails", "Calls", "Other", "Supporters", "Nobody named"]
    rows = [_row(one) for one in told.lines]
    output.table(headings, [*rows, _row(told.whole, "All")])


def _row(one: Line, key: str = "") -> list[object]:
    figures = [one.total, one.letters, one.emails, one.calls, one.unsorted, one.supporters, one.unnamed]
    return [key or one.key or "(not said)", *figures]
