"""Commands ``outreach privacy grant`` of one or of a group, ``withdraw``, ``object`` and ``ledger``."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option, on_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.contacts import service as contacts
from outreach_crm.dates import read_optional
from outreach_crm.groups import service as groups
from outreach_crm.privacy import service
from outreach_crm.privacy.model import ConsentDraft, GroupGrant, LedgerEntry, State
from outreach_crm.written import read_text

_TEXTS = ("purpose", "channel", "sector", "basis", "source", "language", "proof")
_LEDGER: dict[str, output.Column] = {
    "No.": lambda one: one.id,
    "Day": lambda one: one.given_on,
    "What": lambda one: f"struck out: {one.state}" if one.struck_out else one.state,
    "For": lambda one: one.purpose or "everything",
    "By": lambda one: one.channel or "any",
    "Sector": lambda one: one.sector,
    "Basis": lambda one: one.basis,
    "Until": lambda one: one.valid_until,
    "Source": lambda one: one.source,
    "Proof": lambda one: one.proof,
    "Recorded by": lambda one: one.recorded_by,
}


def said(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that everything written into the ledger shares."""
    for option in reversed(
        (
            click.option("--channel", metavar="WAY", default="", help="By which way: email, phone, post; else any."),
            click.option("--sector", metavar="SECTOR", default="", help="For the network of this sector only."),
            on_option("When it was said", "day"),
            click.option("--source", default="", help="Where it comes from: a form, a call, a register."),
            click.option("--proof", default="", help="Where the proof lies: a file, a mail, a folder."),
            because_option,
        )
    ):
        function = option(function)
    return function


@click.command()
@click.argument("who", default="")
@click.option("--group", metavar="GROUP", default="", help="Everybody who is in this group today, instead of WHO.")
@click.option("--dry-run", is_flag=True, help="Of a group, only say of whom it would be recorded.")
@click.option("--purpose", metavar="KEY", required=True, help="What for: outreach privacy purposes lists it.")
@click.option(
    "--basis", metavar="KEY", default="", help="On which basis: outreach privacy bases lists it; else the sector's."
)
@click.option("--wording", default="", help="What exactly they agreed to.")
@click.option("--wording-file", type=click.Path(path_type=Path), help="The same, from a text file.")
@click.option("--language", metavar="LANGUAGE", default="", help="In which language it was.")
@click.option("--until", metavar="DAY", default="", help="The last day on which it holds.")
@said
@json_option
@with_app
def grant(app: App, who: str, group: str, wording_file: Path | None, *, dry_run: bool, **given: Any) -> None:
    """Record the basis on which we turn to WHO: grant "Ana Ruiz" --purpose mailings --basis consent --source form.

    With --group it is recorded of each of its members, in one change; whoever said no stays as they are.
    """
    if bool(who) == bool(group):
        raise click.UsageError("Say of whom: WHO, or --group GROUP for all its members.")
    if dry_run and not group:
        raise click.UsageError("--dry-run goes with --group.")
    if wording_file is not None:
        given["wording"] = read_text(wording_file)
    if group:
        _record_members(app, group, given, dry_run=dry_run)
    else:
        _record(app, who, State.GRANTED, given)


@click.command()
@click.argument("who")
@click.option("--purpose", metavar="KEY", default="", help="From what; else from everything.")
@click.option("--ours", is_flag=True, help="Not they withdraw: we give up a basis of our own.")
@said
@json_option
@with_app
def withdraw(app: App, who: str, **given: Any) -> None:
    """Record that WHO withdrew a consent; it holds from now on, whatever else is recorded."""
    _record(app, who, State.WITHDRAWN, given)


@click.command("object")
@click.argument("who")
@click.option("--purpose", metavar="KEY", default="", help="To what; else to everything.")
@said
@json_option
@with_app
def object_(app: App, who: str, **given: Any) -> None:
    """Record that WHO objected; only their own later consent lifts it."""
    _record(app, who, State.OBJECTED, given)


@click.command()
@click.argument("who")
@json_option
@with_app
def ledger(app: App, who: str) -> None:
    """Show all that was ever recorded of WHO: bases, consents, withdrawals, objections."""
    contact = contacts.resolve(app, who)
    hint = f"Nothing is recorded: outreach privacy grant {contact.id} --purpose outreach --basis ..."
    output.records(service.ledger(app, contact.id), _LEDGER, empty=hint)


def _record(app: App, who: str, state: State, given: dict[str, Any]) -> None:
    contact = contacts.resolve(app, who)
    written = service.record(app, contact.id, _draft(app, state, given), because=given["because"])
    output.record(written, lambda: output.say(_told(contact.name, written)))


def _record_members(app: App, group: str, given: dict[str, Any], *, dry_run: bool) -> None:
    draft, group_id = _draft(app, State.GRANTED, given), groups.resolve(app, group).contact_id
    came = service.grant_members(app, group_id, draft, because=given["because"], dry_run=dry_run)
    output.record(came, lambda: _print_members(came, dry_run=dry_run))


def _print_members(came: GroupGrant, *, dry_run: bool) -> None:
    """Say of whom in a group a basis was recorded, or would be, and of whom not, and why."""
    names = ", ".join(came.recorded) or "nobody new"
    if came.change_id is not None:
        output.prose(f"Recorded of {names} (take back: outreach undo {came.change_id})")
    else:
        output.prose(f"{'Would be recorded' if dry_run else 'Recorded'} of {names}.")
    if came.known:
        output.prose(f"The ledger has it already of {', '.join(came.known)}.")
    for one in came.said_no:
        output.prose(f"Left as they are: {one.name} said no on {one.on}; only their own later yes lifts it.")


def _draft(app: App, state: State, given: dict[str, Any]) -> ConsentDraft:
    today = app.clock.today()
    return ConsentDraft(
        state=state,
        wording=given.get("wording", ""),
        given_on=read_optional(given["day"], today),
        valid_until=read_optional(given.get("until", ""), today),
        ours=given.get("ours", False),
        **{name: given[name] for name in _TEXTS if name in given},
    )


def _told(name: str, one: LedgerEntry) -> str:
    scope = f" for {one.purpose}" if one.purpose else " for everything"
    scope += (f" by {one.channel}" if one.channel else "") + (f" in {one.sector}" if one.sector else "")
    basis = f" ({one.basis})" if one.basis else ""
    return f"Recorded: {name}, {one.state}{scope}{basis} (take back: outreach undo {one.change_id})"
