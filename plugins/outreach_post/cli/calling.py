"""Commands on calls: ``list`` and ``log``."""

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option
from outreach_crm.cli.session import json_option, with_app
from outreach_post.model import JobKind
from outreach_post.service import answering, handing
from outreach_post.service.answering import Call, Came, Logged


@click.command("list")
@click.argument("mailing", default="")
@json_option
@with_app
def list_calls(app: App, mailing: str) -> None:
    """List whom to call: of all mailings or of one; who must not be called any more says why."""
    columns: dict[str, output.Column] = {
        "Line": lambda one: one.line,
        "Number": lambda one: one.phone if not one.why_not else "",
        "Name": lambda one: one.name,
        "Organisation": lambda one: one.organisation,
        "Last contact": lambda one: one.last,
        "Tried": lambda one: one.tried or "",
        "Do not call": lambda one: one.why_not,
        "Mailing": lambda one: one.mailing,
    }
    output.records(answering.call_list(app, mailing), columns, empty="Nobody is left to be called.")


@click.command()
@click.argument("whom", metavar="LINE|NUMBER|NAME")
@click.option("--reached", metavar="WHAT", help='They were reached, and said: --reached "will write".')
@click.option("--no-answer", is_flag=True, help="Nobody answered; they come back on a later list.")
@click.option("--refused", is_flag=True, help="They do not want what they were asked.")
@click.option("--wrong-number", is_flag=True, help="The number is not theirs; it is marked as wrong.")
@click.option("--never-again", is_flag=True, help="They never want to be called again: an objection.")
@click.option("--mailing", default="", metavar="MAILING", help="Of which mailing, where they are on several lists.")
@because_option
@json_option
@with_app
def log(
    app: App,
    whom: str,
    *,
    reached: str | None,
    no_answer: bool,
    refused: bool,
    wrong_number: bool,
    never_again: bool,
    mailing: str,
    because: str,
) -> None:
    """Write down what came of a call: log 4-7 --reached "will write"."""
    given = {
        Came.REACHED: reached is not None,
        Came.NO_ANSWER: no_answer,
        Came.REFUSED: refused,
        Came.WRONG_NUMBER: wrong_number,
    }
    came = [one for one, said in given.items() if said]
    if len(came) != 1:
        raise click.UsageError("Say one of --reached, --no-answer, --refused or --wrong-number.")
    call = Call(whom=whom, came=came[0], said=reached or "", never_again=never_again, mailing=mailing)
    logged = answering.log_call(app, call, because=because)
    output.record(logged, lambda: _print_logged(logged))


def _print_logged(logged: Logged) -> None:
    output.say(f"{logged.line} {logged.name}: {logged.came}." + (" They are called again." if logged.again else ""))
    if logged.objected:
        output.say("Written down that they object to calls.")
    output.say(f"{logged.left} left to call." if logged.left else "Nobody is left to be called.")


@click.command()
@click.argument("mailing", default="")
@because_option
@json_option
@with_app
def strike(app: App, mailing: str, *, because: str) -> None:
    """Strike from the lists whom nobody must call any more, of all mailings or of one, and say who that was."""
    struck = handing.pulled(app, mailing, kind=JobKind.CALLS, because=because).pulled
    columns: dict[str, output.Column] = {
        "Struck": lambda one: one.sheet,
        "Name": lambda one: one.name,
        "Why": lambda one: one.sentence,
        "Mailing": lambda one: one.dispatch,
    }
    output.records(struck, columns, empty="Nobody has to be struck.")
