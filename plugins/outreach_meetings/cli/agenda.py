"""Command ``outreach meetings agenda``."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.machines import as_data
from outreach_meetings import service
from outreach_meetings.cli import telling
from outreach_meetings.model.agenda import Agenda, Item, ItemEdit
from outreach_meetings.model.series import Meeting

_OPTIONS = ("--title", "--minutes", "--owner", "--due", "--detail", "--appeals", "--restricted")
_FIELDS = ("title", "minutes", "owner", "due_on", "detail", "appeals", "restricted")


@click.command()
@click.argument("group")
@telling.ON
@click.option("--build", is_flag=True, help="Put on it what there is and not on it yet; what was dropped stays off.")
@click.option("--add", metavar="TITLE", help="Put something else on it.")
@click.option("--set", metavar="NUMBER", help="Change the item of this number by the options below.")
@click.option("--drop", metavar="NUMBER", help="Take the item of this number off it.")
@click.option("--take-up", type=int, help="Put on it again what was taken off under this number.")
@click.option("--move", metavar="NUMBER", help="Put the item of this number at another place: --move 5 --to 2.")
@click.option("--to", metavar="NUMBER", help="The number of the item in whose place --move puts it.")
@click.option("--evening", is_flag=True, help="Put on it what those expected can write letters on.")
@click.option("--letters-each", type=int, help="How many letters each of them writes.")
@click.option("--title", help="What it is called from now on.")
@click.option("--minutes", metavar="NUMBER", help="How many minutes it takes.")
@click.option(
    "--owner", metavar="WHO", help="Whose item it is: somebody of the group, a contact by number, or in words."
)
@click.option("--due", "due_on", metavar="DAY", help="Until when something can be done.")
@click.option("--detail", help="What to know before it is talked about.")
@click.option("--file", "files", type=click.Path(path_type=Path), multiple=True, help="A paper for what is added.")
@click.option("--appeals/--no-appeals", default=None, help="Whether letters can be written on it.")
@click.option("--restricted/--open", default=None, help="Whether only the office sees it.")
@because_option
@json_option
@with_app
def agenda(app: App, group: str, on: str, because: str, **given: Any) -> None:
    """Show the agenda of a meeting of GROUP, build it, or arrange it by hand."""
    todo = _asked(given)
    meeting = service.meant(app, group, on)
    if todo:
        _DOING[todo](app, meeting, given, because)
    _show(app, service.agenda(app, meeting), given)


def _asked(given: dict[str, Any]) -> str:
    """Return what is to be done with the agenda, empty where it is only shown."""
    todo = [key for key in _DOING if given[key] is not None and given[key] is not False]
    if len(todo) > 1:
        raise click.UsageError(f"One at a time: {' or '.join(f'--{key}' for key in todo)}.".replace("_", "-"))
    if not {"add", "set"} & {*todo} and (given["files"] or any(given[key] is not None for key in _FIELDS)):
        raise click.UsageError("Say of which item: --add TITLE, or --set NUMBER.")
    if (given["move"] is None) != (given["to"] is None):
        raise click.UsageError("Say which item goes where: --move 5 --to 2.")
    if given["set"] is not None and all(given[key] is None for key in _FIELDS):
        raise click.UsageError(f"Say what changes: {', '.join(_OPTIONS)}.")
    if given["files"] and given["add"] is None:
        raise click.UsageError("A paper comes with a new item: --add TITLE --file PAPER.")
    return next(iter(todo), "")


def _add(app: App, meeting: Meeting, given: dict[str, Any], because: str) -> None:
    edit = ItemEdit(fields={**_edit(given).fields, "title": given["add"]})
    made = service.add(app, meeting, edit, files=given["files"], because=because)
    _say(made, "On the agenda")
    _tell_unknown(app, meeting, made)


def _set(app: App, meeting: Meeting, given: dict[str, Any], because: str) -> None:
    found = service.numbered(app, meeting, given["set"])
    now = service.change(app, found.id, _edit(given), because=because)
    _say(now, "Changed")
    if given["owner"]:
        _tell_unknown(app, meeting, now)


def _tell_unknown(app: App, meeting: Meeting, one: Item) -> None:
    if not output.wants_json() and (remark := service.unknown_owner(app, meeting, one)):
        output.prose(remark.told)


def _drop(app: App, meeting: Meeting, given: dict[str, Any], because: str) -> None:
    found = service.numbered(app, meeting, given["drop"])
    _say(service.drop(app, found.id, because=because), "Taken off the agenda")
    number = [one.id for one in service.dropped(app, meeting)].index(found.id) + 1
    output.prose(f"It is put on it again by: outreach meetings agenda {meeting.command} --take-up {number}")


def _take_up(app: App, meeting: Meeting, given: dict[str, Any], because: str) -> None:
    found = service.taken_off(app, meeting, given["take_up"])
    _say(service.take_up(app, found.id, because=because), "On the agenda again")


def _move(app: App, meeting: Meeting, given: dict[str, Any], because: str) -> None:
    found = service.numbered(app, meeting, given["move"])
    to = [one.id for one in service.items(app, meeting)].index(service.numbered(app, meeting, given["to"]).id) + 1
    now = service.place(app, found.id, to, because=because)
    _say(now, f"Now number {now.number}")


def _build(app: App, meeting: Meeting, given: dict[str, Any], because: str) -> None:
    del given
    before = len(service.items(app, meeting))
    now = service.build(app, meeting, because=because)
    output.say(f"{len(now.items) - before} new on the agenda." if len(now.items) > before else "There is nothing new.")


def _evening(app: App, meeting: Meeting, given: dict[str, Any], because: str) -> None:
    service.hold_evening(app, meeting, given["letters_each"], because=because)


_DOING: dict[str, Callable[[App, Meeting, dict[str, Any], str], None]] = {
    "build": _build,
    "add": _add,
    "set": _set,
    "drop": _drop,
    "take_up": _take_up,
    "move": _move,
    "evening": _evening,
}


def _edit(given: dict[str, Any]) -> ItemEdit:
    said = {key: given[key] for key in _FIELDS if given[key] is not None}
    return ItemEdit(fields={key: {True: "yes", False: ""}.get(one, one) for key, one in said.items()})


def _say(one: Item, what: str) -> None:
    output.say(f"{what}: {one.title}")


def _show(app: App, found: Agenda, given: dict[str, Any]) -> None:
    letters = service.evening_of(app, found, given["letters_each"])
    if output.wants_json():
        named = {"meeting": telling.as_json(found.meeting), "minutes_planned": found.minutes, "over": found.over}
        items = [as_data(one) for one in found.items]
        dropped = [{**as_data(one), "number": str(n)} for n, one in enumerate(found.dropped, 1)]
        rest = {"dropped": dropped, "offered": found.offered, "unnamed": found.unnamed, "letters": letters}
        output.document({**named, "told": str(found.told), "items": items, **rest})
        return
    output.title(f"Agenda: {found.meeting.title}, {found.meeting.when}")
    if found.items:
        _items(app, found)
    else:
        output.say(f"Nothing is on it yet: outreach meetings agenda {found.meeting.command} --build")
    if given["evening"] or given["letters_each"]:
        output.prose(str(letters.told))
    _besides(found)


def _items(app: App, found: Agenda) -> None:
    rows = []
    for one in found.items:
        papers = ", ".join(paper.name for paper in service.papers(app, one))
        note = ", ".join(part for part in ("office only" if one.restricted else "", papers) if part)
        rows.append([one.number, one.heading, one.title, one.owner, one.minutes, one.due_on, note])
    output.table(["No.", "Under", "What", "Whose", "Min.", "Due", ""], rows)
    output.say(str(found.told))
    for share in found.shares:
        numbers = ", ".join(share.numbers)
        output.prose(f"{share.owner or 'Nobody yet'}: {numbers} ({share.minutes} minutes)")


def _besides(found: Agenda) -> None:
    if found.offered:
        output.say()
        output.title("Not on it yet")
        output.table(["Under", "What", "Due"], [[one.heading, one.title, one.due_on] for one in found.offered])
    for rest in found.unnamed:
        output.say(f"{rest.heading}: {rest.title}")
    if found.dropped:
        output.say()
        output.title("Taken off")
        output.table(["No.", "What"], [[number, one.title] for number, one in enumerate(found.dropped, 1)])
