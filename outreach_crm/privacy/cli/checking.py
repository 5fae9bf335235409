"""Command ``outreach privacy check``."""

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.contacts import service as contacts
from outreach_crm.privacy import service
from outreach_crm.privacy.model import Clearance


@click.command()
@click.argument("who")
@click.option("--purpose", metavar="KEY", required=True, help="What for: outreach privacy purposes lists it.")
@click.option("--channel", metavar="WAY", default="", help="By which way: email, phone, post.")
@click.option("--sector", metavar="SECTOR", default="", help="For which sector they are turned to.")
@click.option("--signed-up", is_flag=True, help="They signed up for it: no warnings.")
@json_option
@with_app
@click.pass_context
def check(ctx: click.Context, app: App, who: str, purpose: str, channel: str, sector: str, signed_up: bool) -> None:
    """Say whether we may turn to WHO for a purpose; the exit code is 1 when something blocks.

    A warning does not block: whoever sends to a list confirms its warnings once.
    """
    found = service.check(app, contacts.resolve(app, who).id, purpose, channel, sector=sector, signed_up=signed_up)
    output.record(found, lambda: _print(found))
    if not found.clear:
        ctx.exit(1)


def _print(found: Clearance) -> None:
    by = f" by {found.channel}" if found.channel else ""
    warned = ", with a warning" if found.refusals else ""
    output.say(f"{found.contact}: {f'yes{warned}' if found.clear else 'no'}, for {found.purpose}{by}.")
    for one in found.refusals:
        output.say(f"  {'no: ' if one.blocks else 'warning: '}{one.sentence} ({one.rule})")
