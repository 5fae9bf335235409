"""Commands that let a mailing leave, and halt it: ``send``, ``stop``, ``resume`` and ``doubt``."""

import sys

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.ending import ended_at_will
from outreach_crm.cli.options import because_option, confirm_option, needed_because_option, place_option, yes_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.dates import read_date
from outreach_crm.dispatch import service
from outreach_crm.dispatch.cli.look import print_preview
from outreach_crm.dispatch.cli.sent import absolute, print_sent
from outreach_crm.dispatch.model import DeliveryState, Dispatch, Preview, State
from outreach_crm.errors import InvalidInputError
from outreach_crm.text import say


@click.command()
@click.argument("mailing")
@yes_option
@confirm_option
@click.option("--channel", metavar="WAY", default="", help="By what it goes, in the place of what the draft says.")
@place_option
@click.option("--missed", is_flag=True, help="Only to those who stood in its list and did not get it.")
@because_option
@json_option
@with_app
def send(
    app: App,
    mailing: str,
    *,
    yes: bool,
    confirm_warnings: bool,
    channel: str,
    place: str,
    missed: bool,
    because: str,
) -> None:
    """Freeze the list of a MAILING, approve it and send it; run it again to go on after it was cut off.

    It goes by the way that the draft or --channel says: e-mail, post, calls or files.
    """
    found = service.resolve(app, mailing)
    if missed:
        found = service.follow(app, found.id, because=because)
    if found.state not in {State.DRAFT, State.APPROVED}:
        if channel or place:
            raise InvalidInputError(say("{name} is under way; where it goes was said when it began.", name=found.name))
        _send(app, found)
        return
    service.demand_check(app, found)
    seen = None if found.frozen_at else service.preview(app, found.id)
    if seen:
        confirm_warnings, because = _confirm(found, seen, yes=yes, warned=confirm_warnings, because=because)
    given = {"channel": channel, "place": absolute(place), "because": because}
    version = seen.version if seen and not channel else None  # by another channel it is another list
    begun = service.begin(app, found.id, **given, confirmed=confirm_warnings, seen=version)
    if begun.state is State.SENDING:
        _send(app, begun)
        return
    output.record(begun, lambda: output.prose(_waits(app, begun)))


def _waits(app: App, found: Dispatch) -> str:
    """Return that a list is frozen and waits for somebody else, in a sentence."""
    n, more = service.to_send(app, found.id), f"more than {found.second_above}"
    return f"{found.name} is frozen for {n:,}, {more}: somebody else approves it: outreach mailings send {found.id}"


def _confirm(found: Dispatch, seen: Preview, *, yes: bool, warned: bool, because: str) -> tuple[bool, str]:
    """Ask whoever sits there whether it may leave, and whether in spite of the warnings, and why."""
    if not yes:
        print_preview(found.name, seen)
        output.confirm(f"Send {found.name} to {seen.recipients}?", yes=False)
        warned = warned or (bool(seen.warnings) and click.confirm("In spite of the warnings?", abort=True, err=True))
    if seen.warnings and warned and not because and sys.stdin.isatty():
        because = click.prompt("Why", err=True)
    return warned, because


def _send(app: App, found: Dispatch) -> None:
    with (
        ended_at_will(f"outreach mailings send {found.id}"),
        output.progress(f"Sending {found.name}", service.to_send(app, found.id)) as progress,
    ):
        sent = service.send(app, found.id, progress=progress)
    output.record(sent, lambda: print_sent(sent))
    if sent.halted:
        raise click.exceptions.Exit(1)


@click.command()
@click.argument("mailing")
@needed_because_option
@click.option("--for-good", is_flag=True, help="Cancel whatever has not left; else it can be resumed.")
@json_option
@with_app
def stop(app: App, mailing: str, because: str, for_good: bool) -> None:
    """Stop a MAILING at once: stop "Spring letter" --because "the date is wrong".

    outreach mailings stop and outreach mail stop are the same: a mailing is stopped in one way, whatever it goes by.
    """
    done = service.stop(app, service.resolve(app, mailing).id, because=because, for_good=for_good)
    made = len(service.in_hand(app, done.id))
    back = "" if for_good else f" To go on: outreach mailings resume {done.id}."
    pull = f" In somebody's hand: {made}; outreach today says what to pull." if made else ""
    output.record(done, lambda: output.prose(f"{done.name} is {done.state.label}. Nothing more leaves.{back}{pull}"))


@click.command()
@click.argument("mailing")
@click.option("--to", "place", default="", metavar="FOLDER", help="Where the channel puts the rest: another folder.")
@click.option("--until", metavar="DAY", default="", help="Its last day, in the place of the one it had.")
@because_option
@json_option
@with_app
def resume(app: App, mailing: str, place: str, until: str, because: str) -> None:
    """Go on with a MAILING that was paused or stopped."""
    found = service.resolve(app, mailing)
    last = read_date(until, app.clock.today()) if until else None
    _send(app, service.resume(app, found.id, place=absolute(place), until_on=last, because=because))


@click.command()
@click.argument("mailing")
@click.option("--arrived", "verdict", flag_value="sent", help="They have left; count them as sent.")
@click.option("--again", "verdict", flag_value="queued", help="Send them once more.")
@click.option("--drop", "verdict", flag_value="cancelled", help="Do not send them; count them as cancelled.")
@click.option("--because", default="", help="How you know, or why.")
@json_option
@with_app
def doubt(app: App, mailing: str, verdict: str | None, because: str) -> None:
    """Decide what becomes of the messages of a MAILING of which nobody knows whether they left.

    outreach mailings doubt and outreach mail doubt are the same.
    """
    if verdict is None:
        raise click.UsageError("Say what is to become of them: --arrived, --again or --drop.")
    found = service.settle_doubts(app, service.resolve(app, mailing).id, DeliveryState(verdict), because=because)
    output.record(
        found, lambda: output.say(f"{found.name} is {found.state.label}. See: outreach mailings show {found.id}")
    )
