"""Command ``decide``: what a named person decides on a sector that the check does not clear."""

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.session import json_option, with_app
from outreach_priority import service
from outreach_priority.model import Decision, DecisionDraft
from outreach_priority.service import deciding


@click.command()
@click.argument("assessment")
@click.argument("subject")
@click.argument("answer", type=click.Choice(["go", "no", "undecided"]))
@click.option("--because", default="", help="Why; needed.")
@click.option("--mitigation", default="", help="What is done about the risk: needed to go on with a caution or a hold.")
@click.option(
    "--volunteer-hours", metavar="AMOUNT", type=float, default=0.0, help="What that costs, in hours of volunteers."
)
@click.option("--staff-hours", metavar="AMOUNT", type=float, default=0.0, help="What that costs, in hours of staff.")
@click.option("--money", metavar="AMOUNT", type=float, default=0.0, help="What that costs, in the section's own money.")
@click.option("--by", "decided_by", default="", metavar="WHO", help="Who decided; else you.")
@json_option
@with_app
def decide(
    app: App,
    assessment: str,
    subject: str,
    answer: str,
    *,
    because: str,
    mitigation: str,
    volunteer_hours: float,
    staff_hours: float,
    money: float,
    decided_by: str,
) -> None:
    """Decide on a SUBJECT of an ASSESSMENT: decide 3 business go --because "Board, 12 March" --mitigation "No logo"."""
    found = service.resolve(app, assessment)
    on = service.subject_meant(found, subject)
    if answer == "undecided":
        deciding.withdraw(app, found, on, because=because)
        output.record({"subject": on.key}, lambda: output.say(f"Undecided again: {on.title}."))
        return
    draft = DecisionDraft(
        goes=answer == "go",
        because=because,
        mitigation=mitigation,
        volunteer_hours=volunteer_hours,
        staff_hours=staff_hours,
        money=money,
        decided_by=decided_by,
    )
    made = service.decide(app, found, on, draft)
    output.record(made, lambda: _print(on.title, made))


def _print(title: str, made: Decision) -> None:
    output.say(f"{made.decided_by} decided: {title} {'can' if made.goes else 'is not to'} be chosen ({made.verdict}).")
