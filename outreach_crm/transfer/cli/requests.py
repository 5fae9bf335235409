"""Commands ``outreach export-requests``: exports that are too large for one person, and agreeing to them."""

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.transfer import service
from outreach_crm.transfer.model import AskedExport


@click.group("export-requests")
def requests() -> None:
    """Exports that wait for a second person to agree: [privacy] second_person_above says from how many contacts."""


@requests.command("list")
@json_option
@with_app
def list_(app: App) -> None:
    """List what was asked for in the last seven days."""
    columns = {
        "No": lambda one: one.id,
        "Contacts": lambda one: one.count,
        "Whom": lambda one: one.whom,
        "What for": lambda one: one.question.purpose,
        "Asked by": lambda one: one.asked_by,
        "On": lambda one: one.asked_on,
        "Agreed": lambda one: ", ".join(one.agreed_by) or "not yet",
    }
    output.records(service.asked(app), columns, empty="No export waits for a second person.")


@requests.command()
@click.argument("number", type=int)
@because_option
@json_option
@with_app
def agree(app: App, number: int, because: str) -> None:
    """Agree to an export that somebody else asked for."""
    found = service.agree(app, number, because=because)
    output.record(found, lambda: output.say(_agreed(found)))


def _agreed(found: AskedExport) -> str:
    return f"{found.asked_by} may make export {found.id} now, by asking for the same again."
