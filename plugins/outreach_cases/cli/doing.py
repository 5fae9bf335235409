"""Commands for what is done for a case: letters, other activities, yearly reports, and who is asked for one."""

from pathlib import Path

import click

from outreach_cases import service
from outreach_cases.cli.handing_out import CHANNEL, TO, folder, print_left
from outreach_cases.cli.telling import short, undone_by
from outreach_cases.model.activities import Activity, ActivityDraft, ActivityKind, Report
from outreach_cases.model.openness import against_more
from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option, on_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.groups import service as groups
from outreach_crm.text import term
from outreach_crm.written import read_text

_KINDS = short(ActivityKind)
_WHO = click.option("--by", default="", metavar="GROUP", help="The group that did it; else the section itself.")
_OUTCOME = click.option("--outcome", default="", help="What came of it.")


@click.command("letters")
@click.argument("case")
@click.argument("number", type=int)
@click.argument("words", default="")
@_WHO
@on_option()
@_OUTCOME
@because_option
@json_option
@with_app
def letters(app: App, case: str, number: int, words: str, by: str, on: str, outcome: str, because: str) -> None:
    """Write down how many appeal letters were written on a CASE: letters 3 12 "to the minister" --by Lyon."""
    found, group, kind = service.resolve(app, case), _group(app, by), ActivityKind.LETTERS
    draft = ActivityDraft(
        case_id=found.id, group_id=group, kind=kind, number=number, words=words, on=on, outcome=outcome
    )
    _print_kept(app, service.record(app, draft, because=because))


@click.command("activity")
@click.argument("case")
@click.argument("kind", type=click.Choice([*_KINDS]))
@click.argument("words", default="")
@click.option("--number", type=int, help="How many letters, messages, people.")
@click.option("--restricted/--open", default=None, help="Only for those who may write here, or for everybody.")
@_WHO
@on_option()
@_OUTCOME
@because_option
@json_option
@with_app
def activity(
    app: App,
    case: str,
    kind: str,
    words: str,
    *,
    number: int | None,
    restricted: bool | None,
    by: str,
    on: str,
    outcome: str,
    because: str,
) -> None:
    """Write down what was done for a CASE: activity 3 stall "At the market" --by Lyon --outcome "40 signatures"."""
    draft = ActivityDraft(
        case_id=service.resolve(app, case).id,
        group_id=_group(app, by),
        kind=_KINDS[kind],
        number=number,
        words=words,
        on=on,
        outcome=outcome,
        restricted=restricted,
    )
    _print_kept(app, service.record(app, draft, because=because))


def _group(app: App, name: str) -> int | None:
    return groups.resolve(app, name).contact_id if name else None


def _print_kept(app: App, made: Activity) -> None:
    quiet = " Only those who may write here read of it." if made.restricted else ""
    told = f"Kept with {made.case}, {made.done_on}: {made.told} ({undone_by(made.change_id)}).{quiet}"
    output.record(made, lambda: output.say(told))
    for one in against_more(service.get(app, made.case_id)) if not output.wants_json() else ():
        output.prose(f"Think of it: {one}")


@click.command("activities")
@click.argument("case")
@click.option("--remove", type=int, help="Take the one of this number away.")
@json_option
@with_app
def activities(app: App, case: str, *, remove: int | None) -> None:
    """List what was done for a CASE, the latest first: activities 3."""
    found = service.resolve(app, case)
    if remove is not None:
        with app.change(term("take activity away")) as change:
            gone = service.drop_activity(app, remove, case_id=found.id)
        if not output.wants_json():
            output.say(f"Taken away: {gone.told} ({undone_by(change.id)}).")
    columns: dict[str, output.Column] = {
        "No.": lambda one: one.id,
        "On": lambda one: one.done_on,
        "By": lambda one: one.group or "the section",
        "What": lambda one: one.told,
        "Restricted": lambda one: "yes" if one.restricted else "",
    }
    output.records(service.activities(app, found.id), columns, empty=f"Nothing is written down for {found.called}.")


@click.command("report")
@click.argument("group")
@click.argument("case")
@click.option(
    "--file",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="A file with its text; else a list of what was done.",
)
@click.option("--letters", default=0, help="Appeal letters it tells of that are not written down yet.")
@click.option("--dry-run", is_flag=True, help="Say what was done so far, and write nothing.")
@on_option()
@because_option
@json_option
@with_app
def report(
    app: App, group: str, case: str, *, file: Path | None, letters: int, on: str, because: str, dry_run: bool
) -> None:
    """Take in the yearly report of a GROUP on a CASE: report Lyon 3 --file report.txt."""
    held = service.meant_holding(app, groups.resolve(app, group).contact_id, service.resolve(app, case).id)
    if dry_run:
        so_far = service.report_so_far(app, held.id, on)
        output.record(so_far, lambda: _print_report(so_far))
        return
    text = read_text(file) if file else ""
    made, after = service.hand_in(app, held.id, text=text, letters=letters, on=on, because=because)
    output.record(made, lambda: _print_report(made))
    if not output.wants_json():
        output.say(f"The next one is due by {after.report_on} ({undone_by(made.change_id)}).")


def _print_report(made: Report) -> None:
    output.title(f"Report, {made.told}")
    for line in made.text.splitlines():
        output.prose(line)
    if made.flagged:
        output.say("It tells of no appeal letters, which are the least a group agrees to.")


@click.command("prompt")
@click.argument("group")
@click.argument("case")
@CHANNEL
@TO
@because_option
@json_option
@with_app
def prompt(app: App, group: str, case: str, *, channel: str, place: Path | None, because: str) -> None:
    """Write to who holds the casefile, or to the coordinator, about what is due of a GROUP on a CASE."""
    held = service.meant_holding(app, groups.resolve(app, group).contact_id, service.resolve(app, case).id)
    left = service.prompt(app, held.id, channel=channel, place=folder(place), because=because)
    output.record(left, lambda: print_left(left, "Written to"))
