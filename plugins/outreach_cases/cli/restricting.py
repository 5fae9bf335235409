"""The command by which a circle keeps a case to itself."""

import click

from outreach_cases import service
from outreach_cases.cli import telling
from outreach_cases.model.cases import Case
from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option
from outreach_crm.cli.session import json_option, with_app


@click.command()
@click.argument("case")
@click.option("--circle", default="", metavar="CIRCLE", help="Only this circle sees the case.")
@click.option("--to", "whom", type=click.Choice(["everybody"]), help="Let everybody who works here see it again.")
@because_option
@json_option
@with_app
def restrict(app: App, case: str, circle: str, whom: str | None, because: str) -> None:
    """Let only a circle see a CASE, or everybody again: restrict 3 --circle Safety, restrict 3 --to everybody."""
    if bool(circle.strip()) == bool(whom):
        raise click.UsageError("Say who sees it: --circle CIRCLE, or --to everybody.")
    made = service.restrict(app, service.resolve(app, case).id, circle, because=because)
    output.record(made, lambda: _print(app, made))


def _print(app: App, case: Case) -> None:
    seen_by = service.seen_by(app, case)
    who = f"only {seen_by} sees it" if seen_by else "everybody who works here sees it"
    output.say(f"Case {case.id}, {case.called}: {who} ({telling.undone_by(case.change_id)}).")
