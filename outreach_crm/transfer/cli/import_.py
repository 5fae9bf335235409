"""Command ``outreach import``: what a file of contacts holds."""

from pathlib import Path
from typing import Any

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.transfer import service
from outreach_crm.transfer.cli.opening import opened, reading_options, show_columns
from outreach_crm.transfer.service import Reading

_SHOWN = 20


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Tell what was read, and write nothing.")
@reading_options
@json_option
@with_app
def import_(app: App, file: Path, dry_run: bool, **given: Any) -> None:
    """Read contacts from CSV, a spreadsheet, vCards or JSON."""
    if not dry_run:
        raise click.UsageError("Give --dry-run: for now a file is read, and nothing of it is written.")
    reading = opened(app, file, given)
    if output.wants_json():
        output.document(service.document(reading))
    else:
        _print(reading)


def _print(reading: Reading) -> None:
    told = service.document(reading, limit=_SHOWN)
    if reading.columns:
        show_columns(reading.columns)
        output.say()
    columns = ["Line", "Name", "E-mail", "Telephone", "Organisation"]
    output.table(columns, [_row(one) for one in told["records"]])
    output.say()
    for problem in told["problems"][:_SHOWN]:
        output.say(problem)
    output.say("{records} records: {people} people, {organisations} organisations.".format_map(told["counts"]))
    output.say("{flagged} have something doubtful, {refused} cannot be taken in.".format_map(told["counts"]))


def _row(one: dict[str, Any]) -> list[Any]:
    return [one["line"], one["name"], ", ".join(one["emails"]), ", ".join(one["phones"]), one["organisation"]]
