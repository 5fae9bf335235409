"""Command ``mutuality answer``: drafts an answer, tells what to think of, and lets it leave."""

import sys
from pathlib import Path

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option, place_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.dispatch.service import Sent
from outreach_crm.timeline.model import EntryKind
from outreach_crm.written import read_text
from outreach_mutuality import service
from outreach_mutuality.cli import telling
from outreach_mutuality.model.requests import Request


@click.command()
@click.argument("request")
@click.option(
    "--text",
    "file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A file with the answer, in their language; else the draft.",
)
@click.option("--channel", default="", metavar="WAY", help="Send it, by this way: email, post, folder.")
@place_option
@click.option("--sent", type=click.Choice([one.value for one in EntryKind]), help="Somebody took it out, by this way.")
@because_option
@json_option
@with_app
def answer(
    app: App, request: str, *, file: Path | None, channel: str, place: str, sent: str | None, because: str
) -> None:
    """Draft the answer to a REQUEST, take another text for it, and let it leave: answer 3 --channel email.

    What was never looked at does not leave: it is drafted and shown first, or comes from a file.
    """
    if (channel and sent) or (place and not channel):
        raise click.UsageError(
            "Say --channel WAY to send it, with --to FOLDER perhaps, or --sent WAY once it has left."
        )
    found, run = service.resolve(app, request), None
    if file is not None or (service.written(app, found) is None and not channel):
        found = _write(app, found, file, because)
    if sent:
        found = service.answered(app, found.id, how=EntryKind(sent), because=because)
    if channel:
        folder = str(Path(place).expanduser().absolute()) if place else ""
        run = service.send(app, found.id, channel=channel, place=folder, because=because)
        found = service.get(app, found.id)
    shown = not (sent or channel)  # what leaves was looked at before
    output.record(service.written(app, found), lambda: _print(app, found, run, shown=shown))
    if run is not None and run.halted:
        raise click.exceptions.Exit(1)


def _write(app: App, found: Request, file: Path | None, because: str) -> Request:
    if file is None:
        language, text = service.draft(app, found)
    else:
        language, text = service.language_of(app, found), sys.stdin.read() if str(file) == "-" else read_text(file)
    service.write(app, found.id, text, language=language, because=because)
    return service.get(app, found.id)


def _print(app: App, found: Request, run: Sent | None, *, shown: bool) -> None:
    told = service.written(app, found)
    if told is None:
        return
    for paragraph in told.text.split("\n\n") if shown else ():
        output.prose(paragraph)
        output.say()
    for warning in service.warnings(app, found, told.text, told.language) if not told.sent_on else ():
        output.prose(f"Think of it: {warning}")
    if told.leaving is not None:
        output.prose(str(told.leaving.sentence))
        if told.leaving.command:
            output.say(f"To go on: {told.leaving.command}")
    for note in run.notes if run is not None else ():
        output.prose(note)
    if told.sent_on:
        output.say(f"It went out on {told.sent_on} by {told.sent_by}; the request is {found.state}.")
    elif told.leaving is None:
        telling.ways(app, found)
        output.say(f"Once somebody took it out: outreach mutuality answer {found.id} --sent letter")
