"""Commands about plans: ``adopt``, ``plans`` and ``plan``."""

from typing import Any

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option, dry_run_option, version_option
from outreach_crm.cli.session import json_option, with_app
from outreach_priority import service
from outreach_priority.cli.budgets import LEVELS, amounts, means_options, pairs, print_budget, read_means
from outreach_priority.model.involvement import Level, in_words, level_in_words, written
from outreach_priority.model.plans import AdoptionDraft, Plan, PlanEdit
from outreach_priority.service import adopting, budgeting, planning

_LIST: dict[str, output.Column] = {
    "No.": lambda one: one.id,
    "For": lambda one: one.title,
    "Level": lambda one: level_in_words(one.level, one.model),
    "Group": lambda one: one.group or "nobody yet",
    "Vol. h": lambda one: written(one.volunteer_hours),
    "Staff h": lambda one: written(one.staff_hours),
    "Money": lambda one: written(one.money),
    "Review": lambda one: one.review_on,
}


@click.command()
@click.argument("assessment")
@means_options
@click.option("--group", "groups", multiple=True, metavar="SECTOR=GROUP", help="Who is responsible.")
@click.option("--review", default="1y", show_default=True, metavar="DAY", help="When the plans are looked at again.")
@click.option("--owner", default="", metavar="ACCOUNT", help="Whose task that is; else yours.")
@dry_run_option
@because_option
@json_option
@with_app
def adopt(app: App, assessment: str, dry_run: bool, because: str, **given: Any) -> None:
    """Turn a sealed ASSESSMENT into plans: adopt 3 --staff-hours 300 --group medical="Medical Group" --review 1y."""
    found = service.resolve(app, assessment)
    means = read_means(found, given)
    if dry_run:
        chosen = budgeting.budget(app, found, means)
        output.record(chosen, lambda: print_budget(chosen))
        return
    given["groups"] = dict(pairs(found, given["groups"]))
    adopted = adopting.adopt(app, found, AdoptionDraft(means=means, **given), because=because)
    output.record(adopted, lambda: _print_adopted(adopted))


def _print_adopted(adopted: list[Plan]) -> None:
    planned = [one for one in adopted if one.level is not Level.NONE]
    output.records(planned, _LIST, empty="Nothing is planned for any of them.")
    _print_whom(planned)
    if nothing := [one.title for one in adopted if one.level is Level.NONE]:
        output.prose(f"Nothing is planned for {', '.join(nothing)}.")
    if adopted:
        output.say(f"Take back: outreach undo {adopted[0].change_id}")


def _print_whom(there: list[Plan]) -> None:
    """Print in which segments the organisations stand that are to be approached."""
    segments = [f"{one.segment_id} ({one.title})" for one in there if one.segment_id is not None]
    if segments and not output.wants_json():
        output.prose(f"Whom to approach: outreach segments show {', '.join(segments)}")


@click.command()
@click.argument("assessment", default="")
@json_option
@with_app
def plans(app: App, assessment: str) -> None:
    """List the plans that hold now, or those of an ASSESSMENT."""
    found = (
        planning.plans_of(app, service.resolve(app, assessment)) if assessment.strip() else planning.current_plans(app)
    )
    output.records(found, _LIST, empty="Nothing is adopted yet: outreach priority adopt ASSESSMENT")
    _print_whom(found)


@click.command()
@click.argument("number", type=int)
@click.option("--level", type=click.Choice(LEVELS), help="Another level, with its package.")
@click.option("--group", metavar="GROUP", help="Who is responsible; empty text takes away.")
@click.option("--review", metavar="DAY", help="When it is looked at again.")
@version_option
@amounts
@because_option
@json_option
@with_app
def plan(app: App, number: int, because: str, **said: Any) -> None:
    """Change the plan of a NUMBER: plan 4 --level contact --review 6m --because "the union is on strike"."""
    changed = planning.edit_plan(app, number, PlanEdit(**said), because=because)
    group = changed.group or "nobody yet"
    output.record(
        changed,
        lambda: output.say(
            f"{changed.title}: {changed.level}, {in_words(changed.needs)}, responsible: {group}, review"
            f" {changed.review_on or 'none'} (take back: outreach undo {changed.change_id})"
        ),
    )
