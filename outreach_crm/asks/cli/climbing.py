"""Command ``outreach asks level``: how far we have come with organisations."""

import click

from outreach_crm.app import App
from outreach_crm.asks import service
from outreach_crm.asks.model.ladder import SAID, Rung
from outreach_crm.cli import output
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.contacts import service as contacts

_COUNTED = "counted"
_LIST = {
    "Organisation": lambda one: one.contact,
    "Level": lambda one: one.rung,
    "Done in a year": lambda one: one.done,
    "Last word": lambda one: one.last_on,
}


@click.command()
@click.argument("who", default="")
@click.option("--sector", metavar="SECTOR", default="", help="Only the organisations of this sector.")
@click.option(
    "--say", "said", type=click.Choice([*(one.value for one in SAID), _COUNTED]), help="What only you can say."
)
@click.option("--because", default="", help="What they do that shows it.")
@json_option
@with_app
def level(app: App, who: str, sector: str, said: str | None, because: str) -> None:
    """Show how far we have come with organisations, or with one; people have no level."""
    if said and not who:
        raise click.UsageError("Say of which organisation.")
    if not who:
        found = service.ladder(app, sector)
        output.records(found, _LIST, empty="There is no organisation.")
        if not output.wants_json():
            output.prose("\n" + ", ".join(f"{rung}: {n}" for rung, n in service.counted(found).items()))
        return
    contact = contacts.resolve(app, who)
    if said:
        service.say_rung(app, contact.id, None if said == _COUNTED else Rung(said), because=because)
    now = service.standing(app, contact.id)
    if now is None:
        raise click.UsageError(f"{contact.name} is no organisation: people have no level.")
    output.record(now, lambda: output.say(f"{now.contact}: {now.rung}{f' ({now.because})' if now.because else ''}."))
