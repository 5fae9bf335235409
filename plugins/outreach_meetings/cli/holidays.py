"""Command ``outreach meetings holidays``."""

from datetime import timedelta
from pathlib import Path

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option, dry_run_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.text import count
from outreach_meetings import service

_AHEAD = timedelta(days=366)


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@dry_run_option
@because_option
@json_option
@with_app
def holidays(app: App, file: Path | None, *, dry_run: bool, because: str) -> None:
    """Read the public holidays of FILE, a calendar (.ics) or a table of day and name (.csv); without it, list them."""
    if file is None:
        _list(app)
        return
    came = service.read_holidays(app, file, dry_run=dry_run, because=because)
    if output.wants_json():
        output.document(came)
        return
    told = count(came.named, "{file} names {n} holiday", "{file} names {n} holidays", file=came.file)
    output.say(f"{told}, {came.new} of them new{'; nothing was kept' * dry_run}.")


def _list(app: App) -> None:
    today = app.clock.today()
    found = service.holidays(app, today, today + _AHEAD)
    columns: dict[str, output.Column] = {"Day": lambda one: one["day"], "Holiday": lambda one: one["name"]}
    rows = [{"day": day, "name": str(name)} for day, name in found.items()]
    output.records(rows, columns, empty="No holiday is known of the coming year: outreach meetings holidays FILE.ics")
