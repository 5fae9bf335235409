"""Command ``outreach meetings report``."""

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.groups import service as groups
from outreach_meetings import service
from outreach_meetings.model.plans import Objective, plain
from outreach_meetings.model.yearly import YearReport


@click.command()
@click.argument("group")
@click.option("--year", metavar="YEAR", type=int, help="Which year; else this one.")
@json_option
@with_app
def report(app: App, group: str, year: int | None) -> None:
    """Compare what GROUP planned for a year with what came of it: report "Doctors' group" --year 2026."""
    found = service.year_report(app, groups.resolve(app, group).contact_id, year or app.clock.today().year)
    output.record(found, lambda: _print(found))


def _print(found: YearReport) -> None:
    output.title(f"{found.plan.group} in {found.plan.year}")
    output.prose(str(found.told))
    for label, those in (("Reached", found.changed), ("Not reached", found.left)):
        if those:
            output.say(f"\n{label}:")
        for one in those:
            output.prose(f"- {_line(one)}", indent="  ")
    if found.figures.letters:
        output.say()
        output.table(
            ["Letters on", "Written", "At meetings"], [[w.title, w.letters, w.meetings] for w in found.figures.letters]
        )
    if found.figures.decisions:
        output.say("\nDecisions:")
    for each in found.figures.decisions:
        output.prose(f"- {each.name}: {each.told}", indent="  ")
    if found.resources:
        output.say()
        rows = [[one.heading.label, plain(one.planned), plain(one.used)] for one in found.resources]
        output.table(["Resources", "Planned", "Used"], rows)


def _line(one: Objective) -> str:
    said = one.result or (one.notes[-1].text if one.notes else str(one.state))
    return f"{one.title}: {said}"
