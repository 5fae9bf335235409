"""Commands ``outreach sectors``."""

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import limit_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.sectors import service
from outreach_crm.sectors.model import Sector, Sectors


@click.group()
def sectors() -> None:
    """The sectors of society and what they can do."""


@sectors.command("list")
@json_option
@with_app
def list_sectors(app: App) -> None:
    """List the sectors."""
    columns = {
        "Key": lambda one: one.key,
        "Sector": lambda one: one.name,
        "Manual": lambda one: f"p. {one.manual_page}" if one.manual_page else "",
        "Bodies": lambda one: len(one.bodies),
        "Asks": lambda one: len(one.asks),
    }
    output.records(list(service.all_sectors(app)), columns, empty="No sectors; see [sectors] in outreach.toml.")


@sectors.command()
@click.argument("key", metavar="SECTOR")
@json_option
@with_app
def show(app: App, key: str) -> None:
    """Show a SECTOR (its key): whom to know there, what it can be asked, and the questions to think about."""
    found = service.get(app, key)
    output.record(found, lambda: _print(found, service.all_sectors(app)))


@sectors.command()
@click.argument("key", metavar="SECTOR")
@limit_option(None, otherwise="all")
@json_option
@with_app
def asks(app: App, key: str, limit: int | None) -> None:
    """List what a SECTOR (its key) can be asked to do: its own list first, then what holds for all."""
    known = service.all_sectors(app)
    found = known.asks_of(service.find(known, key))
    if output.wants_json():
        output.document(found[:limit])
        return
    for ask in found[:limit]:
        output.prose(f"- {ask.text}", indent="  ")
    if limit and limit < len(found):
        output.say(f"The first {limit} of {len(found)}; more with --limit.")


def _print(sector: Sector, known: Sectors) -> None:
    output.title(sector.name)
    output.prose(sector.about)
    output.say()
    output.prose(f"Organisations: {', '.join(sector.organisations)}", indent="  ")
    output.prose(f"Keywords watched: {', '.join(sector.keywords)}", indent="  ")
    _list("Roles worth knowing", [(role.title, role.note) for role in sector.roles])
    _list("International bodies", [(f"{one.acronym or one.name}", _body(one.name, one.web)) for one in sector.bodies])
    asks = [(ask.text, "our suggestion" if ask.suggested else "") for ask in known.asks_of(sector)]
    _list("What it can be asked to do", asks)
    for _, question, prompts in known.prompts_of(sector).groups():
        _list(question, [(prompt, "") for prompt in prompts])


def _body(name: str, web: str) -> str:
    return f"{name}, {web}" if web else name


def _list(heading: str, lines: list[tuple[str, str]]) -> None:
    if lines:
        output.say()
        output.title(heading)
        for text, note in lines:
            output.prose(f"  {text}" + (f" - {note}" if note else ""), indent="    ")
