"""Commands that make a mailing: ``add`` and ``text``."""

import sys
from pathlib import Path
from typing import Any

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.dispatch import service
from outreach_crm.dispatch.model import Dispatch, Draft, Policy, Text
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.text import say

_FILE = click.Path(path_type=Path, dir_okay=False, allow_dash=True)
_SAYS = "A file: the subject, an empty line, the body; - reads what is piped."
_TEXT = click.option("--text", "file", metavar="FILE", type=_FILE, help=_SAYS)


@click.command()
@click.argument("name")
@click.option("--segment", metavar="SEGMENT", required=True, help="Who gets it: a saved segment.")
@click.option(
    "--purpose",
    metavar="KEY",
    default="mailings",
    show_default=True,
    help="For what; consents are given for a purpose.",
)
@click.option("--sector", metavar="SECTOR", default="", help="For the outreach to which sector.")
@_TEXT
@click.option("--subject", default="", help="The subject, where no file holds it.")
@click.option("--body", default="", help="The body, where no file holds it.")
@click.option("--language", metavar="LANGUAGE", default="", help="The language of the text; else the section's.")
@click.option("--channel", metavar="WAY", default="", help="By what it goes; else as [mailings] channel says.")
@click.option("--resend", is_flag=True, help="What is in doubt goes out a second time, once; else it waits for you.")
@because_option
@json_option
@with_app
def add(app: App, name: str, file: Path | None, subject: str, body: str, language: str, **given: Any) -> None:
    """Draft a mailing: add "Spring letter" --segment lawyers --text letter.txt; nothing leaves yet."""
    because, policy = given.pop("because"), Policy.RESEND if given.pop("resend") else Policy.HOLD
    given["channel"] = given["channel"] or service.usual_channel(app)
    said = read_text(file, subject, body, language or app.section.language)
    made = service.draft(app, Draft(name=name, texts=(said,), policy=policy, **given), because=because)
    output.record(made, lambda: output.say(f"Drafted: {made.id} {made.name}. See: outreach mailings preview {made.id}"))


@click.command()
@click.argument("mailing")
@_TEXT
@click.option("--subject", default="", help="The subject, where no file holds it.")
@click.option("--body", default="", help="The body, where no file holds it.")
@click.option(
    "--language",
    metavar="LANGUAGE",
    default="",
    help="The language of the text: es, pt-BR; else that of the first text.",
)
@click.option("--show", is_flag=True, help="Print the text as --text reads it: text spring --show > letter.txt.")
@because_option
@json_option
@with_app
def text(
    app: App, mailing: str, *, file: Path | None, subject: str, body: str, language: str, show: bool, because: str
) -> None:
    """Give a draft a better text, or one in one more language: text spring --language es --text carta.txt."""
    found = service.resolve(app, mailing)
    if show:
        _show(found, language)
        return
    said = read_text(file, subject, body, language or found.texts[0].language)
    done = service.set_text(app, found.id, said, because=because)
    told = ", ".join(one.language for one in done.texts)
    output.record(done, lambda: output.say(f"{done.name} has texts in: {told}."))


def _show(found: Dispatch, language: str) -> None:
    """Print one text of a mailing so that it can be edited and read again."""
    there = {one.language: one for one in found.texts}
    if language not in {"", *there}:
        raise NotFoundError(
            say(
                "{name} has no text in {language!r}; it has texts in: {names}.",
                name=found.name,
                language=language,
                names=", ".join(there),
            )
        )
    said = there[language or found.texts[0].language]
    output.record(said, lambda: output.say(f"{said.subject}\n\n{said.body}"))


def read_text(file: Path | None, subject: str, body: str, language: str) -> Text:
    """Return a text from a file, or from options; a subject given as an option leaves the whole file to the body.

    Raises:
        InvalidInputError: the file cannot be read, or nothing says what the text is.
    """
    if file is not None:
        written = _read(file)
        if not subject:
            subject, _, written = written.partition("\n")
            subject = subject.strip().removeprefix("Subject:")
        body = written
    if not subject.strip() or not body.strip():
        raise InvalidInputError(say("Give the text with --text FILE, or with --subject and --body."))
    return Text(language=language, subject=subject, body=body)


def _read(file: Path) -> str:
    try:
        data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as error:
        raise InvalidInputError(say("{file} cannot be read: {strerror}.", file=file, strerror=error.strerror)) from None
    except UnicodeDecodeError:
        raise InvalidInputError(say("{file} is not text in UTF-8; save it as UTF-8.", file=file)) from None
