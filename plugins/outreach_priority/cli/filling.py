"""Commands of sheets: ``sheet`` writes them as files, ``hand-in`` reads them, ``rate`` asks in the terminal."""

from functools import partial
from pathlib import Path

import click
from attrs import frozen

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.errors import InvalidInputError
from outreach_crm.text import count, say
from outreach_crm.written import read_bytes
from outreach_priority import service
from outreach_priority.model import Sheet, SheetState
from outreach_priority.service.filing import FORMATS, file_name
from outreach_priority.service.returning import Handed, take_files

_SEAT = click.option(
    "--seat", "seats", type=int, multiple=True, help="Only for the adviser of this seat; else for all who are asked."
)


@frozen(kw_only=True)
class Linked:
    """An adviser, how far their sheet is, and the link by which they fill it in."""

    seat: int
    adviser: str
    state: SheetState
    link: str


@click.command()
@click.argument("assessment")
@_SEAT
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="xlsx", show_default=True, help="As which kind of file."
)
@click.option(
    "--to",
    "folder",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    default=Path(),
    help="Into which folder; else this one.",
)
@click.option("--link", is_flag=True, help="Write no file: show the links by which they fill it in on a page.")
@json_option
@with_app
def sheet(app: App, assessment: str, seats: tuple[int, ...], form: str, folder: Path, link: bool) -> None:
    """Write the sheets of an ASSESSMENT as files, one for each adviser, to be filled in anywhere and handed in.

    In a further round they begin with what each adviser said before. Whoever has a link fills in that sheet and reads
    what it says: give it to its adviser, and to nobody else.
    """
    found = service.resolve(app, assessment)
    there = [one for one in service.sheets_of(app, found) if one.round == found.round]
    wanted = [service.sheet_of_seat(app, found, seat) for seat in seats] or [
        one for one in there if one.state is not SheetState.WITHDRAWN
    ]
    if link:
        _show_links(app, wanted)
        return
    written = []
    for one in wanted:
        path = folder / file_name(one, form)
        _write(path, service.write_sheet(app, one.id, form))
        written.append(path)
    columns: dict[str, output.Column] = {"Written": lambda path: path}
    output.records(written, columns, empty="Nobody is asked.")


def _show_links(app: App, sheets: list[Sheet]) -> None:
    links = [
        Linked(seat=one.seat, adviser=one.adviser, state=one.state, link=service.sheet_link(app, one)) for one in sheets
    ]
    if not all(one.link for one in links):
        raise InvalidInputError(
            say("Nobody could follow a link; say in the settings by [web] address where pages are.")
        )
    columns: dict[str, output.Column] = {
        "Seat": lambda one: one.seat,
        "Adviser": lambda one: one.adviser or "(not shown)",
        "Sheet": lambda one: one.state.label,
        "Link": lambda one: one.link,
    }
    output.records(links, columns, empty="Nobody is asked.")


def _write(path: Path, content: bytes) -> None:
    if path.exists():
        raise InvalidInputError(
            say("{path} is there already; move it away, or give another folder with --to.", path=path)
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise InvalidInputError(
            say("{path} cannot be written: {strerror}.", path=path, strerror=error.strerror)
        ) from None


@click.command("hand-in")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--assessment", default="", help="Refuse sheets of any other one.")
@click.option("--dry-run", is_flag=True, help="Say what is wrong with the files, and take nothing.")
@because_option
@json_option
@with_app
def hand_in(app: App, files: tuple[Path, ...], assessment: str, dry_run: bool, because: str) -> None:
    """Hand in sheets that came back as FILES; each knows whose it is. One with mistakes is not taken at all."""
    of = service.resolve(app, assessment) if assessment else None
    there = [(path.name, partial(read_bytes, path)) for path in files]
    found = take_files(app, there, assessment=of, dry_run=dry_run, because=because)
    if output.wants_json():
        output.document(found)
    else:
        for each in found:
            _tell(each, dry_run=dry_run)
    if any(one.problems for one in found):
        click.get_current_context().exit(1)


def _tell(one: Handed, *, dry_run: bool) -> None:
    if one.sheet is None:
        output.say(f"{one.file}: nothing of it was taken.")
        for problem in one.problems:
            output.prose(f"  {str(problem).removeprefix(f'{one.file}: ')}", indent="    ")
        return
    done = "can be handed in" if dry_run else "renewed" if one.renewed else "handed in"
    who = f"adviser {one.sheet.seat}{f', {one.sheet.adviser}' if one.sheet.adviser else ''}"
    late = ", after the deadline" if one.sheet.late and not dry_run else ""
    output.say(f"{one.file}: {done} ({who}{late}).")
    if one.missing:
        output.say(count(one.missing, "  {n} rating is missing.", "  {n} ratings are missing."))
    for note in one.notes:
        output.prose(f"  {note}", indent="  ")
