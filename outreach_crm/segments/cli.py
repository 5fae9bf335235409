"""Commands ``outreach segments``."""

from collections.abc import Callable
from typing import Any

import click
from attrs import frozen

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option, limit_option, version_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.clock import as_read
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Found
from outreach_crm.segments import service
from outreach_crm.segments.model import Count, SavedSegment, Segment

_LIST: dict[str, output.Column] = {
    "No.": lambda one: one.id,
    "Name": lambda one: one.name,
    "Contacts": lambda one: "" if one.count is None else f"{one.count:,}",
    "Who": lambda one: one.broken or one.sentence,
}
_FIELDS: dict[str, output.Column] = {
    "Field": lambda one: one.key,
    "Value": lambda one: one.takes or "(none)",
    "Contacts who": lambda one: one.sentence,
}
_FOUND: dict[str, output.Column] = {
    "No.": lambda one: one.id,
    "Name": lambda one: one.name,
    "": lambda one: one.about,
    "Kind": lambda one: one.kind,
    "Country": lambda one: one.country,
    "Sectors": lambda one: ", ".join(one.sectors),
}
_EVERYBODY = 2**62


@frozen(kw_only=True)
class Shown:
    """A segment as ``show`` prints it; ``where`` are the conditions as they can be written again."""

    segment: Segment
    where: tuple[str, ...]
    sentence: str
    counted: Count
    contacts: tuple[Found, ...]


@click.group()
def segments() -> None:
    """Segments: whom you mean, by what is true of them; asked anew whenever it matters."""


def where(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--where``."""
    return click.option(
        "--where",
        "lines",
        multiple=True,
        metavar="CONDITION",
        help="country=France,Belgium or not:keyword=torture or 'sector=legal or role=judge'; repeat it to narrow.",
    )(function)


@segments.command()
@click.argument("name")
@where
@because_option
@json_option
@with_app
def add(app: App, name: str, lines: tuple[str, ...], because: str) -> None:
    """Save conditions under a NAME: add "French nurses" --where sector=medical --where country=France,Belgium."""
    added = service.add(app, name, lines, because=because)
    output.record(added, lambda: _told(app, "Saved", added))


@segments.command()
@click.argument("name", metavar="SEGMENT")
@where
@version_option
@because_option
@json_option
@with_app
def edit(app: App, name: str, lines: tuple[str, ...], version: int | None, because: str) -> None:
    """Give a SEGMENT (number or name) the conditions given here in the place of those it has."""
    changed = service.edit(app, name, lines, version=version, because=because)
    output.record(changed, lambda: _told(app, "Changed", changed))


@segments.command()
@click.argument("name", metavar="SEGMENT")
@click.argument("new")
@because_option
@json_option
@with_app
def rename(app: App, name: str, new: str, because: str) -> None:
    """Call a SEGMENT (number or name) by a NEW name."""
    renamed = service.rename(app, name, new, because=because)
    output.record(renamed, lambda: output.say(f"Segment {renamed.id} is now called {renamed.name}."))


@segments.command()
@click.argument("name", metavar="SEGMENT")
@because_option
@json_option
@with_app
def remove(app: App, name: str, because: str) -> None:
    """Remove a SEGMENT (number or name); its contacts stay."""
    removed = service.remove(app, name, because=because)
    said = f"Removed: the segment {removed.name}; its contacts stay (take back: outreach undo {removed.change_id})."
    output.record(removed, lambda: output.say(said))


@segments.command()
@click.argument("name", metavar="[SEGMENT]", default="")
@where
@limit_option(20, "contacts")
@click.option("--all", "everybody", is_flag=True, help="All contacts.")
@json_option
@with_app
def show(app: App, name: str, lines: tuple[str, ...], limit: int, everybody: bool) -> None:
    """Show whom a SEGMENT (number or name) holds now; with conditions, those of them; or conditions alone."""
    segment = _chosen(app, name, lines)
    ids = service.first(app, segment, _EVERYBODY if everybody else limit)
    shown = Shown(
        segment=segment,
        where=tuple(service.words_of(segment)),
        sentence=service.sentence(app, segment),
        counted=service.count(app, segment),
        contacts=tuple(contacts.some(app, ids)),
    )
    output.record(shown, lambda: _print(shown))


@segments.command()
@click.argument("name", metavar="[SEGMENT]", default="")
@where
@json_option
@with_app
def count(app: App, name: str, lines: tuple[str, ...]) -> None:
    """Count whom a SEGMENT (number or name) holds now; with conditions, those of them; or conditions alone."""
    counted = service.count(app, _chosen(app, name, lines))
    output.record(counted, lambda: output.say(_counted(counted)))


@segments.command("list")
@click.option("--no-count", is_flag=True, help="Do not count.")
@json_option
@with_app
def list_segments(app: App, no_count: bool) -> None:
    """List the saved segments, each with how it reads and how many contacts it has now."""
    found = service.overview(app, counting=not no_count)
    output.records(found, _LIST, empty='No segments; save one: outreach segments add "Nurses" --where sector=medical')
    if found and not no_count:
        output.say(f"Counted at {as_read(max(one.counted_at or '' for one in found))}.")


@segments.command()
@json_option
@with_app
def fields(app: App) -> None:
    """List what can be asked of contacts, for --where."""
    output.records(service.fields(app), _FIELDS, empty="Nothing can be asked.")
    output.prose("Write not:FIELD=VALUE for the opposite, and commas between values of which one is enough.")


def _chosen(app: App, name: str, lines: tuple[str, ...]) -> Segment:
    if not name and not lines:
        raise click.UsageError("Name a segment, or say whom you mean with --where.")
    return service.chosen(app, name, lines)


def _told(app: App, what: str, segment: SavedSegment) -> None:
    output.say(f"{what}: {segment.name} ({service.sentence(app, segment)}).")
    output.say(f"{_counted(service.count(app, segment))} See: outreach segments show {segment.id}")


def _print(shown: Shown) -> None:
    segment = shown.segment
    if isinstance(segment, SavedSegment):
        output.title(f"{segment.name}  (segment {segment.id})")
    output.prose(f"{shown.sentence}.")
    output.say(_counted(shown.counted))
    if shown.contacts:
        output.say()
        output.table([*_FOUND], [[column(one) for column in _FOUND.values()] for one in shown.contacts])
    if len(shown.contacts) < shown.counted.count:
        output.say(f"The first {len(shown.contacts)}; more with --limit, everybody with --all.")
    if isinstance(segment, SavedSegment):
        output.say()
        output.prose("Written as: " + " ".join(f"--where {_quoted(line)}" for line in shown.where), indent="  ")


def _quoted(line: str) -> str:
    from shlex import quote

    return quote(line)


def _counted(counted: Count) -> str:
    contacts = "1 contact" if counted.count == 1 else f"{counted.count:,} contacts"
    return f"{contacts}, counted at {as_read(counted.counted_at)}."
