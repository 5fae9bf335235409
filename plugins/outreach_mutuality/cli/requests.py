"""Commands ``outreach mutuality``: log, list, show, assess, decide, again, answer, kept, balance."""

from pathlib import Path
from typing import Any

import click

from outreach_crm.app import App
from outreach_crm.attachments import service as attachments
from outreach_crm.attachments.model import guessed_media_type
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option, by_option, on_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.contacts import service as contacts
from outreach_crm.model import Ref
from outreach_mutuality import service
from outreach_mutuality.cli import telling
from outreach_mutuality.cli.answering import answer
from outreach_mutuality.cli.balance import balance
from outreach_mutuality.cli.board import print_board
from outreach_mutuality.cli.deciding import again, assess, decide, kept, print_left
from outreach_mutuality.model.assessing import DecisionDraft, Finding, Outcome, Verdict
from outreach_mutuality.model.requests import OPEN, Request, RequestDraft, RequestKind, State
from outreach_mutuality.service import rules

_FILE = click.Path(path_type=Path, dir_okay=False)
_LIST: dict[str, output.Column] = {
    "No.": lambda one: one.id,
    "Whose": lambda one: one.contact,
    "What": lambda one: one.line,
    "Kind": lambda one: one.kind,
    "State": lambda one: one.standing,
    "Came": lambda one: one.received_on,
}
_STATES = [one.value for one in State]


@click.group()
def mutuality() -> None:
    """What organisations ask of us: assessed, decided, answered and kept."""


@mutuality.command()
@click.argument("who")
@click.argument("text")
@click.option(
    "--kind", type=click.Choice([one.value for one in RequestKind]), help="Of what kind; else the words say it."
)
@click.option("--person", default="", metavar="CONTACT", help="Who of them asks.")
@on_option("When it came", "received_on")
@by_option("By when they need an answer", "deadline_on")
@click.option("--came", "came_by", default="", help="How it came: by letter, at the congress.")
@click.option("--country", default="", metavar="COUNTRY", help="The country it is about.")
@click.option("--amount", metavar="AMOUNT", type=float, default=0.0, help="The money it is about.")
@click.option("--owner", default="", metavar="ACCOUNT", help="Who of us looks after it; else you.")
@click.option("--file", "files", multiple=True, type=_FILE, help="What they sent.")
@click.option("--accept", is_flag=True, help="Accept it at once: every rule that needs no second look says yes.")
@because_option
@json_option
@with_app
def log(
    app: App,
    who: str,
    text: str,
    *,
    kind: str | None,
    files: tuple[Path, ...],
    accept: bool,
    because: str,
    **given: Any,
) -> None:
    """Write down what an organisation asks: log "Health Union" "100 leaflets" --accept."""
    draft = RequestDraft(contact_id=contacts.resolve(app, who).id, text=text, kind=kind or "", **given)
    found = [(file.name, attachments.read(file)) for file in files]
    with app.change("receive request", because=because):
        request = service.receive(app, draft)
        for name, data in found:
            ref = Ref("mutuality_requests", request.id)
            attachments.attach(app, ref, name, guessed_media_type(name, data), data)
        if accept:
            request = service.assess(app, request.id, {}, rest=Verdict.YES)
        if request.state is State.ASSESSED:
            service.decide(app, request.id, DecisionDraft(outcome=Outcome.ACCEPT, told=""))
            request = service.get(app, request.id)
    output.record(request, lambda: _print_logged(app, request))


def _print_logged(app: App, request: Request) -> None:
    undo = telling.undone_by(request.change_id)
    output.say(f"Request {request.id} of {request.contact}: {request.kind}, {request.state} ({undo}).")
    for hint in service.hints(app, request):
        output.prose(f"Think of it: {hint}")
    for one in service.like(app, request, 3):
        output.prose(telling.like_it(one), indent="  ")
    if request.state is State.RECEIVED:
        print_left(app, request)
    telling.next_steps(app, request)


@mutuality.command("list")
@click.option(
    "--contact", default="", metavar="CONTACT", help="Only those of this organisation, or brought by this person."
)
@click.option(
    "--owner", default="", metavar="ACCOUNT", help="Only those that one of us looks after, or is asked about."
)
@click.option("--state", "states", multiple=True, type=click.Choice(_STATES), help="Only those in this state.")
@click.option("--all", "everything", is_flag=True, help="Those that are answered too.")
@click.option("--board", "as_board", is_flag=True, help="Grouped by what is next, with open promises.")
@json_option
@with_app
def list_(app: App, contact: str, owner: str, states: tuple[str, ...], *, everything: bool, as_board: bool) -> None:
    """List requests that wait for us, the next deadline first."""
    if as_board and (contact or states or everything):
        raise click.UsageError("The board has all lanes; only --owner goes with it.")
    if as_board and not output.wants_json():
        print_board(app, owner)
        return
    wanted = [State(one) for one in states] or (None if everything else OPEN)
    contact_id = contacts.resolve(app, contact).id if contact else None
    found, today = service.listed(app, states=wanted, contact_id=contact_id, owner=owner), app.clock.today().isoformat()
    columns = {**_LIST, "Answer by": lambda one: f"{one.deadline_on or ''}{' (late)' if one.is_late(today) else ''}"}
    output.records(found, columns, empty='Nobody waits for us. When somebody asks: outreach mutuality log WHO "..."')


@mutuality.command()
@click.argument("request")
@json_option
@with_app
def show(app: App, request: str) -> None:
    """Show a REQUEST: what the rules say, what was decided, and what is like it."""
    found = service.resolve(app, request)
    output.record(found, lambda: _print(app, found))


def _print(app: App, request: Request) -> None:
    said, there = service.findings(app, request), rules.put(app, request.kind, request.amount)
    output.title(f"Request {request.id} of {request.contact}: {request.kind}, {request.standing}")
    output.prose(request.text)
    telling.facts(app, request)
    rows = [[key, said[key].verdict if key in said else "", _why(said[key]) if key in said else rule.question]
            for key, rule in there.items()]  # fmt: skip
    output.table(["Rule", "", "Why"], rows)
    decision = service.decision(app, request)
    if decision is not None:
        output.say(f"\n{decision.decided_by} on {decision.decided_on}: {decision.outcome}.")
        for label, text in (
            ("Told", decision.told),
            ("Kept", decision.kept),
            decision.offer,
            ("Departs", decision.departs),
        ):
            if text:
                output.prose(f"{label}: {text}")
    for promise in service.promises(app, request):
        output.say(f"Promise {promise.id}: {promise.what}, by {promise.due_on}{', kept' if promise.done_on else ''}.")
    for one in service.like(app, request):
        output.prose(telling.like_it(one), indent="  ")
    telling.next_steps(app, request)


def _why(said: Finding) -> str:
    """Return why a rule says what it says, and who looks at it where it is unclear."""
    return f"{said.sentence} ({said.ask} looks at it)" if said.ask else said.sentence


for _command in (again, answer, assess, balance, decide, kept):
    mutuality.add_command(_command)
