"""Commands that show minutes, write them, and say that they are finished, approved or to be corrected."""

from typing import Any

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option, dry_sending_option, place_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.dispatch import service as dispatch
from outreach_meetings import service
from outreach_meetings.cli import leaving, telling
from outreach_meetings.cli.telling_minutes import as_json, print_minutes


@click.command()
@click.argument("group")
@telling.ON_PAST
@json_option
@with_app
def minutes(app: App, group: str, on: str) -> None:
    """Show the minutes of a meeting of GROUP: its agenda, and what is written under each item."""
    _tell(app, group, on)


@click.command()
@click.argument("group")
@click.argument("text")
@telling.ON_PAST
@telling.ITEM
@click.option(
    "--about", default="", metavar="CONTACT", help="The contact of whom it was said; it stands in their history."
)
@click.option("--restricted", is_flag=True, help="Keep it apart from what members are sent.")
@because_option
@json_option
@with_app
def note(app: App, group: str, text: str, on: str, *, item: str, about: str, restricted: bool, because: str) -> None:
    """Add TEXT to the minutes of a meeting of GROUP: note "Doctors' group" "Ten letters are left" --item 2."""
    found = service.meant(app, group, on, past=True)
    now = service.note(app, found, text, item=item, about=about, restricted=restricted, because=because)
    print_minutes(now) if not output.wants_json() else output.document(as_json(now))


@click.command()
@click.argument("group")
@telling.ON_PAST
@because_option
@json_option
@with_app
def finish(app: App, group: str, on: str, because: str) -> None:
    """Say that the minutes of a meeting of GROUP are written; from then on they are only corrected."""
    found = service.meant(app, group, on, past=True)
    service.finish(app, found, because=because)
    _tell(app, group, on)
    if not output.wants_json():
        output.prose(f"Send them to the members: outreach meetings send-minutes {found.command} --dry-run")
        output.prose(f"When a later meeting has approved them: outreach meetings approve {found.command} --at DAY")


@click.command()
@click.argument("group")
@telling.ON_PAST
@click.option(
    "--at", default="", metavar="DAY", help="The day of the meeting that approved them; else between meetings."
)
@because_option
@json_option
@with_app
def approve(app: App, group: str, on: str, at: str, because: str) -> None:
    """Write down that minutes of GROUP were approved: approve "Doctors' group" --on 2026-03-05 --at today."""
    later = service.meant(app, group, at, past=True) if at else None
    service.approve(app, service.meant(app, group, on, past=True), later, because=because)
    _tell(app, group, on)


@click.command()
@click.argument("group")
@click.argument("text")
@click.option("--why", required=True, help="Why it is corrected.")
@telling.ON_PAST
@click.option(
    "--item", metavar="NUMBER", help="The item whose text it is, 0 for what belongs to none; else an addition."
)
@click.option("--decision", metavar="NUMBER", default="", help="The decision it is of, such as 2026/3.")
@json_option
@with_app
def correct(app: App, group: str, text: str, why: str, on: str, *, item: str | None, decision: str) -> None:
    """Let TEXT stand beside what finished minutes of GROUP say; they stay as they are."""
    found = service.meant(app, group, on, past=True)
    service.correct(app, found, text, why=why, item=item, decision=decision)
    _tell(app, group, on)
    there = service.minutes(app, found)
    if not output.wants_json() and there.id is not None and service.handed_out(app, there.id) is not None:
        output.prose(f"They were sent without it: outreach meetings send-minutes {found.command} --again")


@click.command("send-minutes")
@click.argument("group")
@telling.ON_PAST
@click.option("--channel", default="", metavar="WAY", help="By what it goes: email, folder; else as mailings do.")
@place_option
@click.option("--again", is_flag=True, help="Send them though they were sent before, such as with a correction.")
@dry_sending_option
@because_option
@json_option
@with_app
def send_minutes(app: App, group: str, on: str, *, dry_run: bool, **given: Any) -> None:
    """Send the minutes of a meeting of GROUP to its members, without what is restricted."""
    found = service.meant(app, group, on, past=True)
    if dry_run:
        seen = service.foresee_minutes(app, found, channel=given["channel"], place=given["place"])
        what = f"minutes ({found.starts.date()})"
        output.record(leaving.as_data(seen), lambda: leaving.whom(seen, what, dry_run=True))
        return
    made, left_out = service.hand_out(app, found, **given)
    waits = dispatch.waits_for_another(app, made.id)
    came = () if waits else dispatch.send(app, made.id).told
    if output.wants_json():
        missed = [{"contact_id": one.contact_id, "name": one.name, "why": one.left_out} for one in left_out]
        output.document({"dispatch": made.id, "came": list(came), "not_sent": missed})
        return
    for line in came or (f"A second person approves it first: outreach mailings show {made.id}",):
        output.say(line)
    for one in left_out:
        output.say(f"Not sent to {one.name}: {one.left_out}.")
    if way := service.who_lacks(app, found.group_id, left_out).way:
        output.prose(str(way))


def _tell(app: App, group: str, on: str) -> None:
    found = service.minutes(app, service.meant(app, group, on, past=True))
    if output.wants_json():
        output.document(as_json(found))
    else:
        print_minutes(found)
