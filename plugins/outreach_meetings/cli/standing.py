"""Command ``outreach meetings standing``."""

from typing import Any

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.errors import NotFoundError
from outreach_crm.groups import service as groups
from outreach_crm.text import say
from outreach_meetings import service
from outreach_meetings.model.agenda import ItemEdit, Standing


@click.command()
@click.argument("group")
@click.option("--add", metavar="TITLE", help="Let the group talk about something each time.")
@click.option("--minutes", metavar="NUMBER", default="5", show_default=True, help="How many minutes it takes.")
@click.option("--owner", metavar="WHO", default="", help="Whose item it is.")
@click.option("--at-end", is_flag=True, help="It comes at the end, such as any other business.")
@click.option("--restricted", is_flag=True, help="Only the office sees it.")
@click.option("--drop", type=int, help="No longer talk about the one of this number.")
@click.option("--move", type=int, help="Put the one of this number at another place: --move 3 --to 1.")
@click.option("--to", type=int, help="The place to which --move puts it.")
@because_option
@json_option
@with_app
def standing(app: App, group: str, because: str, **given: Any) -> None:
    """Show what GROUP talks about each time: standing "Doctors' group" --add "Any other business" --at-end."""
    if (given["move"] is None) != (given["to"] is None):
        raise click.UsageError("Say which one goes where: --move 3 --to 1.")
    group_id = groups.resolve(app, group).contact_id
    if given["add"] is not None:
        service.add_standing(app, group_id, _edit(given), because=because)
    if given["drop"] is not None:
        service.drop_standing(app, _numbered(app, group_id, given["drop"]), because=because)
    if given["move"] is not None:
        service.place_standing(app, _numbered(app, group_id, given["move"]), given["to"], because=because)
    _show(service.standing_items(app, group_id))


def _edit(given: dict[str, Any]) -> ItemEdit:
    flags = {"closing": "yes" if given["at_end"] else "", "restricted": "yes" if given["restricted"] else ""}
    return ItemEdit(fields={"title": given["add"], "minutes": given["minutes"], "owner": given["owner"], **flags})


def _show(there: list[Standing]) -> None:
    numbers = {one.id: number for number, one in enumerate(there, 1)}
    columns: dict[str, output.Column] = {
        "No.": lambda one: numbers[one.id],
        "What": lambda one: one.title,
        "Whose": lambda one: one.owner,
        "Minutes": lambda one: one.minutes,
        "": lambda one: ", ".join(("at the end",) * one.closing + ("office only",) * one.restricted),
    }
    output.records(there, columns, empty='There is nothing yet: --add "Treasurer"')


def _numbered(app: App, group_id: int, number: int) -> int:
    there = service.standing_items(app, group_id)
    if not 1 <= number <= len(there):
        raise NotFoundError(
            say(
                "The group has {number} standing items, and none is number {place}.",
                number=len(there),
                place=number,
            )
        )
    return there[number - 1].id
