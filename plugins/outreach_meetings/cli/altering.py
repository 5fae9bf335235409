"""Commands that move meetings, change what is planned of them, and call them off."""

from typing import Any

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option
from outreach_crm.cli.session import json_option, with_app
from outreach_meetings import service
from outreach_meetings.cli import telling
from outreach_meetings.model.drafts import MeetingEdit, Scope
from outreach_meetings.model.series import Meeting
from outreach_meetings.service.altering import OF_ALL

_TELL = click.option("--tell", "told", default="", help="What those invited read of it; --because stays in the office.")
_THEN_ON = click.option("--then-on", is_flag=True, help="This one and all after it in the series.")
_MINUTES = click.option("--minutes", metavar="NUMBER", default="", help="How many minutes it lasts now.")
_PLACE = click.option("--place", help="Where it is now.")
_LINK = click.option("--link", help="The address at which people join now.")
_CHAIR = click.option("--chair", metavar="CONTACT", help="Who chairs it now.")
_MINUTES_BY = click.option("--minutes-by", "minute_taker", metavar="CONTACT", help="Who takes the minutes now.")


@click.command()
@click.argument("group")
@telling.ON
@click.option("--to", "starts", metavar="WHEN", default="", help="When it begins now: friday 19:30.")
@_MINUTES
@_PLACE
@_LINK
@_CHAIR
@_MINUTES_BY
@telling.EVERY
@_TELL
@_THEN_ON
@because_option
@json_option
@with_app
def move(app: App, group: str, on: str, rule: str, *, then_on: bool, because: str, **given: str | None) -> None:
    """Move a meeting of GROUP, or put it elsewhere: move "Doctors' group" --on thursday --to "friday 19:30"."""
    found = service.meant(app, group, on)
    fields = _said(given)
    if rule and not then_on:
        raise click.UsageError("--every goes with --then-on.")
    fields |= {"rule": rule} if rule else {}
    scope = Scope.AFTER if then_on else Scope.ONE
    moved = service.edit(app, found, MeetingEdit(fields=fields), scope, because=because)
    telling.one(moved, lambda: _print(app, moved))


@click.command()
@click.argument("group")
@telling.ON
@click.option("--title", help="What it is called now.")
@click.option("--quorum", metavar="NUMBER", help="How many members must be there now; 0 where nobody asks for one.")
@click.option("--note", help="What those invited should know now.")
@click.option(
    "--guest",
    "guests",
    multiple=True,
    metavar="CONTACT",
    help="A contact who is invited besides the members from now on.",
)
@click.option("--no-guest", "no_guests", multiple=True, metavar="CONTACT", help="A guest who is not invited any more.")
@_MINUTES
@_PLACE
@_LINK
@_CHAIR
@_MINUTES_BY
@_THEN_ON
@click.option("--all", "everything", is_flag=True, help="All meetings of the series.")
@because_option
@json_option
@with_app
def edit(app: App, group: str, on: str, *, guests: tuple[str, ...], no_guests: tuple[str, ...], **given: Any) -> None:
    """Change what is planned of a meeting of GROUP but when it begins, which move does: edit "Doctors" --quorum 4.

    A series has one title, quorum and note: they go with --all or --then-on. An empty value takes away: --note "".
    """
    because, scope = given.pop("because"), _scope(then_on=given.pop("then_on"), everything=given.pop("everything"))
    found = service.meant(app, group, on)
    wanted = MeetingEdit(
        fields=_said(given), guests=service.guests_with(app, found, scope, more=guests, fewer=no_guests)
    )
    if found.series.rule and scope is Scope.ONE and OF_ALL & wanted.fields.keys():
        raise click.UsageError("Title, quorum and note are those of all of the series: say --all or --then-on.")
    now = service.edit(app, found, wanted, scope, because=because)
    telling.one(now, lambda: _print_edited(app, now))


@click.command("call-off")
@click.argument("group")
@telling.ON
@_TELL
@_THEN_ON
@because_option
@json_option
@with_app
def call_off(app: App, group: str, on: str, *, then_on: bool, **why: str) -> None:
    """Call off a meeting of GROUP, or that one and all after it."""
    found = service.meant(app, group, on)
    if then_on:
        service.end(app, found, **why)
    off = found if then_on else service.call_off(app, found, **why)
    telling.one(off, lambda: _print_off(app, off, then_on=then_on))


def _said(given: dict[str, str | None]) -> dict[str, str]:
    """Return what was said of a meeting; an empty time, length or word says nothing, other empty values take away."""
    silent = {"starts", "minutes", "told"}
    return {key: text for key, text in given.items() if text or (text is not None and key not in silent)}


def _scope(*, then_on: bool, everything: bool) -> Scope:
    if then_on and everything:
        raise click.UsageError("One at a time: --then-on or --all.")
    return Scope.AFTER if then_on else Scope.ALL if everything else Scope.ONE


def _print_edited(app: App, now: Meeting) -> None:
    output.say(f"Now: {now.title}")
    telling.facts(now)
    said = {"Quorum": str(now.series.quorum or ""), "Guests": ", ".join(one.name for one in now.guests)}
    for label, text in said.items():
        if text:
            output.prose(f"{label}: {text}")
    telling.remarks(app, now)
    telling.untold(app, now)


def _print(app: App, moved: Meeting) -> None:
    output.say(f"Now: {moved.title}")
    telling.facts(moved)
    telling.remarks(app, moved)
    telling.untold(app, moved)


def _print_off(app: App, off: Meeting, *, then_on: bool) -> None:
    output.say(f"Called off: {off.title} on {off.starts.date()}{' and after' * then_on}.")
    if not then_on:
        telling.untold(app, off)
