"""Commands on answers to invitations: ``outreach meetings replies``, ``wish`` and ``read``."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.errors import ImportRejectedError, sentence_of
from outreach_meetings import ical, service
from outreach_meetings.cli import leaving
from outreach_meetings.model.calendar import Told
from outreach_meetings.model.invitations import Outcome

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("files", nargs=-1, required=True, type=_FILE, metavar="FILE...")
@json_option
@with_app
def replies(app: App, files: tuple[Path, ...]) -> None:
    """Take in answers to invitations from calendar files (.ics) and saved mails (.eml), each for itself."""
    found: list[tuple[str, Outcome]] = []
    unread: list[tuple[str, str]] = []
    for file in files:
        try:
            found += [(file.name, one) for one in service.from_file(app, file)]
        except ImportRejectedError as error:
            unread.append((file.name, sentence_of(error)))
    if output.wants_json():
        output.document([*map(_as_json, found), *({"file": name, "error": why} for name, why in unread)])
    else:
        _print_taken(found)
    for _, why in unread:
        click.echo(f"Not read: {output.plain(why)}", err=True)
    if unread:
        raise click.exceptions.Exit(1)


def _as_json(taken: tuple[str, Outcome]) -> dict[str, object]:
    name, one = taken
    return {"file": name, "kept": one.kept, "contact": one.contact_id, "sentence": one.sentence}


def _print_taken(found: list[tuple[str, Outcome]]) -> None:
    """Say what became of answers, and of those of which the same is to be said how many they are."""
    of_one: dict[tuple[bool, str], list[str]] = {}
    for name, one in found:
        of_one.setdefault((one.kept, str(one.sentence)), []).append(name)
    for (kept, sentence), names in of_one.items():
        told = sentence if kept else f"{', '.join(dict.fromkeys(names))}, not kept: {sentence}"
        output.prose(f"{told} ({len(names)} times)" if len(names) > 1 else told)


@click.command()
@click.argument("number", type=int)
@click.option(
    "--take", "answer", flag_value="take", help="Move the meeting to that time, and tell all who are invited."
)
@click.option("--refuse", "answer", flag_value="refuse", help="Leave it as it is, and tell whoever asked.")
@because_option
@with_app
def wish(app: App, number: int, *, answer: str | None, because: str) -> None:
    """Decide on a wish for another time, by its NUMBER: wish 3 --take."""
    if answer is None:
        raise click.UsageError("Say --take or --refuse.")
    if answer == "take":
        moved = service.grant_wish(app, number, because=because)
        output.prose(f"Now: {moved.title}, {moved.when}.")
        leaving.leave(
            app, service.to_tell(app, moved), "Nobody was invited yet, so that nobody has to be told.", because
        )
        return
    for run in service.send_invitations(app, service.refuse_wish(app, number, because=because)):
        for told in run.told:
            output.prose(told)


@click.command()
@click.argument("file", type=_FILE)
@json_option
@with_app
def read(app: App, file: Path) -> None:
    """Tell what a calendar FILE holds, and what is wrong with it; nothing is written."""
    found = service.read_calendar(app, file)
    if output.wants_json():
        output.document([ical.as_json(one) for one in found])
        return
    for one in found:
        _print(one, ZoneInfo(app.section.time_zone))


def _print(one: Told, zone: ZoneInfo) -> None:
    output.title(": ".join(part for part in (one.method, one.summary or one.uid or one.kind) if part))
    output.say(f"From {_moment(one.start, zone)} to {_moment(one.end, zone)} ({zone.key})")
    if one.organizer:
        output.say(f"Invited by {one.organizer.email or one.organizer.name}")
    for each in one.attendees:
        output.say(f"{each.email or each.name}: {each.partstat.lower()}")
    for problem in one.problems:
        output.prose(f"Mind: {problem}")


def _moment(when: date | None, zone: ZoneInfo) -> str:
    if when is None:
        return "?"
    return f"{when.astimezone(zone):%Y-%m-%d %H:%M}" if isinstance(when, datetime) else str(when)
