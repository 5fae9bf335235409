"""Commands that move meetings and call them off."""

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.session import json_option, with_app
from outreach_meetings import service
from outreach_meetings.cli import telling
from outreach_meetings.model.series import Meeting, MeetingEdit, Scope

_TELL = click.option("--tell", "told", default="", help="What those invited read of it; --because stays in the office.")
_THEN_ON = click.option("--then-on", is_flag=True, help="This one and all after it.")


@click.command()
@click.argument("group")
@telling.ON
@click.option("--to", "starts", default="", help="When it begins now: friday 19:30.")
@click.option("--minutes", default="", help="How long it lasts now.")
@click.option("--place", help="Where it is now.")
@click.option("--link", help="The address at which people join now.")
@click.option("--chair", help="Who chairs it now.")
@click.option("--minutes-by", "minute_taker", help="Who takes the minutes now.")
@telling.EVERY
@_TELL
@_THEN_ON
@telling.BECAUSE
@json_option
@with_app
def move(app: App, group: str, on: str, rule: str, *, then_on: bool, because: str, **given: str | None) -> None:
    """Move a meeting of GROUP, or put it elsewhere: move "Doctors' group" --on thursday --to "friday 19:30"."""
    found = service.meant(app, group, on)
    fields = {
        key: text
        for key, text in given.items()
        if text or (text is not None and key not in {"starts", "minutes", "told"})
    }
    if rule and not then_on:
        raise click.UsageError("--every goes with --then-on.")
    fields |= {"rule": rule} if rule else {}
    scope = Scope.AFTER if then_on else Scope.ONE
    moved = service.edit(app, found, MeetingEdit(fields=fields), scope, because=because)
    telling.one(moved, lambda: _print(app, moved))


@click.command("call-off")
@click.argument("group")
@telling.ON
@_TELL
@_THEN_ON
@telling.BECAUSE
@json_option
@with_app
def call_off(app: App, group: str, on: str, *, then_on: bool, **why: str) -> None:
    """Call off a meeting of GROUP, or that one and all after it."""
    found = service.meant(app, group, on)
    if then_on:
        service.end(app, found, **why)
    off = found if then_on else service.call_off(app, found, **why)
    telling.one(off, lambda: _print_off(app, off, then_on=then_on))


def _print(app: App, moved: Meeting) -> None:
    output.say(f"Now: {moved.title}")
    telling.facts(moved)
    telling.remarks(app, moved)
    telling.untold(app, moved)


def _print_off(app: App, off: Meeting, *, then_on: bool) -> None:
    output.say(f"Called off: {off.title} on {off.starts.date()}{' and after' * then_on}.")
    if not then_on:
        telling.untold(app, off)
