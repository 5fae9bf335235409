"""Commands on what comes back: ``mail fetch``, ``mail returns``, ``mail read``."""

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import limit_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.dispatch import service as dispatch
from outreach_mail.model.returns import SAID, Fetched, Kind, Return
from outreach_mail.service import fetching, returned

_SHOWN = 10
_ORDER = [*(kind.value for kind in Kind), "forged"]
_TOLD = {**{kind.value: said for kind, said in SAID.items()}, "forged": "name no message of ours; nothing was changed"}
_KINDS = click.Choice([kind.value for kind in Kind if kind not in {Kind.OTHER, Kind.UNREADABLE}])


@click.command()
@click.option("--from", "place", default="", metavar="MAILDIR", help="Where mails come back; else the settings say.")
@click.option("--dry-run", is_flag=True, help="Say what it would come to; write nothing and mark no mail.")
@json_option
@with_app
def fetch(app: App, place: str, dry_run: bool) -> None:
    """Take in what came back: bounces, replies, requests to leave."""
    inbox = fetching.open_inbox(app, place)
    try:
        with output.progress("Looking through the inbox", inbox.count()) as progress:
            found = fetching.fetch(app, inbox, dry_run=dry_run, progress=progress)
    finally:
        inbox.close()
    output.record(found, lambda: _print(found, dry_run=dry_run))


def _print(found: Fetched, *, dry_run: bool) -> None:
    rows = [[found.counts[kind], kind, _TOLD[kind]] for kind in _ORDER if kind in found.counts]
    if rows:
        output.table(["", "Kind", "What it is"], rows)
    for problem in found.problems[:_SHOWN]:
        output.prose(str(problem))
    if len(found.problems) > _SHOWN:
        output.say(f"… and {len(found.problems) - _SHOWN:,} more; --json names each.")
    for n, what in (
        (found.marked, "marked as wrong, for an address that does not work"),
        (found.settled, "no longer in doubt"),
        (found.known, "known already"),
    ):
        if n:
            output.say(f"{n:,} {what}.")
    for name in found.paused:
        output.say(f"{name} was paused: too many of its addresses do not exist.")
    if dry_run:
        output.say("Nothing was written.")
    elif rows:
        output.say("See: outreach mail returns; to read a reply: outreach mail read NUMBER")
    elif not rows and not found.known and not found.problems:
        output.say("Nothing came back.")


@click.command()
@click.argument("mailing", default="")
@click.option("--kind", type=_KINDS, default=None, help="Only those of one kind.")
@click.option("--unread", is_flag=True, help="Only replies that nobody has read.")
@limit_option(50)
@json_option
@with_app
def returns(app: App, mailing: str, kind: str | None, unread: bool, limit: int) -> None:
    """List what came back, of one MAILING or of all, the latest first."""
    number = dispatch.resolve(app, mailing).id if mailing else 0
    found = returned.list_returns(app, kind=kind or "", dispatch_id=number, unread=unread, limit=limit)
    columns: dict[str, output.Column] = {
        "No.": lambda one: one.id,
        "Day": lambda one: one.came_at[:10],
        "Who": lambda one: one.contact,
        "Mailing": lambda one: one.mailing,
        "Kind": lambda one: one.kind.value + (", marked wrong" if one.marked else ""),
        "What it says": _says,
    }
    output.records(found, columns, empty="Nothing came back. To look: outreach mail fetch")
    told = {kind: n for kind, n in returned.counts(app, number).items() if n}
    if told and not unread and not kind and not output.wants_json():
        output.say("In all: " + ", ".join(f"{n:,} {kind}" for kind, n in told.items()))


def _says(one: Return) -> str:
    said = one.diagnostic or one.subject or " ".join(one.text.split())
    return f"{said[:97]}..." if len(said) > 100 else said


@click.command()
@click.argument("number", type=int)
@json_option
@with_app
def read(app: App, number: int) -> None:
    """Show a mail that came back, by its NUMBER; it counts as read from now on."""
    found = returned.read_return(app, number)
    output.record(found, lambda: _show(found))


def _show(one: Return) -> None:
    output.title(f"{one.contact} to {one.mailing}, {one.came_at[:10]}: {SAID[one.kind]}")
    if one.sender:
        output.say(f"From {one.sender}")
    if one.subject:
        output.say(one.subject)
    output.say()
    output.prose(one.text or " ".join(part for part in (one.status, one.diagnostic) if part) or "It says nothing.")
