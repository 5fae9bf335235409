"""Commands that look a mailing over before it leaves: ``check`` and ``test``."""

import sys
from collections.abc import Callable
from typing import Any

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.clock import as_read
from outreach_crm.contacts import service as contacts
from outreach_crm.dispatch import service
from outreach_crm.dispatch.cli.sent import absolute, print_sent
from outreach_crm.dispatch.model import CHECKS, Checklist, Dispatch


def _ticks(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command an option for each thing that is said of a text."""
    for key, sentence in reversed([*CHECKS.items()]):
        function = click.option(f"--{key}", is_flag=True, help=f"Say that {sentence}.")(function)
    return function


@click.command()
@click.argument("mailing")
@_ticks
@because_option
@json_option
@with_app
def check(app: App, mailing: str, because: str, **ticked: bool) -> None:
    """Say in your name that the texts of a MAILING are right; without options you are asked one by one.

    A text or a file that is changed afterwards is looked at again.
    """
    found = service.resolve(app, mailing)
    said = [key.replace("_", "-") for key, given in ticked.items() if given]
    if not said and not sys.stdin.isatty():
        raise click.UsageError(f"Say what is right about it: {', '.join(f'--{one}' for one in CHECKS)}.")
    said = said or _asked(app, found)
    told = service.check(app, found.id, said, because=because) if said else service.checklist(app, found)
    output.record(told, lambda: _print(found, told))


@click.command()
@click.argument("mailing")
@click.option("--to", required=True, metavar="CONTACT", help="Who gets it: a member, or somebody in one of our groups.")
@click.option("--as", "seen_as", default="", metavar="CONTACT", help="For whom it is written; else for who gets it.")
@click.option("--channel", metavar="WAY", default="", help="By what it goes, in the place of what the draft says.")
@click.option("--folder", metavar="FOLDER", default="", help="Where the channel puts it: a folder.")
@because_option
@json_option
@with_app
def test(app: App, mailing: str, *, to: str, seen_as: str, channel: str, folder: str, because: str) -> None:
    """Send one message of a MAILING to one of ours, marked [Test]: test spring --to "Maria Berg" --as "Ana Ruiz"."""
    found, who = service.resolve(app, mailing), contacts.resolve(app, to).id
    reader = contacts.resolve(app, seen_as).id if seen_as else None
    where = {"channel": channel, "place": absolute(folder)}
    sent = service.send_test(app, found.id, who, seen_as=reader, because=because, **where)
    output.record(sent, lambda: print_sent(sent))
    if sent.halted:
        raise click.exceptions.Exit(1)


def _asked(app: App, found: Dispatch) -> list[str]:
    """Show what is to be looked at and ask of it what nobody has said yet."""
    for one in found.texts:
        output.say()
        output.title(f"{one.language}: {one.subject}")
        output.say(one.body)
    output.say()
    missing = service.checklist(app, found).missing
    return [key for key in missing if click.confirm(f"You say that {CHECKS[key]}?", default=False, err=True)]


def _print(found: Dispatch, told: Checklist) -> None:
    output.say(f"{found.name}: {said(told)}.")
    if told.waits_for:
        output.prose(f"It waits for somebody to say that {told.waits_for}: outreach mailings check {found.id}")


def said(told: Checklist) -> str:
    """Return who said what of a text, in words."""
    said = (f"{checks} (said by {who}, {as_read(at)})" for who, at, checks in told.said)
    return "; ".join(said) or "nobody has checked it"
