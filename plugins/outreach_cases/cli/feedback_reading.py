"""Commands that list feedback on decisions, show one, and tell the figures of a year."""

import click

from outreach_cases.cli.telling import print_figures
from outreach_cases.formulas.answering import Answering
from outreach_cases.model import figures
from outreach_cases.model.feedback import Contested, Feedback
from outreach_cases.model.feedback_year import YearOfFeedback
from outreach_cases.service import feedback as service
from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.session import json_option, with_app

_LIST: dict[str, output.Column] = {
    "No.": lambda one: one.id,
    "Due": lambda one: one.awaited_on or "",
    "State": lambda one: one.standing,
    "About": lambda one: one.title,
    "Who": lambda one: one.who,
    "Came": lambda one: one.received_on,
    "Of us": lambda one: one.owner,
}
_YEAR: dict[str, output.Column] = {
    "No.": lambda one: one.id,
    "Case": lambda one: one.case,
    "Decision": lambda one: one.decision,
    "Came": lambda one: one.received_on,
    "Answered": lambda one: one.answered_on or "",
    "Appealed": lambda one: one.appealed_on or "",
    "Outcome": lambda one: one.outcome.told if one.outcome else "",
}


@click.command("list")
@click.option("--all", "everything", is_flag=True, help="Those on which nothing is due any more too.")
@click.option("--decision", type=click.Choice([one.value for one in Contested]), help="Only on decisions of this kind.")
@click.option(
    "--case", metavar="CASE", default="", help="Only on a case: its number, its reference, or words of its name."
)
@click.option("--from", "contact", default="", metavar="CONTACT", help="Only what this contact gave.")
@json_option
@with_app
def list_(app: App, *, everything: bool, decision: str | None, case: str, contact: str) -> None:
    """List feedback by what is due from us next: list --all --decision closure."""
    kind = Contested(decision) if decision else None
    wanted = service.wanted(app, everything=everything, decision=kind, case=case, contact=contact)
    found = service.listed(app, wanted)
    output.records(found, _LIST, empty="No feedback waits for us. To write some down: outreach cases feedback add")
    if found and not output.wants_json():
        output.say(f"Of all there is: {_told(service.figures(app))}.")


def _told(of_all: Answering) -> str:
    return (
        f"{of_all.on_time} answered on time, {of_all.late} late, {of_all.overdue_open} overdue and open,"
        f" {of_all.not_yet_due} not yet due"
    )


@click.command()
@click.argument("feedback")
@json_option
@with_app
def show(app: App, feedback: str) -> None:
    """Show FEEDBACK: what they say, what became of it step by step, and by when something is due."""
    found = service.resolve(app, feedback)
    output.record(found, lambda: _print(app, found))


def _print(app: App, found: Feedback) -> None:
    output.title(f"Feedback {found.id}: {found.title}, {found.standing}")
    came = f", {found.came_by}" if found.came_by else ""
    output.prose(f"{found.who}, {found.received_on}{came}: {found.text}")
    if found.awaited_on:
        late = " (overdue)" if found.is_late(app.clock.today()) else ""
        output.say(f"Due by {found.awaited_on}{late}{f', {found.owner}' if found.owner else ''}.")
    for one in found.steps:
        who = ", ".join(part for part in (one.happened_on, one.done_by, one.way) if part)
        output.prose(f"{one.told} ({who}): {one.text}")


@click.command()
@click.argument("year", type=int)
@json_option
@with_app
def year(app: App, year: int) -> None:
    """Tell how the feedback that came in a YEAR was answered, without who gave it: year 2026."""
    found = service.feedback_of_year(app, year)
    output.record(found, lambda: print_year(found))


def print_year(found: YearOfFeedback) -> None:
    """Print the feedback of a year: its figures, and each in short."""
    output.title(f"Feedback of {found.year}, as of {found.on}")
    print_figures(figures.of_feedback(found))
    if found.told:
        output.table([*_YEAR], [[column(one) for column in _YEAR.values()] for one in found.told])
