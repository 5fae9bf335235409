"""Commands that say what rules say of a request, what is decided, anew perhaps, and what was kept of promises."""

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option
from outreach_crm.cli.session import json_option, with_app
from outreach_mutuality import service
from outreach_mutuality.cli import telling
from outreach_mutuality.model.assessing import Decision, DecisionDraft, Outcome, Verdict
from outreach_mutuality.model.requests import Request

_SHORT = {one.value.replace(" ", "-"): one for one in Outcome}


@click.command()
@click.argument("request")
@click.argument("said", nargs=-1, metavar="[RULE=yes|no|unclear]...")
@click.option("--all", "rest", type=click.Choice([one.value for one in Verdict]), help="What every other rule says.")
@click.option("--ask", default="", metavar="ACCOUNT", help="The account of who of us looks at what is unclear.")
@because_option
@json_option
@with_app
def assess(app: App, request: str, said: tuple[str, ...], rest: str | None, ask: str, because: str) -> None:
    """Say what the rules say of a REQUEST: assess 3 money=unclear --ask Tom --all yes."""
    found = service.resolve(app, request)
    verdicts = dict(_read(one) for one in said)
    if not verdicts and not rest:
        raise click.UsageError(f"Say what a rule says, such as {next(iter(service.left(app, found)), 'mandate')}=yes.")
    now = service.assess(app, found.id, verdicts, rest=Verdict(rest) if rest else None, ask=ask, because=because)
    output.record(now, lambda: _print_assessed(app, now))


def _read(text: str) -> tuple[str, Verdict]:
    rule, _, said = text.partition("=")
    if said not in [one.value for one in Verdict]:
        raise click.UsageError(f"{text!r}: a rule says yes, no or unclear, such as money=unclear.")
    return rule, Verdict(said)


def _print_assessed(app: App, request: Request) -> None:
    output.say(f"Request {request.id} is {request.state} ({telling.undone_by(request.change_id)}).")
    print_left(app, request)
    telling.next_steps(app, request)


def print_left(app: App, request: Request) -> None:
    """Print which rules have said nothing of a request, and which of them call for a second look."""
    if left := service.left(app, request):
        looked_at = service.second_looks(app, request)
        told = (f"{key} ({looked_at[key]})" if key in looked_at else key for key in left)
        output.prose(f"Still to say: {', '.join(told)}.")


@click.command()
@click.argument("request")
@click.argument("outcome", type=click.Choice([*_SHORT]))
@click.option("--told", default="", help="The reason they are told.")
@click.option("--kept", default="", help="The reason that stays with us.")
@click.option("--rule", default="", help="The rule it rests on.")
@click.option(
    "--offer", "offered", default="", help="What is offered instead, which part, to whom referred, or who is consulted."
)
@click.option("--promise", "promises", multiple=True, nargs=2, metavar="WHAT DAY", help="What we do by when.")
@click.option("--by", "decided_by", default="", metavar="WHO", help="Who decided; else you.")
@because_option
@json_option
@with_app
def decide(
    app: App,
    request: str,
    outcome: str,
    *,
    told: str,
    kept: str,
    rule: str,
    offered: str,
    promises: tuple[tuple[str, str], ...],
    decided_by: str,
    because: str,
) -> None:
    """Decide on a REQUEST: decide 3 decline --told "..." --offer "a speaker" --rule impartiality."""
    draft = DecisionDraft(
        outcome=_SHORT[outcome],
        told=told,
        kept=kept,
        rule=rule,
        offered=offered,
        promises=promises,
        decided_by=decided_by,
    )
    found = service.decide(app, service.resolve(app, request).id, draft, because=because)
    output.record(found, lambda: _print_decided(app, found))


def _print_decided(app: App, found: Decision) -> None:
    undo = telling.undone_by(found.change_id)
    output.say(f"Request {found.request_id}: {found.outcome}, by {found.decided_by} ({undo}).")
    if found.ask:
        output.say(f"{found.ask} will be reminded.")
    if found.departs:
        output.prose(f"This is {found.departs}.")
    telling.next_steps(app, service.get(app, found.request_id))


@click.command()
@click.argument("promise", type=int)
@because_option
@json_option
@with_app
def kept(app: App, promise: int, because: str) -> None:
    """Say that a PROMISE was kept, by its number."""
    done = service.keep(app, promise, because=because)
    output.record(done, lambda: output.say(f"Kept: {done.what} ({telling.undone_by(done.change_id)})."))


@click.command()
@click.argument("request")
@click.option("--because", required=True, help="Why it is decided anew.")
@json_option
@with_app
def again(app: App, request: str, because: str) -> None:
    """Take a decision on a REQUEST back, to decide anew: again 3 --because "their text was changed"."""
    now = service.take_back(app, service.resolve(app, request).id, because=because)
    output.record(now, lambda: _print_assessed(app, now))
