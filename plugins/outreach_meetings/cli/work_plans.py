"""Commands on the work plans of groups: what is planned for a year, what is added, and how far it has come."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option, by_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.errors import InvalidInputError
from outreach_crm.groups import service as groups
from outreach_crm.text import say
from outreach_meetings import service
from outreach_meetings.model.plans import Objective, ObjectiveEdit, Plan, State

_YEAR = click.option("--year", metavar="YEAR", type=int, help="Which year; else this one.")
_STATES = [one.value.replace(" ", "-") for one in State]


@click.command("work-plan")
@click.argument("group")
@_YEAR
@click.option("--take-over", is_flag=True, help="Take over campaigns and adopted sector plans that name it.")
@because_option
@json_option
@with_app
def work_plan(app: App, group: str, year: int | None, *, take_over: bool, because: str) -> None:
    """Show what GROUP means to reach in a year, and how far it has come."""
    group_id, when = groups.resolve(app, group).contact_id, year or app.clock.today().year
    if take_over:
        service.take_over(app, group_id, when, because=because)
    found = service.work_plan(app, group_id, when)
    output.record(found, lambda: _print(found, app.clock.today().isoformat()))


@click.command()
@click.argument("group")
@click.argument("title")
@_YEAR
@click.option("--campaign", default="", metavar="CAMPAIGN", help="The campaign it belongs to.")
@click.option("--responsible", default="", metavar="CONTACT", help="Who sees to it.")
@by_option(name="due_on")
@click.option("--volunteer-hours", metavar="AMOUNT", default="", help="What it may take of volunteers' time.")
@click.option("--staff-hours", metavar="AMOUNT", default="", help="What it may take of staff's time.")
@click.option("--money", metavar="AMOUNT", default="", help="What it may cost.")
@because_option
@json_option
@with_app
def objective(app: App, group: str, year: int | None, *, because: str, **fields: str) -> None:
    """Add an objective to the work plan of GROUP: objective "Doctors' group" "A talk at both schools" --by 6m."""
    group_id, when = groups.resolve(app, group).contact_id, year or app.clock.today().year
    made = service.intend(app, group_id, when, ObjectiveEdit(fields=fields), because=because)
    output.record(made, lambda: _planned(app, made))


@click.command()
@click.argument("group")
@click.argument("objective")
@click.argument("text", default="")
@click.option("--at", "on", default="", metavar="DAY", help="The day of the meeting at which it was said.")
@click.option("--state", type=click.Choice(_STATES), help="How far it is.")
@click.option("--result", help="What came of it; for whom it changed something.")
@because_option
@json_option
@with_app
def progress(
    app: App, group: str, objective: str, text: str, on: str, state: str | None, result: str | None, because: str
) -> None:
    """Say how far GROUP is with an OBJECTIVE: progress "Doctors' group" talk "Both deans agreed" --at 2026-04-02."""
    if not text and state is None and result is None:
        raise click.UsageError("Say how far the group is, or give --state or --result.")
    group_id = groups.resolve(app, group).contact_id
    found = service.objective_meant(app, group_id, objective)
    meeting = service.meant(app, group, on) if on else None
    fields = {key: value for key, value in (("state", state), ("result", result)) if value is not None}
    with _naming_result():
        found = service.revise(
            app, found.id, ObjectiveEdit(fields=fields), noted=text, meeting=meeting, because=because
        )
    output.record(found, lambda: _told("Noted", found))


@contextmanager
def _naming_result() -> Iterator[None]:
    """Let an error on what came of an objective name the option that says it."""
    try:
        yield
    except InvalidInputError as error:
        if any(one.field == "result" for one in error.problems):
            raise InvalidInputError(say('{error} Say it with --result "...".', error=error), error.problems) from None
        raise


def _planned(app: App, made: Objective) -> None:
    _told("Planned", made)
    if remark := service.twin(app, made):
        output.prose(remark.told)


def _told(label: str, found: Objective) -> None:
    output.say(f"{label}: {found.title} (objective {found.id}, {found.year}): {found.state}.")


def _print(plan: Plan, today: str) -> None:
    output.title(f"Work plan of {plan.group} for {plan.year}")
    rows = [
        [one.id, one.title, one.responsible, _by(one, today), one.needs, one.state, one.result or _last(one)]
        for one in plan.objectives
    ]
    if rows:
        output.table(["No.", "Objective", "Who", "By", "It may take", "State", "So far"], rows)
        output.say(str(plan.told))
    else:
        output.prose(f'Nothing is planned yet: outreach meetings objective "{plan.group}" "..." adds an objective.')
    for _, title in plan.offered:
        output.prose(f"Decided elsewhere and not in it yet: {title} (--take-over takes it over)")


def _by(one: Objective, today: str) -> str:
    return f"{one.due_on or ''}{' (late)' if one.is_late(today) else ''}"


def _last(one: Objective) -> str:
    return one.notes[-1].text if one.notes else ""
