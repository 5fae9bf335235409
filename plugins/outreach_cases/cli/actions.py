"""Commands that keep letter-writing actions, and send one to the groups that it is for."""

from pathlib import Path

import click

from outreach_cases import service
from outreach_cases.cli.handing_out import CHANNEL, TO, folder
from outreach_cases.cli.importing import print_report
from outreach_cases.cli.telling import undone_by
from outreach_cases.model.actions import Action, ActionDraft, Source
from outreach_cases.model.imports import ACTION_FIELDS
from outreach_cases.service.passing_on import Prepared
from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option, dry_run_option, encoding_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.text import count

_SOURCES = {one.name.lower(): one for one in Source}
_GIVEN = [name for name, one in _SOURCES.items() if one is not Source.REQUEST]
COLUMNS: dict[str, output.Column] = {
    "No.": lambda one: one.id,
    "From": lambda one: one.source,
    "Action": lambda one: one.title,
    "Where": lambda one: one.place,
    "Case": lambda one: one.case,
    "Since": lambda one: one.issued_on,
    "Until": lambda one: one.until_on or "",
}
"""What a list of actions says of each."""
TEXT = click.option(
    "--text", type=click.Path(path_type=Path, dir_okay=False, exists=True), help="A file with what is asked for."
)
CASE = click.option("--case", default="", metavar="CASE", help="The case it is on.")
COUNTRY = click.option(
    "--country", "place", default="", metavar="COUNTRY", help="The country or region it is of; else that of the case."
)
UNTIL = click.option(
    "--until", "until_on", default="", metavar="DAY", help="The last day on which letters can be written."
)
LETTERS_TO = click.option("--addressee", multiple=True, help="To whom letters go, a line.")


def read(file: Path | None) -> str:
    """Return what a file says; none: nothing."""
    return file.read_text("utf-8", "replace") if file else ""


@click.command()
@click.argument("source", type=click.Choice(_GIVEN))
@click.argument("title", default="")
@COUNTRY
@CASE
@click.option(
    "--since", "issued_on", default="", metavar="DAY", help="Since when letters can be written; else since today."
)
@UNTIL
@TEXT
@LETTERS_TO
@because_option
@json_option
@with_app
def add(app: App, source: str, *, text: Path | None, addressee: tuple[str, ...], because: str, **given: str) -> None:
    """Write an action down: add magazine "Free the miners" --country Bolivia --until 2026-12-01."""
    draft = ActionDraft(**given, text=read(text), addressees="\n".join(addressee))
    made = service.add_action(app, _SOURCES[source], draft, because=because)
    output.record(made, lambda: _print_next(made))


def _print_next(made: Action) -> None:
    output.say(f"Action {made.id}, {made.title}, is kept ({undone_by(made.change_id)}).")
    output.say(f"To send it to the groups it is for: outreach cases action send {made.id}")


@click.command("import")
@click.argument("source", type=click.Choice(_GIVEN))
@click.argument("file", type=click.Path(path_type=Path))
@dry_run_option
@encoding_option
@because_option
@json_option
@with_app
def import_(app: App, source: str, file: Path, encoding: str, because: str, *, dry_run: bool) -> None:
    """Take in actions from a list (CSV or a spreadsheet): import magazine winter.xlsx --dry-run.

    Columns are known by their headers: title, case, country or region, since, until, text, addressees. The same list
    twice changes nothing.
    """
    given = {"encoding": encoding, "because": because}
    report = service.import_actions(app, file, _SOURCES[source], **given, dry_run=dry_run)
    output.record(report, lambda: print_report(report, ACTION_FIELDS, dry_run=dry_run))


@click.command("list")
@click.option("--from", "source", type=click.Choice([*_SOURCES]), help="Only those that come from there.")
@click.option("--all", "everything", is_flag=True, help="Those that are over too.")
@json_option
@with_app
def list_(app: App, *, source: str | None, everything: bool) -> None:
    """List actions, those that end first before the others: list --from region."""
    found = service.actions(app, _SOURCES[source] if source else None, everything=everything)
    output.records(found, COLUMNS, empty='There is none. To write one down: outreach cases action add magazine "..."')


@click.command()
@click.argument("number", type=int)
@json_option
@with_app
def show(app: App, number: int) -> None:
    """Show the action of a NUMBER, and which groups wrote on it: show 4."""
    found = service.get_action(app, number)
    output.record(found, lambda: _print(app, found))


def _print(app: App, found: Action) -> None:
    output.title(f"Action {found.id}, {found.source}: {found.title}")
    until = f" until {found.until_on}" if found.until_on else ""
    output.say(", ".join(part for part in (found.place, found.case, f"since {found.issued_on}{until}") if part))
    if found.group:
        output.say(f"For {found.group}, which meets on {found.meets_on}")
    for text in (found.text, found.addressees):
        for line in text.splitlines():
            output.prose(line)
    for row in service.writers(app, found.id):
        output.say(f"{row['name']}: {row['letters']} letters, the last on {row['last_on']}")


@click.command()
@click.argument("number", type=int)
@because_option
@json_option
@with_app
def end(app: App, number: int, *, because: str) -> None:
    """Let nobody be offered the action of a NUMBER any more, and take it off agendas: end 4 --because "Released"."""
    made = service.end_action(app, number, because=because)
    output.record(made, lambda: output.say(f"{made.title} is over ({undone_by(made.change_id)})."))


@click.command()
@click.argument("number", type=int)
@CHANNEL
@TO
@because_option
@json_option
@with_app
def send(app: App, number: int, *, channel: str, place: Path | None, because: str) -> None:
    """Prepare the mailing of an action to the groups it is for, as each gets papers; nothing leaves yet: send 4."""
    made = service.pass_on(app, number, channel=channel, place=folder(place), because=because)
    told = {"mailing": made.mailing.id, "groups": made.groups, "left_out": made.left_out}
    output.record(told, lambda: _print_prepared(made))


def _print_prepared(made: Prepared) -> None:
    output.say(f"{made.mailing.name} is ready for {count(made.groups, '{n} group', '{n} groups')}; nothing has left.")
    if made.left_out:
        do = "does" if made.left_out == 1 else "do"
        output.say(f"{made.left_out} {do} not get it; why: outreach mailings show {made.mailing.id} --left-out")
    output.say(f"To let it leave: outreach mailings send {made.mailing.id}")
