"""Commands ``outreach translators``."""

import click

from outreach_crm import App
from outreach_crm.cli import output
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.contacts import service as contacts
from outreach_translators import service


@click.group()
def translators() -> None:
    """Who translates for us."""


@translators.command("list")
@json_option
@with_app
def list_translators(app: App) -> None:
    """List translators by language."""
    columns = {
        "Language": lambda one: one.language,
        "Who": lambda one: one.name,
        "Confirmed": lambda one: one.confirmed_on,
    }
    output.records(service.list_translators(app), columns, empty="Nobody yet: outreach translators add WHO LANGUAGE")


@translators.command()
@click.argument("who")
@click.argument("language")
@with_app
def add(app: App, who: str, language: str) -> None:
    """Note that WHO translates into LANGUAGE; again, to confirm it as of today."""
    found = service.confirm(app, contacts.resolve(app, who).id, language)
    output.say(f"{found.name} translates into {found.language}, confirmed {found.confirmed_on}.")
