"""Commands on the files of a mailing: ``attach`` and ``detach``."""

from pathlib import Path

import click

from outreach_crm.app import App
from outreach_crm.attachments.model import Attachment
from outreach_crm.attachments.service import in_megabytes, read
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.dispatch import service


@click.command()
@click.argument("mailing")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--language", metavar="LANGUAGE", default="", help="Only for those who get the text in this language.")
@because_option
@json_option
@with_app
def attach(app: App, mailing: str, file: Path, language: str, because: str) -> None:
    """Let a FILE go with each message of a draft: attach spring appeal.pdf --language es."""
    found = service.resolve(app, mailing)
    given = {"language": language, "because": because}
    there = service.attach(app, found.id, file.name, read(file), **given)
    output.record(there, lambda: output.say(f"{found.name} goes with: {listed(there)}."))


@click.command()
@click.argument("mailing")
@click.argument("name")
@because_option
@json_option
@with_app
def detach(app: App, mailing: str, name: str, because: str) -> None:
    """Take a file away from a draft by its NAME: detach spring appeal.pdf."""
    found = service.resolve(app, mailing)
    there = service.detach(app, found.id, name, because=because)
    output.record(there, lambda: output.say(f"{found.name} goes with: {listed(there) or 'no file'}."))


def listed(files: list[Attachment] | tuple[Attachment, ...]) -> str:
    """Return files in one line, each with its size and whom it is for."""
    return ", ".join(
        f"{one.name} ({in_megabytes(one.size)}{', ' if one.language else ''}{one.language})" for one in files
    )
