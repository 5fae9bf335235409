"""Command ``outreach meetings feed``."""

from shlex import quote

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option
from outreach_crm.cli.session import json_option, with_app
from outreach_meetings import service
from outreach_meetings.cli.calendars import meant
from outreach_meetings.model.feeds import Feed


@click.command()
@click.argument("group", default="")
@click.option(
    "--mine",
    "--me",
    "me",
    is_flag=True,
    help="Your own calendar: meetings of your groups, your tasks, days of the office.",
)
@click.option("--revoke", is_flag=True, help="Let the address lead nowhere from now on.")
@click.option("--renew", is_flag=True, help="Give it another address; the one before leads nowhere from now on.")
@because_option
@json_option
@with_app
def feed(app: App, group: str, *, me: bool, revoke: bool, renew: bool, because: str) -> None:
    """Show the secret address at which programs subscribe to the calendar of GROUP; made where there is none."""
    if revoke and renew:
        raise click.UsageError("Choose --revoke or --renew.")
    whose = meant(app, group, mine=me)
    there = service.feed_of(app, whose)
    if revoke:
        _revoked(app, there, because)
        return
    if there is None and not renew and (gone := service.revoked_feed_of(app, whose)):
        _tell_gone(app, gone, f"outreach meetings feed {'--mine' if me else quote(gone.name)} --renew")
        return
    found = (
        service.renew(app, there, because=because) if renew and there else service.offer(app, whose, because=because)
    )
    output.record(_told(app, found), lambda: _print(app, found))


def _revoked(app: App, there: Feed | None, because: str) -> None:
    if there is None:
        output.say("It has no address that is good.")
        return
    gone = service.revoke(app, there, because=because)
    output.record(
        _told(app, gone), lambda: output.say(f"The address of the calendar of {gone.name} leads nowhere now.")
    )


def _tell_gone(app: App, gone: Feed, command: str) -> None:
    """Say that an address was revoked, and what makes another: nobody is offered again what somebody took back."""
    sentence = f"The address of the calendar of {gone.name} was revoked on {gone.revoked_on}; another one is made by:"
    output.record(_told(app, gone), lambda: output.prose(f"{sentence} {command}"))


def _told(app: App, found: Feed) -> dict[str, object]:
    good = not found.revoked_on
    return {"of": found.name, "address": service.address_of(app, found) if good else "", "made_on": found.made_on}


def _print(app: App, found: Feed) -> None:
    output.say(f"Calendar of {found.name}:")
    output.say(service.address_of(app, found))
    if not service.address_of(app, found).startswith("http"):
        output.prose("Say in the settings how pages are reached ([web] address), and the address is whole.")
    output.prose("Whoever has the address can read the calendar; --revoke ends that, --renew gives it another one.")
