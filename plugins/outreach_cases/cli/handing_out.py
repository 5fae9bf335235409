"""Commands that send a casefile, and tell coordinator and programme who holds it."""

from pathlib import Path

import click

from outreach_cases import service
from outreach_cases.model.holdings import Holding
from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.errors import OutreachError
from outreach_crm.groups import service as groups

BY = click.option("--by", "channel", default="", help="By which way papers go: email, post, folder.")
TO = click.option("--to", "place", type=click.Path(path_type=Path, file_okay=False), help="Where that way puts them.")


def folder(place: Path | None) -> str:
    """Return a place as channels take it."""
    return str(place.expanduser().absolute()) if place else ""


def print_sending(app: App, holding: Holding, channel: str, place: Path | None) -> None:
    """Send the casefile of a holding, and print what became of it; what keeps it from leaving is told, and waits."""
    try:
        _, sent = service.send_casefile(app, holding.id, channel=channel, place=folder(place))
    except OutreachError as error:
        then = f"outreach cases send-casefile {holding.group_id} {holding.case_id}"
        told = f"The casefile has not left. {error} Then: {then}"
    else:
        told = sent.halted or f"The casefile is with {sent.dispatch.channel}: {sent.sent} left."
    if not output.wants_json():
        output.prose(told)


@click.command("send-casefile")
@click.argument("group")
@click.argument("case")
@BY
@TO
@click.option("--again", is_flag=True, help="Though they were sent it.")
@json_option
@with_app
def send_casefile(app: App, group: str, case: str, *, channel: str, place: Path | None, again: bool) -> None:
    """Send the casefile of a CASE to who holds it for a GROUP: send-casefile Lyon 3 --by email."""
    held = service.meant_holding(app, groups.resolve(app, group).contact_id, service.resolve(app, case).id)
    made, sent = service.send_casefile(app, held.id, channel=channel, place=folder(place), again=again)
    told = sent.halted or f"The casefile of {made.case} is with {sent.dispatch.channel}: {sent.sent} left."
    output.record(made, lambda: output.say(told))


@click.command()
@click.argument("group")
@click.argument("case")
@BY
@TO
@json_option
@with_app
def announce(app: App, group: str, case: str, *, channel: str, place: Path | None) -> None:
    """Tell coordinator and programme who holds the casefile of a CASE in a GROUP: announce Lyon 3 --by email."""
    held = service.meant_holding(app, groups.resolve(app, group).contact_id, service.resolve(app, case).id)
    made, whom = service.announce(app, held.id, channel=channel, place=folder(place))
    output.record(made, lambda: output.say(f"Told: {', '.join(whom)}."))
