"""Command ``outreach mailings newsletter``."""

from collections import Counter

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.dates import read_date
from outreach_crm.dispatch import service


@click.command()
@click.argument("sector")
@click.option("--since", metavar="DAY", default="", help="From which day on things are news; else the last 90 days.")
@click.option(
    "--segment", metavar="SEGMENT", default="", help="Who gets it: a saved segment; else everybody in the sector."
)
@click.option("--channel", metavar="WAY", default="", help="By what it goes; else as [mailings] channel says.")
@click.option("--name", default="", help="What it is called; else by sector and day.")
@because_option
@json_option
@with_app
def newsletter(app: App, sector: str, *, since: str, **given: str) -> None:
    """Draft a newsletter to a SECTOR of what is new for it: newsletter legal --since 2026-01-01; edit it, then send."""
    day = read_date(since, app.clock.today()) if since else None
    made = service.draft_newsletter(app, sector, since=day, **given)
    output.record(made, lambda: _print(made))


def _print(made: service.Newsletter) -> None:
    number = made.dispatch.id
    output.say(f"Drafted: {number} {made.dispatch.name}, to the segment {made.segment}.")
    counts = Counter(one.heading for one in made.items)
    output.prose(f"In it, since {made.since}: {', '.join(f'{heading} {n}' for heading, n in counts.items())}.")
    output.say(f"To edit it:  outreach mailings text {number} --show > newsletter.txt")
    output.say(f"             outreach mailings text {number} --text newsletter.txt")
    output.say(f"Who gets it: outreach mailings preview {number}")
