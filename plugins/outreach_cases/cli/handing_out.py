"""Commands that send a casefile, and tell coordinator and programme who holds it."""

from pathlib import Path

import click

from outreach_cases import service
from outreach_cases.model.holdings import Holding
from outreach_cases.model.leaving import Left
from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.dispatch.service import Sent
from outreach_crm.errors import OutreachError
from outreach_crm.groups import service as groups

CHANNEL = click.option("--channel", default="", metavar="WAY", help="By which way papers go: email, post, folder.")
TO = click.option(
    "--to",
    "place",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Where the channel puts it: a folder.",
)


_CASEFILE = "The casefile has left to"


def folder(place: Path | None) -> str:
    """Return a place as channels take it."""
    return str(place.expanduser().absolute()) if place else ""


def print_sending(app: App, holding: Holding, channel: str, place: Path | None) -> None:
    """Send the casefile of a holding, and print what became of it; what keeps it from leaving is told, and waits."""
    try:
        made, sent = service.send_casefile(app, holding.id, channel=channel, place=folder(place))
    except OutreachError as error:
        then = f"outreach cases send-casefile {holding.group_id} {holding.case_id}"
        if not output.wants_json():
            output.prose(f"The casefile has not left. {error} Then: {then}")
    else:
        if not output.wants_json():
            print_left(_casefile_left(made, sent), _CASEFILE)


def print_left(left: Left, to: str) -> None:
    """Print to whom messages left, why others have not left, and where what was made lies."""
    if left.to:
        output.prose(f"{to}: {', '.join(left.to)}.")
    for name, why in left.waiting.items():
        output.prose(f"Not so far to {name}: {why}")
    for note in left.notes:
        output.prose(note)


def _casefile_left(made: Holding, sent: Sent) -> Left:
    return service.left_by({made.holder.person if made.holder else made.group: sent})


@click.command("send-casefile")
@click.argument("group")
@click.argument("case")
@CHANNEL
@TO
@click.option("--again", is_flag=True, help="Send it though it was sent to them before.")
@json_option
@with_app
def send_casefile(app: App, group: str, case: str, *, channel: str, place: Path | None, again: bool) -> None:
    """Send the casefile of a CASE to who holds it for a GROUP: send-casefile Lyon 3 --channel email."""
    held = service.meant_holding(app, groups.resolve(app, group).contact_id, service.resolve(app, case).id)
    made, sent = service.send_casefile(app, held.id, channel=channel, place=folder(place), again=again)
    output.record(made, lambda: print_left(_casefile_left(made, sent), _CASEFILE))


@click.command()
@click.argument("group")
@click.argument("case")
@CHANNEL
@TO
@json_option
@with_app
def announce(app: App, group: str, case: str, *, channel: str, place: Path | None) -> None:
    """Tell coordinator and programme who holds the casefile of a CASE in a GROUP: announce Lyon 3 --channel email."""
    held = service.meant_holding(app, groups.resolve(app, group).contact_id, service.resolve(app, case).id)
    made, left = service.announce(app, held.id, channel=channel, place=folder(place))
    output.record(made, lambda: print_left(left, "Told"))
    country = service.get(app, made.case_id).country
    if not output.wants_json() and not service.coordinators(app, [country]):
        output.prose(f"Nobody coordinates that country: outreach cases coordinator {country or 'COUNTRY'} NAME")
