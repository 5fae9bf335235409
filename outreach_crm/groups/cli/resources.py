"""Command ``outreach groups resources``: what a group may use in a year, used, and has left."""

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.groups import service
from outreach_crm.groups.fields import read_amounts

COLUMNS: dict[str, output.Column] = {
    "Year": lambda one: one.year,
    "Heading": lambda one: one.heading.label,
    "Planned": lambda one: f"{one.planned:g}",
    "Used": lambda one: f"{one.used:g}",
    "Left": lambda one: f"{one.remainder:g}",
}


@click.command()
@click.argument("group")
@click.option("--year", metavar="YEAR", type=int, help="Which year; where something is written, else this one.")
@click.option("--plan", multiple=True, metavar="HEADING=AMOUNT", help="What it may use in all.")
@click.option("--used", multiple=True, metavar="HEADING=AMOUNT", help="What it used in all.")
@click.option("--more", multiple=True, metavar="HEADING=AMOUNT", help="What it used in addition.")
@because_option
@json_option
@with_app
def resources(
    app: App,
    group: str,
    year: int | None,
    plan: tuple[str, ...],
    used: tuple[str, ...],
    more: tuple[str, ...],
    because: str,
) -> None:
    """Show what GROUP may use and used, or write it: resources "lawyers" --plan postage=120 --more postage=8.50.

    Headings: staff-hours, volunteer-hours (hours), telephone, meetings, copying, postage, newsletters, money.
    """
    where = service.resolve(app, group).contact_id
    if plan or used or more:
        amounts = {"planned": plan, "used": used, "more": more}
        read = {name: read_amounts(texts) for name, texts in amounts.items()}
        found = service.set_resources(app, where, year, **read, because=because)
    else:
        found = service.resources(app, where, year)
    empty = f"Nothing is planned; plan it: outreach groups resources {where} --plan staff-hours=40"
    output.records(found, COLUMNS, empty=empty)
