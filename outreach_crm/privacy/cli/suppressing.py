"""Commands ``outreach privacy suppress`` and ``suppressions``."""

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option, limit_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.privacy import service

_LIST: dict[str, output.Column] = {
    "No.": lambda one: one.id,
    "Since": lambda one: one.since,
    "Address": lambda one: one.kind,
    "Not by": lambda one: one.channel or "any way",
    "Not for": lambda one: one.purpose or "anything",
    "Why": lambda one: one.reason,
}


@click.command()
@click.argument("address")
@click.option("--postcode", default="", help="ADDRESS is a name, and no letter goes to it at this postcode.")
@click.option("--everywhere", is_flag=True, help="Whoever has this address is reached by no way at all.")
@click.option("--purpose", metavar="KEY", default="", help="Only for this purpose; else for all.")
@click.option("--reason", default="", help="In a word, without names: unsubscribed, wrong-person.")
@because_option
@json_option
@with_app
def suppress(app: App, address: str, postcode: str, everywhere: bool, purpose: str, reason: str, because: str) -> None:
    """Never use ADDRESS again, nor let it come back with an import, in whatever spelling.

    Only a keyed digest is kept, from which nobody can read the address.
    """
    if postcode:
        made = service.suppress_post(app, address, postcode, purpose=purpose, reason=reason, because=because)
    else:
        made = service.suppress(app, address, everywhere=everywhere, purpose=purpose, reason=reason, because=because)
    output.record(
        made,
        lambda: output.say(
            f"Suppressed since {made.since}: not by {made.channel or 'any way'}, for {made.purpose or 'anything'}"
            f" (take back: outreach undo {made.change_id})"
        ),
    )


@click.command()
@click.argument("address")
@click.option("--postcode", default="", help="ADDRESS is a name, at this postcode.")
@click.option("--because", default="", help="Who asked for it; needed.")
@json_option
@with_app
def allow(app: App, address: str, postcode: str, because: str) -> None:
    """Let a suppressed ADDRESS be used again, because its owner asked for it."""
    lifted = service.allow(app, address, postcode=postcode, because=because)
    output.records(lifted, _LIST, empty="")


@click.command()
@limit_option(100)
@json_option
@with_app
def suppressions(app: App, limit: int) -> None:
    """List suppressed addresses, newest first; which they are, nobody can see."""
    output.records(service.list_suppressions(app, limit), _LIST, empty="No address is suppressed.")
