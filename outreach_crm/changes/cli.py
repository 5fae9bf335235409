"""Command ``outreach undo``; ``outreach history`` stands with the contacts, whose names it understands."""

import click

from outreach_crm.app import App
from outreach_crm.changes import service
from outreach_crm.changes.model import UndoReport
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option
from outreach_crm.cli.session import json_option, with_app


@click.command()
@click.argument("change", type=int)
@because_option
@json_option
@with_app
def undo(app: App, change: int, because: str) -> None:
    """Take back CHANGE, a number from `outreach history`. Undoing an undo does it again."""
    report = service.undo(app, change, because=because)
    output.record(report, lambda: _print(report))


def _print(report: UndoReport) -> None:
    output.say(f"Taken back as change {report.change.id}; outreach undo {report.change.id} does it again.")
    if report.stayed:
        output.say("These were used since and stay as they are:")
        for record in report.stayed:
            output.say(f"  {record}")
