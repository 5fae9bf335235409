"""Commands ``outreach accounts`` and ``outreach circles``."""

import click

from outreach_crm.accounts import service
from outreach_crm.accounts.model import Circle
from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.session import json_option, with_app


@click.group()
def accounts() -> None:
    """Who works here: every change carries a name."""


@accounts.command("list")
@json_option
@with_app
def list_accounts(app: App) -> None:
    """List the accounts."""
    columns = {"Name": lambda one: one.name, "Retired": lambda one: one.retired_on}
    output.records(service.list_accounts(app), columns, empty="Nobody yet; the first change makes an account.")


@accounts.command("add")
@click.argument("name")
@json_option
@with_app
def add_account(app: App, name: str) -> None:
    """Make an account."""
    made = service.add_account(app, name)
    output.record(made, lambda: output.say(f"{made.name} has an account."))


@accounts.command("retire")
@click.argument("name")
@click.option("--because", default="", help="Why.")
@json_option
@with_app
def retire_account(app: App, name: str, because: str) -> None:
    """Mark an account as no longer in use."""
    retired = service.retire_account(app, name, because=because)
    output.record(retired, lambda: output.say(f"{retired.name} is retired; what it did keeps its name."))


@click.group()
def circles() -> None:
    """Circles: a contact in a circle is seen by its members only."""


@circles.command("list")
@json_option
@with_app
def list_circles(app: App) -> None:
    """List the circles and their members."""
    columns = {"Circle": lambda one: one.name, "Members": lambda one: ", ".join(one.members)}
    output.records(service.list_circles(app), columns, empty="No circles: everybody sees every contact.")


@circles.command("add")
@click.argument("name")
@json_option
@with_app
def add_circle(app: App, name: str) -> None:
    """Make a circle; you are its first member."""
    made = service.add_circle(app, name)
    output.record(made, lambda: output.say(f'Made. Next: outreach circles join "{made.name}" NAME'))


@circles.command("join")
@click.argument("circle")
@click.argument("account")
@json_option
@with_app
def join(app: App, circle: str, account: str) -> None:
    """Make ACCOUNT a member of CIRCLE; only its members may."""
    _members(service.join_circle(app, circle, account))


@circles.command("leave")
@click.argument("circle")
@click.argument("account")
@json_option
@with_app
def leave(app: App, circle: str, account: str) -> None:
    """End ACCOUNT's membership of CIRCLE; only its members may."""
    _members(service.leave_circle(app, circle, account))


def _members(circle: Circle) -> None:
    output.record(circle, lambda: output.say(f"Members of {circle.name}: {', '.join(circle.members)}."))
