"""Commands that write down the level of a case and what our section decided, and that stop all work on one."""

from collections.abc import Mapping, Sequence

import click

from outreach_cases import service
from outreach_cases.cli import telling
from outreach_cases.model.cases import Case
from outreach_cases.model.levels import RESTS, Decided, Level, Stance, Transition
from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option, on_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.text import Sentence

_NOTE = click.option("--note", default="", help="Why, in words.")
_ON = on_option("From which day on", "decided_on")
_BY = click.option("--by", "decided_by", default="", metavar="WHO", help="Who decided.")
_REASON = click.option("--reason", type=click.Choice([*telling.REASONS]), help="Why it is closed or left.")


@click.command()
@click.argument("case")
@click.argument("level", type=click.Choice([one.value for one in Level]))
@_REASON
@_NOTE
@_ON
@_BY
@because_option
@json_option
@with_app
def level(
    app: App, case: str, level: str, *, reason: str | None, note: str, decided_on: str, decided_by: str, because: str
) -> None:
    """Write down the level of a CASE in the portfolio: level 3 closed --reason released."""
    found, why = service.resolve(app, case), telling.REASONS[reason] if reason else None
    cautions = service.cautions(app, found, why) if level == Level.CLOSED else []
    draft = Decided(state=level, reason=why, note=note, decided_on=decided_on, decided_by=decided_by)
    made = service.level(app, found.id, draft, because=because)
    output.record(made, lambda: _print_level(app, found, made, cautions))


@click.command()
@click.argument("cases", nargs=-1, required=True)
@click.argument("decision", type=click.Choice([one.value for one in Stance]))
@_REASON
@_NOTE
@_ON
@_BY
@because_option
@json_option
@with_app
def decide(
    app: App,
    cases: tuple[str, ...],
    decision: str,
    *,
    reason: str | None,
    note: str,
    decided_on: str,
    decided_by: str,
    because: str,
) -> None:
    """Write down whether we work on CASES, on all of them or on none: decide 3 work --by "The board"."""
    found = {one.id: one for one in (service.resolve(app, case) for case in cases)}
    why = telling.REASONS[reason] if reason else None
    draft = Decided(state=decision, reason=why, note=note, decided_on=decided_on, decided_by=decided_by)
    made = service.decide_all(app, found, draft, because=because)
    output.record(made if len(made) > 1 else made[0], lambda: _print_decided(app, found, made))


@click.command()
@click.argument("case")
@click.argument("reason", type=click.Choice([*telling.STOPS]))
@click.option("--note", required=True, help="What happened.")
@because_option
@json_option
@with_app
def stop(app: App, case: str, reason: str, note: str, because: str) -> None:
    """Stop all work on a CASE at once, wherever it is done: stop 3 wish --note "Her sister rang"."""
    found = service.resolve(app, case)
    made = service.stop(app, found.id, telling.STOPS[reason], note=note, because=because)
    output.record(made, lambda: _print_stopped(app, found, made))


def _print(app: App, case: Case, made: Transition) -> None:
    final = made.reason is not None and made.reason.stops
    undo = "no undo takes this back" if final else telling.undone_by(made.change_id)
    output.say(f"Case {case.id}, {case.called}: {made.told}, from {made.decided_on} on ({undo}).")
    for sentence in service.told_before(app, made):
        output.prose(f"{sentence} It stands among your tasks: outreach tasks list.")


def _print_decided(app: App, cases: Mapping[int, Case], made: Sequence[Transition]) -> None:
    for one in made:
        _print(app, cases[one.case_id], one)


def _print_level(app: App, case: Case, made: Transition, cautions: list[Sentence]) -> None:
    _print(app, case, made)
    if case.stance is Stance.WORK and Level(made.state) in RESTS:
        output.say("Whoever works on it is to be told: outreach today.")
    for one in cautions:
        output.prose(f"Think of it: {one}")


def _print_stopped(app: App, case: Case, made: Transition) -> None:
    _print(app, case, made)
    for one in service.pointers(app, case.id):
        output.say(f"{one.called} is stopped too.")
    if case.stance is Stance.WORK:
        output.say("Whoever works on it is to be told: outreach today.")
