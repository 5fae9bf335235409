"""Commands that let an Urgent Action leave, follow it up and stop it: ``send``, ``follow`` and ``stop``."""

from pathlib import Path
from typing import Any

import click
from attrs import evolve

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.ending import ended_at_will
from outreach_crm.cli.options import because_option, dry_sending_option, needed_because_option, place_option, yes_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import Dispatch, Preview, State
from outreach_crm.model import Panel
from outreach_urgent_actions.model.sending import Handed, Order, Proposal, Pull, Stopped
from outreach_urgent_actions.service import distributing, following, naming, stopping

_CHANNEL = click.option(
    "--channel", default="", metavar="WAY", help="By what it goes, for whoever asked for no way of their own."
)
_SHOWN, _REASONS = 20, 10


@click.command()
@click.argument("issue", metavar="UA")
@yes_option
@dry_sending_option
@click.option("--with-later-joiners", is_flag=True, help="An update: also to who signed up later, with a note.")
@click.option("--after-deadline", is_flag=True, help="Although the deadline has passed, for a reason: --because.")
@_CHANNEL
@place_option
@because_option
@json_option
@with_app
def send(app: App, issue: str, *, yes: bool, dry_run: bool, place: str, **given: Any) -> None:
    """Send a UA, by its number or case: send "UA 205/01"; an update goes to those who got the case.

    It shows whom it goes to and asks; run again after it was cut off, it goes on.
    """
    found = naming.to_be_sent(app, issue)
    order = Order(place=_folder(place), **given)
    if not dry_run and (begun := distributing.under_way(app, found.id)):
        if begun.state is State.DRAFT:
            output.confirm(f"Approve {begun.name} to {dispatch.to_send(app, begun.id)}?", yes=yes)
        _let_leave(app, distributing.go_on(app, found.id, because=order.because))
        return
    if dry_run or not yes:
        proposed = distributing.propose(app, found.id, order)
        if dry_run:
            output.record(proposed, lambda: _print_proposal(proposed))
            return
        _print_proposal(proposed)
        output.confirm(f"Send {proposed.name} to {proposed.preview.recipients}?", yes=False)
        order = evolve(order, seen=proposed.preview.version)
    _let_leave(app, distributing.send(app, found.id, order))


def _folder(text: str) -> str:
    """Return a folder as it is found from anywhere, or nothing."""
    return str(Path(text).expanduser().absolute()) if text else ""


def _print_proposal(proposed: Proposal) -> None:
    seen = proposed.preview
    output.title(f"{proposed.name}, {proposed.to}: {seen.recipients} of {seen.considered} would get it")
    for title, tallies in (("Because each", seen.reasons), ("In", seen.languages), ("By", seen.channels)):
        for one in tallies[:_REASONS]:
            output.prose(f"{title + ':':14}{one.sentence}: {one.n}", indent=" " * 14)
        if rest := tallies[_REASONS:]:
            output.say(f"{'':14}and for {len(rest)} other reasons: {sum(one.n for one in rest)}")
    held = tuple((n, sentence, "") for sentence, n in proposed.held.items())
    left_out = tuple((one.n, one.sentence, ", ".join(one.names)) for one in (*seen.refused, *seen.missing))
    for title, rows in (("Fits, and does not go to", held), ("Left out, or empty in the text", left_out)):
        output.panel(Panel(title=title, columns=("", "Why", "Such as"), rows=rows))
    _print_examples(seen)
    for warning in proposed.warnings:
        output.prose(f"Mind: {warning}.")


def _print_examples(seen: Preview) -> None:
    for one in seen.examples:
        output.say()
        output.title(f"To {one.name} ({one.language}): {one.subject}")
        output.say(one.body)


def _let_leave(app: App, handed: Handed) -> None:
    if handed.waits:
        output.record(handed, lambda: output.say(f"{handed.dispatch.name}: {handed.waits}"))
        return
    sent = _sent(app, handed.dispatch)
    output.record(sent, lambda: _print_sent(sent))
    if sent.halted:
        raise click.exceptions.Exit(1)


def _sent(app: App, found: Dispatch) -> dispatch.Sent:
    with (
        ended_at_will(f"outreach mailings send {found.id}"),
        output.progress(f"Sending {found.name}", dispatch.to_send(app, found.id)) as progress,
    ):
        return dispatch.send(app, found.id, progress=progress)


def _print_sent(sent: dispatch.Sent) -> None:
    for sentence in sent.told:
        output.say(sentence)


@click.command()
@click.argument("issue", metavar="UA")
@json_option
@with_app
def follow(app: App, issue: str) -> None:
    """List who got a case (UA 205/01), whom an update goes to, or an issue by its number; and who not, and why."""
    columns: dict[str, output.Column] = {
        "Name": lambda one: one.contact,
        "Got": lambda one: one.got,
        "On": lambda one: one.on,
        "By": lambda one: one.channel,
        "Not now": lambda one: one.why_not,
    }
    output.records(following.follow(app, issue), columns, empty="Nobody has got an issue of it.")


@click.command()
@click.argument("case", metavar="UA")
@needed_because_option
@click.option("--posted", is_flag=True, help="What was printed is in the letter box already: tell those it is for.")
@_CHANNEL
@place_option
@json_option
@with_app
def stop(app: App, case: str, *, place: str, posted: bool, **given: Any) -> None:
    """Stop a case at once: stop "UA 205/01" --because "she was freed".

    What has not left is cancelled, and who got it is told.
    """
    stopped = stopping.stop(app, case, Order(place=_folder(place), **given), posted=posted)
    sent = _sent(app, stopped.notice) if stopped.notice and stopped.notice.state is State.SENDING else None
    told = {"stopped": stopped, "sent": sent}
    output.record(told, lambda: _print_stopped(stopped, sent))
    if sent and sent.halted:
        raise click.exceptions.Exit(1)


def _print_stopped(stopped: Stopped, sent: dispatch.Sent | None) -> None:
    output.say(f"{stopped.case} is stopped. Cancelled: {stopped.cancelled}. Nothing more leaves.")
    rows = tuple(_row(one) for one in stopped.pull[:_SHOWN])
    rest = len(stopped.pull) - len(rows)
    columns = ("Name", "Sent on", "By", "What")
    output.panel(Panel(title="Pull, if not yet posted", columns=columns, rows=rows))
    if rest > 0:
        output.say(f"and {rest} more; --json names all.")
    if any(one.in_hand for one in stopped.pull):
        again = f'outreach ua stop "{stopped.case}" --because posted --posted'
        output.prose(f"What is in hand stays there until you say that it is pulled. If it is posted already: {again}")
    if stopped.told and stopped.told.refused:
        lines = tuple((one.n, one.sentence, ", ".join(one.names)) for one in stopped.told.refused)
        output.panel(Panel(title="Got it and cannot be told this way", columns=("", "Why", "Such as"), rows=lines))
    for one in stopped.told_before:
        output.prose(f"{one.to_do}. It stands among your tasks: outreach tasks list.")
    if stopped.hidden:
        output.prose(
            f"{stopped.hidden} who got it are seen by another circle only and are not told; ask one of its members."
        )
    if sent:
        _print_sent(sent)
    elif not stopped.notice:
        output.say("Nobody who could be told has got it.")
    elif stopped.notice.state is not State.DONE:
        output.say(f"The notice is {stopped.notice.state.label}: outreach mailings resume {stopped.notice.id}")


def _row(one: Pull) -> tuple[str, ...]:
    return one.contact, "in hand" if one.in_hand else one.on, one.channel, one.called
