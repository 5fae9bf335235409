"""Commands ``outreach privacy due``, ``retention``, ``hold``, ``holds`` and ``release``."""

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option, dry_run_option, yes_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.contacts import service as contacts
from outreach_crm.dates import read_optional
from outreach_crm.privacy import service
from outreach_crm.privacy.model import RetentionReport

_DUE: dict[str, output.Column] = {
    "No.": lambda one: one.contact_id,
    "Who": lambda one: one.contact,
    "What goes": lambda one: "everything" if one.data_class == "personal" else "sectors and special fields",
    "Last contact": lambda one: one.last_on,
    "Due on": lambda one: one.due_on,
    "Held for": lambda one: ", ".join(one.purposes),
}
_HOLDS: dict[str, output.Column] = {
    "No.": lambda one: one.contact_id,
    "Who": lambda one: one.contact,
    "Why": lambda one: one.reason,
    "Until": lambda one: one.until_on or "released",
}
_NONE = "Nobody is due. Rules stand under [[privacy.retention]] in outreach.toml."


@click.command()
@json_option
@with_app
def due(app: App) -> None:
    """List whose time is over by the retention rules, the longest due first."""
    output.records(service.due(app), _DUE, empty=_NONE)


@click.command()
@dry_run_option
@yes_option
@click.option("--clock-is-right", is_flag=True, help="You have looked at the clock of this machine.")
@because_option
@json_option
@with_app
def retention(app: App, dry_run: bool, yes: bool, clock_is_right: bool, because: str) -> None:
    """Dispose of what is due by the retention rules: erase persons for good, take sectors and special fields away.

    One run does so many at most as the settings say; run it again for the rest.
    """
    found = service.due(app)
    if dry_run or not found:
        output.records(found, _DUE, empty=_NONE)
        return
    if not output.wants_json():
        output.records(found, _DUE, empty=_NONE)
    output.confirm(f"Dispose of the first of these {len(found)}, for good?", yes=yes)
    with output.progress("Disposing", len(found)) as progress:
        report = service.dispose(app, because=because, clock_is_right=clock_is_right, progress=progress)
    output.record(report, lambda: _print(report))


def _print(report: RetentionReport) -> None:
    output.say(f"Disposed of {len(report.done)}; {report.left} are still due.")
    for sentence in report.problems:
        output.say(f"  {sentence}")


@click.command()
@click.argument("who")
@click.option("--reason", required=True, help="Why: a case in court, a complaint.")
@click.option("--until", metavar="DAY", default="", help="The last day; else until it is released.")
@because_option
@json_option
@with_app
def hold(app: App, who: str, reason: str, until: str, because: str) -> None:
    """Keep WHO, whatever the retention rules say: neither they nor anybody can erase them."""
    day = read_optional(until, app.clock.today())
    made = service.hold(app, contacts.resolve(app, who).id, reason, until=day, because=because)
    output.record(made, lambda: output.say(f"Held: {made.contact} (take back: outreach undo {made.change_id})"))


@click.command()
@json_option
@with_app
def holds(app: App) -> None:
    """List who is under a legal hold."""
    output.records(service.list_holds(app), _HOLDS, empty="Nobody is under a legal hold.")


@click.command()
@click.argument("who")
@because_option
@json_option
@with_app
def release(app: App, who: str, because: str) -> None:
    """End the legal holds of WHO."""
    ended = service.release(app, contacts.resolve(app, who).id, because=because)
    output.records(ended, _HOLDS, empty="")
