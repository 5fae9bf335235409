"""Commands that list contacts: ``find`` and ``contacts list``."""

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.contacts import service
from outreach_crm.contacts.fields import read_country
from outreach_crm.contacts.model import Kind

FOUND = {
    "No.": lambda one: one.id,
    "Name": lambda one: one.name,
    "": lambda one: one.about,
    "Kind": lambda one: one.kind,
    "Country": lambda one: one.country,
    "Sectors": lambda one: ", ".join(one.sectors),
}


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", default=20, show_default=True, help="How many at most.")
@json_option
@with_app
def find(app: App, words: tuple[str, ...], limit: int) -> None:
    """Find contacts by the beginnings of their words; accents, case and order do not matter."""
    text = " ".join(words)
    output.records(service.find(app, text, limit), FOUND, empty=f"Nothing begins with {text!r}.")


@click.command("list")
@click.option("--kind", type=click.Choice([one.value for one in Kind]), help="Only this kind.")
@click.option("--country", default="", help="Only this country (name or two letters).")
@click.option("--sector", default="", help="Only this sector (its key).")
@click.option("--trash", is_flag=True, help="What is in the trash instead.")
@click.option("--limit", default=50, show_default=True, help="How many at most.")
@json_option
@with_app
def list_contacts(app: App, kind: str | None, country: str, sector: str, trash: bool, limit: int) -> None:
    """List contacts by name."""
    if trash:
        found = service.in_trash(app)
    else:
        found = service.list_contacts(
            app, kind=Kind(kind) if kind else None, country=read_country(country), sector=sector, limit=limit
        )
    empty = "The trash is empty." if trash else 'No contacts; add one: outreach contacts add "Ana Ruiz"'
    output.records(found, FOUND, empty=empty)
    if len(found) == limit and not trash:
        output.say(f"The first {limit}; more with --limit.")
