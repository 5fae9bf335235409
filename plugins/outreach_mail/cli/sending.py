"""Commands that let e-mail leave: ``send``, ``retry`` and ``missed``."""

from typing import Any

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.ending import ended_at_will
from outreach_crm.cli.options import because_option, confirm_option, yes_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.cli.verbs import load_command
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.service import Sent
from outreach_mail import service

_WORKERS = click.IntRange(min=1, max=16)


@click.command()
@click.argument("mailing", required=False)
@click.option(
    "--workers", type=_WORKERS, default=1, show_default=True, help="How many messages leave at the same time."
)
@click.option("--watch", is_flag=True, help="Go on with what is put off, and with what comes, until it is ended.")
@json_option
@with_app
def send(app: App, mailing: str | None, workers: int, watch: bool) -> None:
    """Send whatever is under way by e-mail, or one MAILING; Ctrl-C ends it and loses nothing.

    A mailing begins with outreach mailings send; this goes on with those that have begun, such as by a timer.
    """
    with ended_at_will("outreach mail send"):
        if watch:
            if mailing:
                raise click.UsageError("--watch is for all mailings; name none.")
            service.watch(app, _print, output.say, workers=workers)
            return
        numbers = [dispatch.resolve(app, mailing).id] if mailing else service.under_way(app)
        _send(app, numbers, workers)


def _send(app: App, numbers: list[int], workers: int) -> None:
    total = sum(dispatch.to_send(app, number) for number in numbers if service.is_told(app, number))
    with output.progress("Sending", total) as progress:
        sent = service.send(app, numbers, workers=workers, progress=progress)
    if output.wants_json():
        output.document(sent)
    for one in () if output.wants_json() else sent:
        _print(one)
    if not sent:
        output.say("Nothing is under way by e-mail. To begin with a mailing: outreach mailings send NAME")
    if any(one.halted for one in sent):
        raise click.exceptions.Exit(1)


def _print(sent: Sent) -> None:
    for sentence in sent.told:
        output.say(sentence)


@click.command()
@click.argument("mailing")
@click.option(
    "--workers", type=_WORKERS, default=1, show_default=True, help="How many messages leave at the same time."
)
@json_option
@with_app
def retry(app: App, mailing: str, workers: int) -> None:
    """Try at once what a server has put off of a MAILING, such as after it was repaired."""
    found = dispatch.resolve(app, mailing)
    if not dispatch.hasten(app, found.id) and not output.wants_json():
        output.say(f"Nothing of {found.name} was put off.")
    with ended_at_will("outreach mail send"):
        _send(app, [found.id], workers)


@click.command()
@click.argument("mailing")
@yes_option
@confirm_option
@because_option
@json_option
def missed(mailing: str, **given: Any) -> None:
    """Send a MAILING by e-mail to those who stood in its list and did not get it.

    The same as outreach mailings send MAILING --missed --channel email; by another way, such as post, say that one.
    """
    command = load_command("outreach_crm.dispatch.cli.send:send")
    click.get_current_context().invoke(command, mailing=mailing, missed=True, channel="email", **given)
