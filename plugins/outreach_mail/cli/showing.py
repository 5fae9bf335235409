"""Command ``outreach mail show``."""

from pathlib import Path

import click

from outreach_crm.app import App
from outreach_crm.attachments.service import in_megabytes
from outreach_crm.cli import output
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.contacts import service as contacts
from outreach_crm.dispatch import service as dispatch
from outreach_crm.errors import InvalidInputError
from outreach_crm.text import say
from outreach_mail.composing.identities import NOBODY
from outreach_mail.model import Seen
from outreach_mail.service.previewing import CANNOT_BE_LEFT, look


@click.command()
@click.argument("mailing")
@click.option(
    "--as", "seen_as", default="", metavar="CONTACT", help="For whom it is written; else the first recipient."
)
@click.option("--source", is_flag=True, help="All of it as servers get it, instead of as it is read.")
@click.option("--html", type=click.Path(path_type=Path, dir_okay=False), help="Write its HTML into this file too.")
@json_option
@with_app
def show(app: App, mailing: str, seen_as: str, source: bool, html: Path | None) -> None:
    """Show a message of a MAILING as it would leave: headers and text; nothing is sent."""
    found = dispatch.resolve(app, mailing)
    seen = look(app, found.id, contacts.resolve(app, seen_as).id if seen_as else None)
    if html is not None:
        _write(html, seen)
    lines = seen.source.replace("\r\n", "\n")
    output.record(seen, lambda: output.say(lines) if source else _print(app, found.id, seen))


def _print(app: App, number: int, seen: Seen) -> None:
    for name, value in (("Envelope", f"{seen.sender} to {seen.recipient}"), *seen.headers):
        output.say(f"{name}: {value}")
    output.say()
    output.say(seen.text)
    told = f"{in_megabytes(seen.size)} in all"
    files = f"With it: {', '.join(seen.files)}. " if seen.files else ""
    output.say(f"{files}{told[0].upper()}{told[1:]}.")
    if NOBODY in seen.sender:
        output.prose('Who writes is not set: sender = "Section <office@…>" under [mail].')
    if not seen.can_be_left:
        output.prose(CANNOT_BE_LEFT)
    for sentence in dispatch.show(app, number, limit=1).ways_on:
        output.prose(sentence)


def _write(path: Path, seen: Seen) -> None:
    if not seen.html:
        raise InvalidInputError(say("Messages have no HTML here: [mail] html is off."))
    try:
        path.write_text(seen.html, "utf-8")
    except OSError as error:
        raise InvalidInputError(
            say("{path} cannot be written: {strerror}.", path=path, strerror=error.strerror)
        ) from None
    output.say(f"Its HTML stands in {path}.")
