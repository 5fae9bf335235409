"""Command ``outreach timeline``."""

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.contacts import service as contacts
from outreach_crm.timeline import service


@click.command()
@click.argument("who")
@json_option
@with_app
def timeline(app: App, who: str) -> None:
    """Show the whole history with a contact or a group, from all features."""
    columns = {
        "Day": lambda one: one.on,
        "What": lambda one: one.kind,
        "": lambda one: one.title + (f" -> {one.detail}" if one.detail else ""),
        "Who": lambda one: one.whose,
    }
    entries = service.history(app, contacts.resolve(app, who).id)
    output.records(entries, columns, empty='Nothing yet; write it down: outreach log WHO "called, ..."')
