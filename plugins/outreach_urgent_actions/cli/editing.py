"""The command ``ua edit``: fields, keywords, texts and people of an Urgent Action."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option
from outreach_crm.cli.session import json_option, with_app
from outreach_urgent_actions.cli.fields import field_options
from outreach_urgent_actions.service import editing
from outreach_urgent_actions.service.editing import Edit


@click.command()
@click.argument("issue")
@click.option("--keyword", "add", multiple=True, metavar="KEYWORD", help="A keyword to be added.")
@click.option("--without", multiple=True, metavar="KEYWORD", help="A keyword to be taken away.")
@field_options
@click.option("--text", "texts", multiple=True, metavar="LANGUAGE=FILE", help="Its text in a language.")
@click.option("--title", "titles", multiple=True, metavar="LANGUAGE=TEXT", help="The subject of that text.")
@click.option("--no-text", multiple=True, metavar="LANGUAGE", help="A text to be taken away.")
@click.option(
    "--person",
    "people",
    metavar="NAME",
    multiple=True,
    help="Somebody named, as printed: Ana Ruiz (f), 34, nurse.",
)
@click.option("--without-person", multiple=True, metavar="NAME", help="Somebody not to be named.")
@because_option
@json_option
@with_app
def edit(
    app: App,
    issue: str,
    add: Sequence[str],
    without: Sequence[str],
    people: Sequence[str],
    without_person: Sequence[str],
    because: str,
    given: Mapping[str, str],
    **texts: Sequence[str],
) -> None:
    """Change an Urgent Action: UA 205/01 is the latest of its case, "UA 205/01 second update" that one."""
    changes = Edit(
        fields=given,
        add=tuple(add),
        without=tuple(without),
        texts=_texts(texts),
        people=tuple(people),
        without_people=tuple(without_person),
    )
    found = editing.edit(app, issue, changes, because=because)
    output.record(found, lambda: output.say(f"Changed number {found.id}: {found.subject}."))


def _texts(given: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, str]]:
    titles = dict(_pair(text, "--title") for text in given["titles"])
    found: dict[str, tuple[str, str]] = {}
    for language, place in (_pair(text, "--text") for text in given["texts"]):
        try:
            found[language] = (titles.get(language, ""), Path(place).read_text("utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise click.UsageError(f"{place} cannot be read as UTF-8 text: {error}.") from None
    return found | dict.fromkeys(given["no_text"], ("", ""))


def _pair(text: str, option: str) -> tuple[str, str]:
    language, sign, rest = text.partition("=")
    if not (language and sign and rest):
        raise click.UsageError(f"{option} {text!r} is not LANGUAGE=…, such as fr=feuille.txt.")
    return language.strip().lower(), rest.strip()
