"""The command ``cases import``: brings cases up to date from a list, with a preview."""

from collections.abc import Sequence
from pathlib import Path

import click

from outreach_cases import service
from outreach_cases.cli import telling
from outreach_cases.model.imports import FIELDS, Fate, Report
from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option, dry_run_option, encoding_option
from outreach_crm.cli.session import json_option, with_app


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@dry_run_option
@encoding_option
@because_option
@json_option
@with_app
def import_(app: App, file: Path, encoding: str, because: str, *, dry_run: bool) -> None:
    """Bring cases up to date from a list (CSV or a spreadsheet): import portfolio.xlsx --dry-run.

    A row is of the case with its reference, else its name; what it does not say stays, and another level is a further
    row. The same list twice changes nothing.
    """
    report = service.import_file(app, file, encoding=encoding, because=because, dry_run=dry_run)
    output.record(report, lambda: print_report(report, FIELDS, dry_run=dry_run))


def print_report(report: Report, fields: Sequence[str], *, dry_run: bool) -> None:
    """Print what became of a list, or would; ``fields`` are what its columns can be called."""
    rows = [[one.line, one.name, one.fate, one.in_a_row] for one in report.lines if one.fate is not Fate.SAME]
    if rows:
        output.table(["Line", "Name", "", "What"], rows)
    for line in report.lines:
        for caution in line.cautions:
            output.prose(f"Think of it, {line.name}: {caution}")
    if report.unread:
        output.prose(f"Not read: {', '.join(report.unread)}. A column can be called {', '.join(fields)}.")
    said = ", ".join(f"{n} {fate}" for fate, n in report.counts.items() if n) or "No rows"
    if dry_run:
        output.say(f"{said}. Nothing was written.")
    else:
        undo = f" ({telling.undone_by(report.change_id)})" if report.change_id else ""
        output.say(f"{said}{undo}.")
