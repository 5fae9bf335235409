"""Commands that list: ``find``, ``contacts list``, and what there is to say of a contact: ``fields`` and ``kinds``."""

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import limit_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.contacts import service
from outreach_crm.contacts.model import Kind
from outreach_crm.sectors import service as sectors

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
@limit_option(20)
@json_option
@with_app
def find(app: App, words: tuple[str, ...], limit: int) -> None:
    """Find contacts by the beginnings of their words; accents, case and order do not matter."""
    text = " ".join(words)
    found = service.find(app, text, limit)
    empty = f"Nobody has words that begin with {text!r}." if text.strip() else "Give the beginning of a name."
    output.records(found, FOUND, empty=empty)
    if len(found) == limit:
        output.say(f"The first {limit}; more with --limit, fewer with another letter.")


@click.command("list")
@click.option("--kind", type=click.Choice([one.value for one in Kind]), help="Only this kind.")
@click.option("--country", metavar="COUNTRY", default="", help="Only this country (name or two letters).")
@click.option("--sector", metavar="SECTOR", default="", help="Only this sector (its key).")
@click.option("--trash", is_flag=True, help="What is in the trash instead.")
@limit_option(50)
@json_option
@with_app
def list_contacts(app: App, kind: str | None, country: str, sector: str, trash: bool, limit: int) -> None:
    """List contacts by name."""
    found = service.list_contacts(
        app,
        kind=Kind(kind) if kind else None,
        country=service.read_country(country),
        sector=sectors.get(app, sector).key if sector else "",
        trashed=trash,
        limit=limit,
    )
    empty = 'No contacts yet; add one: outreach contacts add "Ana Ruiz"'
    if kind or country or sector:
        empty = "Nothing fits."
    elif trash:
        empty = "The trash is empty."
    output.records(found, FOUND, empty=empty)
    if len(found) == limit:
        output.say(f"The first {limit}; more with --limit.")


@click.command()
@json_option
@with_app
def fields(app: App) -> None:
    """List the fields the section has declared for itself, each with its kind and data class."""
    from outreach_crm.contacts.fields import FIELDS

    columns = {
        "Field": lambda one: one.key,
        "Reads": lambda one: one.title,
        "Kind": lambda one: one.kind,
        "Data class": lambda one: one.data_class,
    }
    empty = "No own fields; declare them in outreach.toml, under [[contacts.fields]]."
    output.records(service.own_fields(app), columns, empty=empty)
    output.prose(f"Set own fields with --field KEY=VALUE, and with --set FIELD=VALUE: {', '.join(FIELDS)}.")


@click.command()
@json_option
@with_app
def kinds(app: App) -> None:
    """List the kinds of relationship and how each reads from its two ends."""
    columns = {
        "Kind": lambda one: one.key,
        "Reads": lambda one: one.label,
        "From the other end": lambda one: one.inverse,
    }
    output.records(list(service.relation_kinds(app).values()), columns, empty="No kinds of relationship.")
