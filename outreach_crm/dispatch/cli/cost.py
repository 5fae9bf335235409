"""Command ``outreach mailings cost``."""

from collections.abc import Callable, Iterable
from typing import Any

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.dispatch import service
from outreach_crm.dispatch.model.costs import Cost
from outreach_crm.groups import service as groups
from outreach_crm.groups.model import Heading

_COLUMNS: dict[str, output.Column] = {
    "Group": lambda one: one.group,
    "Year": lambda one: one.year,
    "Heading": lambda one: one.heading.label,
    "Cost": lambda one: f"{one.amount:g}",
}


def _headings(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command an option for each heading of a group's resources."""
    for one in reversed(Heading):
        kind, said = click.FloatRange(min=0), f"What it cost: {one.label}."
        function = click.option(f"--{one}", metavar="AMOUNT", type=kind, help=said)(function)
    return function


@click.command()
@click.argument("mailing")
@click.option("--group", metavar="GROUP", default="", help="From whose resources; needed to write.")
@_headings
@because_option
@json_option
@with_app
def cost(app: App, mailing: str, group: str, because: str, **amounts: float | None) -> None:
    """Show what a MAILING cost, or write it: cost spring --group "Lawyers' Network" --postage 120; 0 takes it away.

    It is taken from the group's resources of the year, once, however often it is said.
    """
    found = service.resolve(app, mailing)
    given = {Heading(key.replace("_", "-")): amount for key, amount in amounts.items() if amount is not None}
    if given and not group:
        raise click.UsageError("Say from whose resources it is taken: --group.")
    if group:
        where = groups.resolve(app, group).contact_id
        costs = service.set_cost(app, found.id, where, given, because=because)
    else:
        costs = service.costs(app, found.id)
    output.records(costs, _COLUMNS, empty=f"Nothing is known of what {found.name} cost.")


def said(costs: Iterable[Cost]) -> str:
    """Return costs in words."""
    return ", ".join(f"{one.heading.label} {one.amount:g} ({one.group}, {one.year})" for one in costs)
