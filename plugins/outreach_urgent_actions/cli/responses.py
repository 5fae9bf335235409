"""Commands on what came back: ``ua appeals``, ``ua reply``, ``ua thanks``, ``ua outcome``, ``ua import-appeals``."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option, dry_run_option, encoding_option, on_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.dates import read_past
from outreach_urgent_actions.model.responses import OUTCOMES, RESULTS
from outreach_urgent_actions.service import appeal_files, responses

_NOTE = click.option("--note", default="", help="More of it.")
_PASSED_ON = click.option("--by", default="", metavar="CONTACT", help="Who passed it on to us.")
_COUNT = click.IntRange(min=0)
_SHOWN = 10


@click.command()
@click.argument("case")
@click.option("--letters", type=_COUNT, default=0, help="How many letters.")
@click.option("--emails", type=_COUNT, default=0, help="How many e-mails.")
@click.option("--calls", type=_COUNT, default=0, help="How many calls.")
@click.option("--other", "unsorted", type=_COUNT, default=0, help="How many of another or an unknown kind.")
@click.option("--by", default="", metavar="CONTACT", help="The person, organisation or group that sent them.")
@click.option("--meeting", default="", help="The meeting or stall at which they were written.")
@on_option(name="day")
@_NOTE
@because_option
@json_option
@with_app
def appeals(app: App, case: str, day: str, because: str, **given: Any) -> None:
    """Write down appeals that were sent: appeals "UA 205/01" --letters 12 --by "Group 7"."""
    made = responses.log_appeals(app, case, responses.Appeals(on=_day(app, day), **given), because=because)
    by = made.contact or made.sender
    total = made.letters + made.emails + made.calls + made.unsorted
    told = f"{made.case}: {total:,} appeal{'' if total == 1 else 's'}{f' by {by}' if by else ''}, {made.on_date}."
    output.record(made, lambda: output.say(told))


@click.command()
@click.argument("case")
@click.option("--from", "sender", metavar="WHO", required=True, help="Who replied: the office or authority.")
@click.option("--result", type=click.Choice([*RESULTS]), required=True, help="What the reply comes to.")
@_PASSED_ON
@on_option(name="day")
@_NOTE
@because_option
@json_option
@with_app
def reply(app: App, case: str, day: str, **given: Any) -> None:
    """Write down the reply of an authority."""
    made = responses.log_reply(app, case, on=_day(app, day), **given)
    output.record(made, lambda: output.say(f"{made.case}: {made.sender}: {RESULTS[made.result]}, {made.on_date}."))


@click.command()
@click.argument("case")
@click.option("--from", "sender", metavar="WHO", required=True, help="Whose thanks: the person, the family, a lawyer.")
@_PASSED_ON
@on_option(name="day")
@_NOTE
@because_option
@json_option
@with_app
def thanks(app: App, case: str, day: str, **given: Any) -> None:
    """Write down thanks, to be passed on to those who wrote."""
    made = responses.log_thanks(app, case, on=_day(app, day), **given)
    output.record(made, lambda: output.say(f"{made.case}: thanks of {made.sender}, {made.on_date}."))


@click.command()
@click.argument("case")
@click.argument("name")
@click.option("--is", "result", type=click.Choice([*OUTCOMES]), required=True, help="What became of them.")
@click.option("--add", is_flag=True, help="Add a person whom the case does not name yet.")
@on_option(name="day")
@_NOTE
@because_option
@json_option
@with_app
def outcome(app: App, case: str, name: str, result: str, day: str, **given: Any) -> None:
    """Write down what became of somebody a case is about; of several each has their own outcome."""
    made = responses.set_outcome(app, case, name, outcome=result, on=_day(app, day), **given)
    output.record(made, lambda: output.say(f"{made.name}: {OUTCOMES[made.outcome]}, {made.outcome_on}."))


@click.command("import-appeals")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--source", default="appeals", show_default=True, help="Of which list it is an edition.")
@encoding_option
@dry_run_option
@because_option
@json_option
@with_app
def import_appeals(app: App, file: Path, dry_run: bool, **given: Any) -> None:
    """Take appeals in that were reported elsewhere, from CSV or a spreadsheet.

    The same file again writes nothing; a later edition of the same list puts its figures right.
    """
    with output.progress(f"Importing {file.name}") as progress:
        told = appeal_files.import_appeals(app, file, dry_run=dry_run, progress=progress, **given)
    output.record(told, lambda: _tell(told))


def _tell(told: appeal_files.AppealsReport) -> None:
    for one in told.problems[:_SHOWN]:
        output.prose(f"line {one.line}: {one.sentence}")
    if len(told.problems) > _SHOWN:
        output.say(f"… and {len(told.problems) - _SHOWN:,} more; --json names each.")
    counts = told.counts
    said = f"{counts['rows']:,} rows, {counts['appeals']:,} appeals: {counts['new']:,} new, {counts['known']:,} known"
    said += f", {counts['put_right']:,} put right, {counts['refused']:,} not taken in"
    undo = f" outreach undo {told.change_id} takes them back." if told.change_id else " Nothing was written."
    output.say(f"{said}.{undo}")


def _day(app: App, text: str) -> date | None:
    return read_past(text, app.clock.today()) if text else None
