"""Commands that make paper: ``print``, ``labels``, ``pack`` and ``count``."""

from pathlib import Path
from typing import Any

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option, confirm_option, replace_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.model import Panel
from outreach_post.service.counting import Counted
from outreach_post.service.labelling import Labelled
from outreach_post.service.making import Printed
from outreach_post.service.packing import Packed

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("print")
@click.argument("mailing")
@json_option
@with_app
def print_(app: App, mailing: str) -> None:
    """Print what an approved mailing has for the post, or list its calls; run again, it goes on."""
    from outreach_post.service import making

    with output.progress("Printing", making.due(app, mailing)) as progress:
        made = making.print_mailing(app, mailing, progress=progress)
    output.record(made, lambda: _print_made(made))
    if made.halted:
        raise click.exceptions.Exit(1)


def _print_made(made: Printed) -> None:
    for job in made.jobs:
        output.say(f"Job {job.id}: {job.sheets} {job.kind} ({job.language}) in {job.file}")
    for sentence in made.told:
        output.say(sentence)
    output.panel(Panel(title="Not printed", columns=("Name", "Why"), rows=made.left_out))


@click.command()
@click.argument("whom", metavar="SEGMENT|MAILING")
@click.option("--to", "file", type=_FILE, required=True, help="The file: labels.pdf.")
@click.option(
    "--purpose",
    metavar="KEY",
    default="mailings",
    show_default=True,
    help="What for, of a segment: outreach privacy purposes lists it.",
)
@click.option("--sheet", metavar="SIZE", default="", help="L7160, L7163, 5160, or a size: 70x36, 3 x 8, margins 0/4.5.")
@click.option("--first", default=1, show_default=True, help="The first label that is not used up.")
@confirm_option
@replace_option
@because_option
@json_option
@with_app
def labels(app: App, whom: str, *, confirm_warnings: bool, because: str, **given: Any) -> None:
    """Make labels for those of a segment or mailing we may write to: labels lawyers --to labels.pdf."""
    from outreach_post.service.labelling import Wanted, make_labels

    made = make_labels(app, Wanted(whom=whom, confirmed=confirm_warnings, **given), because=because)
    output.record(made, lambda: _print_labels(made))


def _print_labels(made: Labelled) -> None:
    sheets = f"{made.sheets} sheet{'' if made.sheets == 1 else 's'}"
    output.say(f"{made.of}: {made.labels} label{'' if made.labels == 1 else 's'} on {sheets}: {made.file}")
    if made.next_label > 1:
        output.say(f"The last sheet is free from label {made.next_label} on: --first {made.next_label}")
    rows = tuple((one.n, one.sentence, ", ".join(one.names)) for one in made.left_out)
    output.panel(Panel(title="Left out", columns=("", "Why", "Such as"), rows=rows))


@click.command()
@click.argument("mailing")
@click.option("--for", "whom", required=True, metavar="GROUP|CONTACT", help="For whom: a group, or one person.")
@click.option("--to", "file", type=_FILE, required=True, help="The file: pack.pdf.")
@replace_option
@because_option
@json_option
@with_app
def pack(app: App, mailing: str, *, whom: str, file: Path, replace: bool, because: str) -> None:
    """Make a print pack: letter, how to write, letters to sign, labels: pack "UA 12/2026" --for Ana --to p.pdf."""
    from outreach_post.service.packing import make_pack

    made = make_pack(app, mailing, whom, file, replace=replace, because=because)
    output.record(made, lambda: _print_pack(made))


def _print_pack(made: Packed) -> None:
    pages = f"{made.pages} page{'' if made.pages == 1 else 's'}"
    output.say(f"{made.name}: {pages}, letters to sign: {made.letters}; {made.file}")
    for told in made.left_out:
        output.say(f"Without {told}.")


@click.command()
@click.argument("job", type=int)
@click.option("--note", default="", metavar="GROUP", help="Write the cost down for a group, under postage.")
@because_option
@json_option
@with_app
def count(app: App, job: int, *, note: str, because: str) -> None:
    """Count what a job costs to post, by zone and weight, with the rates of the settings."""
    from outreach_post.service.counting import postage

    made = postage(app, job, note=note, because=because)
    output.record(made, lambda: _print_count(made))


def _print_count(made: Counted) -> None:
    output.say(f"Job {made.job_id}, {made.dispatch}: letters {made.letters}, sheets {made.sheets}.")
    rows = [
        (one.zone, f"to {one.up_to_grams} g", one.letters, _money(one.each), _money(one.total)) for one in made.lines
    ]
    if rows:
        output.table(["Zone", "Weight", "Letters", "Each", "Total"], rows)
    if made.total is not None:
        output.say(f"In all: {_money(made.total)}")
    if any(one.each is None for one in made.lines):
        output.say("What has no rate gets one in the settings: [[post.rates]]")
    if made.noted:
        output.say(f"Noted for {made.noted}.")


def _money(amount: float | None) -> str:
    return "no rate" if amount is None else f"{amount:.2f}"
