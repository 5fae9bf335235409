"""Commands for what is new on a case: tell all who hold it, and see who has read it."""

from pathlib import Path

import click

from outreach_cases import service
from outreach_cases.cli.handing_out import CHANNEL, TO, folder, print_left
from outreach_cases.cli.telling import short, undone_by
from outreach_cases.model.leaving import Left
from outreach_cases.model.updates import Sending, Update, UpdateKind
from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.errors import NotFoundError
from outreach_crm.groups import service as groups
from outreach_crm.text import say

_KINDS = short(UpdateKind)


@click.command("update")
@click.argument("case")
@click.argument("text")
@click.option("--as", "kind", type=click.Choice([*_KINDS]), default="development", help="What it is about.")
@because_option
@json_option
@with_app
def update(app: App, case: str, text: str, *, kind: str, because: str) -> None:
    """Write down what is new on a CASE: update 3 "He was moved to Evin". It leaves by send-update."""
    made = service.update(app, service.resolve(app, case).id, text, _KINDS[kind], because=because)
    output.record(made, lambda: _print_next(app, made))


def _print_next(app: App, made: Update) -> None:
    output.say(f"Update {made.id} on {made.case} is kept ({undone_by(made.change_id)}).")
    if not service.holders_of(app, made.case_id):
        output.say("No group holds the case; whoever takes it over can be sent it.")
        return
    output.say(f"To send it to all who hold the case: outreach cases send-update {made.id}")


@click.command("send-update")
@click.argument("number", type=int)
@CHANNEL
@TO
@json_option
@with_app
def send_update(app: App, number: int, *, channel: str, place: Path | None) -> None:
    """Send the update of a NUMBER to all who hold the case and were not sent it: send-update 5."""
    sending, left = service.send_update(app, number, channel=channel, place=folder(place))
    told = {"sent_to": left.to, "waiting": left.waiting, "left_out": sending.left}
    output.record(told, lambda: _print_sending(sending, left))


def _print_sending(sending: Sending, left: Left) -> None:
    print_left(left, "Sent to")
    for group, why in sending.left.items():
        output.prose(f"Not to {group}: {why}")


@click.command("updates")
@click.argument("case")
@json_option
@with_app
def updates(app: App, case: str) -> None:
    """List the updates on a CASE, the latest first, and who has read each: updates 3."""
    found = service.updates(app, service.resolve(app, case).id)
    output.record(found, lambda: _print_all(found))


def _print_all(found: list[Update]) -> None:
    for one in found:
        _print_update(one)
    if not found:
        output.say("There is none so far.")


def _print_update(one: Update) -> None:
    output.title(f"Update {one.id}, {one.written_on}, {one.kind}: {one.told}")
    output.prose(one.text)
    for receipt in one.receipts:
        output.say(f"{receipt.group}: {receipt.told}")


@click.command("seen")
@click.argument("number", type=int)
@click.argument("group")
@json_option
@with_app
def seen(app: App, number: int, group: str) -> None:
    """Write down that a GROUP told you it has read the update of a NUMBER: seen 5 Lyon."""
    whose = groups.resolve(app, group)
    there = [one for one in service.get_update(app, number).receipts if one.group_id == whose.contact_id]
    if not there:
        raise NotFoundError(
            say(
                "Update {number} was not sent to {whose}: outreach cases send-update {number}",
                number=number,
                whose=whose.name,
            )
        )
    made = service.seen(app, next((one for one in there if one.seen_on is None), there[0]).id)
    output.record(made, lambda: output.say(f"{made.group}: {made.told} ({undone_by(made.change_id)})."))
