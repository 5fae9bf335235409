"""The command that lets accounts belong to a group."""

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.groups import service


@click.command("let-in")
@click.argument("group")
@click.argument("account")
@click.option("--no-longer", is_flag=True, help="Let it belong to the group no longer.")
@because_option
@json_option
@with_app
def let_in(app: App, group: str, account: str, no_longer: bool, because: str) -> None:
    """Let ACCOUNT belong to GROUP: who is here as a member sees the contacts of their own groups only."""
    found = service.resolve(app, group)
    done = service.let_out if no_longer else service.let_in
    done(app, found.contact_id, account, because=because)
    names = service.accounts_of(app, found.contact_id)
    told = f"Accounts of {found.name}: {', '.join(names)}." if names else f"No account belongs to {found.name}."
    output.record({"group": found.name, "accounts": names}, lambda: output.say(told))
