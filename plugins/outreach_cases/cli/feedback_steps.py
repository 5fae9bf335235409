"""Commands that write feedback down, an appeal, and its outcome."""

from collections.abc import Callable
from typing import Any

import click
from attrs import evolve

from outreach_cases.cli import telling
from outreach_cases.model.feedback import Contested, Feedback, FeedbackDraft, Outcome, StepDraft
from outreach_cases.service import feedback as service
from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option, on_option
from outreach_crm.cli.session import json_option, with_app

_OUTCOMES = telling.short(Outcome)
_FIELDS = (
    click.option("--case", metavar="CASE", help="The case: its number, its reference, or words of its name."),
    click.option("--about", metavar="NAME", help="The name of a case that is in no portfolio, instead of --case."),
    click.option("--from", "contact", metavar="CONTACT", help="Who gives it: a number or a name."),
    click.option("--giver", help="Who gives it, in words, where they are no contact."),
    click.option("--received", "received_on", metavar="DAY", help="When it came: yesterday, 2026-03-09; else today."),
    click.option("--came", "came_by", help="How it came: a letter, the annual meeting."),
    click.option("--owner", metavar="ACCOUNT", help="Who of us looks after it; else you."),
)


def _fields(function: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(_FIELDS):
        function = option(function)
    return function


@click.command()
@click.argument("decision", type=click.Choice([one.value for one in Contested]))
@click.argument("text")
@_fields
@because_option
@json_option
@with_app
def add(app: App, decision: str, text: str, *, because: str, **given: Any) -> None:
    """Write down feedback on a DECISION: add closure "She is still in prison" --case 3 --from "Ana Ruiz"."""
    said = {key: value for key, value in given.items() if value is not None}
    found = service.receive(app, FeedbackDraft(decision=decision, text=text, **said), because=because)
    output.record(found, lambda: print_kept(found, found.change_id))


@click.command()
@click.argument("feedback")
@click.option("--decision", type=click.Choice([one.value for one in Contested]), help="What was decided.")
@click.option("--text", help="What they say.")
@_fields
@because_option
@json_option
@with_app
def edit(app: App, feedback: str, *, because: str, **given: Any) -> None:
    """Write FEEDBACK otherwise: edit 3 --received 2026-03-01; what is not said stays."""
    said = {key: value for key, value in given.items() if value is not None}
    # What is said in one way is no longer said in the other.
    for one, other in (("case", "about"), ("contact", "giver")):
        for key, rest in ((one, other), (other, one)):
            if key in said and rest not in said:
                said[rest] = ""
    found = service.resolve(app, feedback)
    changed = service.edit(app, found.id, evolve(service.draft_of(found), **said), because=because)
    output.record(changed, lambda: print_kept(changed, changed.change_id))


@click.command()
@click.argument("feedback")
@click.argument("text")
@on_option()
@because_option
@json_option
@with_app
def appeal(app: App, feedback: str, text: str, *, on: str, because: str) -> None:
    """Say that they appeal against the answer to FEEDBACK, and what they say."""
    found = service.resolve(app, feedback)
    now = service.appeal(app, found.id, StepDraft(text=text, on=on), because=because)
    output.record(now, lambda: print_step(now))


@click.command()
@click.argument("feedback")
@click.argument("outcome", type=click.Choice([*_OUTCOMES]))
@click.option("--reasons", default="", help="Why; only what is withdrawn needs none.")
@on_option()
@click.option("--by", default="", metavar="WHO", help="Who of us decided; else you.")
@because_option
@json_option
@with_app
def outcome(app: App, feedback: str, outcome: str, *, reasons: str, on: str, by: str, because: str) -> None:
    """Say how an appeal on FEEDBACK ended, or that it was withdrawn: outcome 3 upheld --reasons "Her lawyer agrees"."""
    found, how = service.resolve(app, feedback), _OUTCOMES[outcome]
    now = service.conclude(app, found.id, how, StepDraft(text=reasons, on=on, by=by), because=because)
    output.record(now, lambda: print_step(now))
    if how in {Outcome.CHANGED, Outcome.PARTLY} and now.case_id and not output.wants_json():
        output.say(f"Write down what changed: outreach cases level {now.case_id}, or outreach cases decide.")


def print_kept(found: Feedback, change_id: int) -> None:
    """Print that feedback stands as it was written, and by when something is due."""
    due = f", due by {found.awaited_on}" if found.awaited_on else ""
    output.say(f"Feedback {found.id}, {found.title}: {found.standing}{due} ({telling.undone_by(change_id)}).")


def print_step(found: Feedback) -> None:
    """Print the last step of feedback."""
    if found.last is not None:
        print_kept(found, found.last.change_id)
