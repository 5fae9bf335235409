"""Commands ``outreach calendar``: a calendar as one file, and as a folder that programs keep in step."""

from pathlib import Path
from shlex import quote

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option, dry_run_option, replace_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.cli.verbs import Verbs
from outreach_crm.dates import read_date
from outreach_crm.errors import InvalidInputError
from outreach_crm.groups import service as groups
from outreach_crm.text import count, say
from outreach_meetings import service
from outreach_meetings.model.feeds import Span, Whose

_GROUP = click.option("--group", default="", metavar="GROUP", help="The calendar of this group.")
_MINE = click.option("--mine", is_flag=True, help="Your own calendar; so it is where no group is named.")
_HERE = "outreach_meetings.cli.calendars"

calendar = Verbs(
    "calendar", {"export": f"{_HERE}:export", "sync": f"{_HERE}:sync"}, help="Calendars as files of iCalendar (.ics)."
)


def meant(app: App, group: str, *, mine: bool) -> Whose:
    """Return whose calendar somebody means: a group's by its name, or one's own.

    Raises:
        click.UsageError: both, or nothing.
        NotFoundError: there is no such group, or whoever acts has no account.
    """
    if bool(group) == mine:
        raise click.UsageError("Name a group, or say with --mine that you mean your own calendar.")
    return Whose(group_id=groups.resolve(app, group).contact_id) if group else service.my_calendar(app)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@_GROUP
@_MINE
@click.option("--from", "first", default="", metavar="DAY", help="The first day; else three months back.")
@click.option("--until", "last", default="", metavar="DAY", help="The last day; else two years ahead.")
@replace_option
@json_option
@with_app
def export(app: App, file: Path, group: str, first: str, last: str, *, mine: bool, replace: bool) -> None:
    """Write a calendar to FILE: meetings, deadlines as whole days, tasks."""
    whose = meant(app, group, mine=mine or not group)
    entries = service.export(app, whose, file, _span(app, first, last), replace=replace)
    name = service.name_of(app, whose)
    told = count(entries, "{n} entry in {file}.", "{n} entries in {file}.", file=str(file))
    output.record(
        {"file": str(file), "of": name, "entries": entries},
        lambda: _print(whose, name, str(told), entries, f"outreach calendar export {quote(str(file))}"),
    )


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@_GROUP
@_MINE
@dry_run_option
@because_option
@json_option
@with_app
def sync(app: App, folder: Path, group: str, *, mine: bool, dry_run: bool, because: str) -> None:
    """Keep FOLDER in step with a calendar: a file for each entry, as vdirsyncer and khal read and change them."""
    whose = meant(app, group, mine=mine or not group)
    told = service.sync(app, whose, folder, because=because, dry_run=dry_run)
    if output.wants_json():
        output.document(told)
        return
    for line in told.lines:
        output.prose(line.sentence, indent="    ")
    for kept in dict.fromkeys(line.kept for line in told.lines if line.kept):
        output.say(f"The other version is kept: {kept}")
    summary = f"{'Nothing was done yet. ' * dry_run}{told.summary}"
    _print(whose, told.of, summary, told.entries, f"outreach calendar sync {quote(str(folder))}")


def _print(whose: Whose, name: str, told: str, entries: int, command: str) -> None:
    """Print whose calendar it is and what became of it; of an empty one of one's own, what names that of a group."""
    output.say(f"Your own calendar ({name}): {told}" if whose.account_id else f"Calendar of {name}: {told}")
    if whose.account_id and not entries:
        output.prose(f"Nothing of yours is in it; the calendar of a group: {command} --group NAME")


def _span(app: App, first: str, last: str) -> Span:
    today = app.clock.today()
    usual = Span.around(today)
    found = Span(read_date(first, today) if first else usual.first, read_date(last, today) if last else usual.last)
    if found.last < found.first:
        raise InvalidInputError(
            say(
                "{last} is before {first}; --from is the first day, --until the last.",
                last=found.last,
                first=found.first,
            )
        )
    return found
