"""Command ``ua replay``: what the log would have brought some sign-ups, and what of the rules held."""

from datetime import date, timedelta
from pathlib import Path

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.dates import read_date
from outreach_urgent_actions.model.replays import BROKEN, Replay, Replayed
from outreach_urgent_actions.service import candidates, replaying

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
# So many sign-ups are shown year by year; --json has all.
_SHOWN = 40


@click.command()
@click.option(
    "--from",
    "since",
    default="",
    metavar="MONTH",
    help="The first month, such as 1999-01; else that of the first of the log.",
)
@click.option("--to", "until", default="", metavar="MONTH", help="The last month; else that of the last of the log.")
@click.option("--sign-ups", "file", type=_FILE, default=None, help="A table of sign-ups; else five that come with it.")
@json_option
@with_app
def replay(app: App, since: str, until: str, file: Path | None) -> None:
    """Run the whole log against sign-ups, on a copy, to judge rules before they are used; nothing is written.

    The table has a column name, and any of sector, like, keywords, occupations, regions, unwanted (parted by |),
    at_most and at_least (1/month), language, from and until. It ends with 1 where a promise was broken.
    """
    today = app.clock.today()
    first = read_date(since, today) if since else None
    last = _end(until, today) if until else None
    who = candidates.read(app, file) if file else candidates.example(app)
    with output.progress("Replaying", replaying.size(app, since=first, until=last)) as progress:
        told = replaying.replay(app, who, since=first, until=last, progress=progress)
    output.record(told, lambda: _show(told))
    if any(told.broken.values()):
        raise click.exceptions.Exit(1)


def _end(text: str, today: date) -> date:
    """Return the last day of a month, or of a year, or a day."""
    day = read_date(text, today)
    if len(text.strip()) == len("2013"):
        return day.replace(month=12, day=31)
    if len(text.strip()) == len("2013-05"):
        return (day + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return day


def _show(told: Replay) -> None:
    output.title(f"{told.messages:,} messages, {told.first:,} of them first issues, {told.since} to {told.until}")
    years = range(told.since.year, told.until.year + 1)
    headings = ["First issues", *(str(year) for year in years), "All", "Follow-ups", "Held"]
    output.table(headings, [_row(one, years) for one in told.sign_ups[:_SHOWN]])
    if len(told.sign_ups) > _SHOWN:
        output.say(f"… and {len(told.sign_ups) - _SHOWN:,} more sign-ups; --json has all.")
    output.say()
    for alarm in told.alarms[:_SHOWN]:
        output.prose(f"{alarm.month}: {alarm.sentence}")
    output.prose(
        f"{told.ended:,} came about a case that had ended and {told.orphans:,} followed what nobody had got;"
        f" they went to nobody. {told.undated:,} have no day."
    )
    for promise, n in told.broken.items():
        output.say(f"{n:>6,}  {BROKEN[promise]}")


def _row(one: Replayed, years: range) -> list[object]:
    return [one.name, *(one.in_year(year) for year in years), one.first, one.followups, sum(one.held.values())]
