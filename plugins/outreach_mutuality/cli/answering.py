"""Command ``mutuality answer``: drafts an answer, tells what to think of, and says that it went out."""

import sys
from pathlib import Path

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.timeline.model import EntryKind
from outreach_crm.written import read_text
from outreach_mutuality import service
from outreach_mutuality.model.requests import Request


@click.command()
@click.argument("request")
@click.option("--text", "file", type=click.Path(path_type=Path), help="A file with the answer; else the draft.")
@click.option("--sent", type=click.Choice([one.value for one in EntryKind]), help="It went out, by this way.")
@click.option("--because", default="", help="Why this is written down.")
@json_option
@with_app
def answer(app: App, request: str, file: Path | None, sent: str | None, because: str) -> None:
    """Draft the answer to a REQUEST, take another text for it, and say when it went out: answer 3 --sent letter."""
    found = service.resolve(app, request)
    if file is not None or service.written(app, found) is None:
        found = _write(app, found, file, because)
    if sent:
        found = service.answered(app, found.id, how=EntryKind(sent), because=because)
    told = service.written(app, found)
    output.record(told, lambda: _print(app, found))


def _write(app: App, found: Request, file: Path | None, because: str) -> Request:
    language, text = service.draft(app, found)
    if file is not None:
        text = sys.stdin.read() if str(file) == "-" else read_text(file)
    service.write(app, found.id, text, language=language, because=because)
    return service.get(app, found.id)


def _print(app: App, found: Request) -> None:
    told = service.written(app, found)
    if told is None:
        return
    for paragraph in told.text.split("\n\n"):
        output.prose(paragraph)
        output.say()
    for warning in service.warnings(app, found, told.text):
        output.prose(f"Think of it: {warning}")
    if told.sent_on:
        output.say(f"It went out on {told.sent_on} by {told.sent_by}; the request is {found.state}.")
    else:
        output.say(f"Once it went out: outreach mutuality answer {found.id} --sent letter")
