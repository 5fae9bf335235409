"""Commands ``outreach privacy export`` and ``outreach privacy erase``."""

import json
from pathlib import Path

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import dry_run_option, yes_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.clock import as_read
from outreach_crm.contacts import service as contacts
from outreach_crm.erasure import ErasureReport
from outreach_crm.machines import as_data
from outreach_crm.privacy import service
from outreach_crm.privacy.model import ErasurePlan, PersonalData
from outreach_crm.privacy.page import page

_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.argument("who")
@click.option("--to", "folder", metavar="FOLDER", type=_FOLDER, default=".", help="Into which folder; else this one.")
@json_option
@with_app
def export(app: App, who: str, folder: Path) -> None:
    """Write all that is held about WHO, in whichever feature: a page to read, and JSON for machines.

    What it says of other persons is left out. With --json it is printed and no file is written.
    """
    data = service.export(app, contacts.resolve(app, who).id)
    output.record(data, lambda: _write(data, folder))


def _write(data: PersonalData, folder: Path) -> None:
    text = json.dumps(as_data(data), ensure_ascii=False, indent=2) + "\n"
    for suffix, content in ((".html", page(data)), (".json", text)):
        path = folder / f"contact-{data.contact_id}{suffix}"
        service.write_file(path, content)
        output.say(f"Written: {path}")


@click.command()
@click.argument("who")
@dry_run_option
@yes_option
@click.option("--because", default="", help="Why, for the history; names are taken out of it.")
@json_option
@with_app
def erase(app: App, who: str, dry_run: bool, yes: bool, because: str) -> None:
    """Erase WHO everywhere, for good: it cannot be undone, and no list or backup brings them back.

    What goes, what stays and why is told first.
    """
    plan = service.plan_erasure(app, contacts.resolve(app, who).id)
    if dry_run:
        output.record(plan, lambda: _tell(plan))
        return
    _tell(plan) if not output.wants_json() else None
    output.confirm(f"Erase {plan.contact} for good?", yes=yes)
    report = service.erase(app, [plan.contact_id], because=because)
    output.record(report, lambda: _told(report))


def _tell(plan: ErasurePlan) -> None:
    output.title(f"To erase: {plan.contact}  (contact {plan.contact_id})")
    rows = [(one.title, one.goes) for one in plan.report.tables if one.goes]
    output.say("Goes, for good:")
    output.table(["What", "Rows"], [*rows, ("earlier states in the journal", plan.report.past)])
    output.say("\nStays:")
    for sentence in plan.stays:
        output.prose(f"- {sentence}", indent="  ")
    for address in plan.shared:
        output.prose(f"- {address} may still be used: somebody else has it too", indent="  ")


def _told(report: ErasureReport) -> None:
    output.say(f"Erased for good (change {report.change_id}).")
    for copy in report.copies:
        output.prose(f"A copy may still hold them: {copy.place}, of {as_read(copy.made_at)}.", indent="  ")
    for sentence in report.to_do:
        output.prose(sentence, indent="  ")
