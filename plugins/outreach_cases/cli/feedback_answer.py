"""Command ``cases feedback answer``: writes the answer with its reasons, and lets it leave."""

import sys
from pathlib import Path

import click

from outreach_cases.cli.feedback_steps import print_step
from outreach_cases.model.feedback import Feedback, StepDraft
from outreach_cases.model.replies import ReplyDraft
from outreach_cases.service import feedback as service
from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option, on_option, place_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.dispatch.service import Sent
from outreach_crm.timeline.model import EntryKind
from outreach_crm.written import read_text


@click.command()
@click.argument("feedback")
@click.option(
    "--text",
    "file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A file with the whole answer; - reads it here.",
)
@click.option("--reasons", default="", help="The answer, where a line is enough.")
@click.option("--subject", default="", help="Its subject line.")
@click.option("--channel", default="", metavar="WAY", help="Send it, by this way: email, post, folder.")
@place_option
@click.option("--sent", type=click.Choice([one.value for one in EntryKind]), help="Somebody took it out, by this way.")
@on_option("When it was taken out")
@click.option("--by", default="", metavar="WHO", help="Who of us answered; else you.")
@because_option
@json_option
@with_app
def answer(app: App, feedback: str, *, channel: str, place: str, sent: str | None, on: str, **given: object) -> None:
    """Answer FEEDBACK with reasons: write it first, look at it, then answer 3 --channel email; or --sent letter."""
    if (channel and sent) or (place and not channel) or (on and not sent):
        raise click.UsageError(
            "Say --channel WAY to send it, with --to FOLDER perhaps, or --sent WAY once it has left."
        )
    found, because, run = service.resolve(app, feedback), str(given["because"]), None
    _write(app, found, given)
    if sent:
        draft = StepDraft(on=on, by=str(given["by"]))
        found = service.answered(app, found.id, draft, how=EntryKind(sent), because=because)
    if channel:
        folder = str(Path(place).expanduser().absolute()) if place else ""
        run = service.send(app, found.id, channel=channel, place=folder, because=because)
    now = service.get(app, found.id)
    output.record(now, lambda: _print(app, now, run))
    if run is not None and run.halted:
        raise click.exceptions.Exit(1)


def _write(app: App, found: Feedback, given: dict[str, object]) -> None:
    text, file = str(given["reasons"]), given["file"]
    if text and file:
        raise click.UsageError("Give the answer by --text FILE or by --reasons, not by both.")
    if isinstance(file, Path):
        text = sys.stdin.read() if str(file) == "-" else read_text(file)
    if text or file:
        draft = ReplyDraft(text=text, subject=str(given["subject"]))
        service.write(app, found.id, draft, because=str(given["because"]))


def _print(app: App, now: Feedback, run: Sent | None) -> None:
    for note in run.notes if run is not None else ():
        output.prose(note)
    written, going = service.reply(app, now), service.answers(app, now.id).under_way()
    if now.steps:
        print_step(now)
    elif going is not None:
        output.say(f"It is on its way by {going.channel}; see outreach mailings show {going.id}")
    elif written is not None:
        output.prose(written.text)
        for one in service.ways(app, now.id) if now.contact_id else ():
            command = f"outreach cases feedback answer {now.id} --channel {one.channel}"
            output.prose(f"{one.title}: {one.against or command}")
        output.say(f"Once somebody took it out: outreach cases feedback answer {now.id} --sent letter")
    else:
        output.say(f"Nothing is written yet: outreach cases feedback answer {now.id} --text FILE")
