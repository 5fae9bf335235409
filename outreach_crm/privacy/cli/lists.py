"""Commands ``outreach privacy bases``, ``purposes`` and ``log``."""

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import limit_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.contacts import service as contacts
from outreach_crm.dates import read_optional
from outreach_crm.privacy import service

_BASES: dict[str, output.Column] = {
    "Key": lambda one: one.key,
    "What it is": lambda one: one.title,
    "Law": lambda one: one.law,
    "Sectors": lambda one: "yes" if one.special else "no",
    "Needs": lambda one: ", ".join(one.needs),
}
_PURPOSES: dict[str, output.Column] = {
    "Key": lambda one: one.key,
    "What it is": lambda one: one.title,
    "Needs a basis": lambda one: "yes" if one.needs_basis else "no",
}
_LOG: dict[str, output.Column] = {
    "When (UTC)": lambda one: one.at.replace("T", " ").removesuffix("Z"),
    "Who": lambda one: one.by,
    "What": lambda one: one.what,
    "For": lambda one: one.purpose,
    "How many": lambda one: one.count,
    "Contact": lambda one: one.whom,
}


@click.command()
@json_option
@with_app
def bases(app: App) -> None:
    """List the bases on which contacts can be held; under Sectors, whether one covers special categories of data."""
    output.records(service.bases(app), _BASES, empty="There are no bases.")


@click.command()
@json_option
@with_app
def purposes(app: App) -> None:
    """List what contacts are turned to for, and whether a person must have a basis for it."""
    output.records(service.purposes(app), _PURPOSES, empty="There are no purposes.")


@click.command()
@click.option("--contact", "who", metavar="CONTACT", default="", help="Only what is about this contact.")
@click.option("--since", metavar="DAY", default="", help="Only since this day.")
@limit_option(100)
@json_option
@with_app
def log(app: App, who: str, since: str, limit: int) -> None:
    """Show who looked at or took out data of persons, newest first."""
    contact_id = contacts.resolve(app, who).id if who else None
    day = read_optional(since, app.clock.today())
    found = service.accesses(app, contact_id=contact_id, since=day, limit=limit)
    output.records(found, _LOG, empty="Nothing was looked at or taken out.")
