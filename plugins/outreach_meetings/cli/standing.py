"""Command ``outreach meetings standing``."""

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.errors import NotFoundError
from outreach_crm.groups import service as groups
from outreach_meetings import service
from outreach_meetings.cli import telling
from outreach_meetings.model.agenda import ItemEdit


@click.command()
@click.argument("group")
@click.option("--add", metavar="TITLE", help="Let the group talk about something each time.")
@click.option("--minutes", default="5", show_default=True, help="How many minutes it takes.")
@click.option("--owner", default="", help="Whose item it is.")
@click.option("--at-end", is_flag=True, help="It comes at the end, such as any other business.")
@click.option("--restricted", is_flag=True, help="Only the office sees it.")
@click.option("--drop", type=int, metavar="N", help="No longer talk about number N each time.")
@telling.BECAUSE
@json_option
@with_app
def standing(
    app: App,
    group: str,
    add: str | None,
    minutes: str,
    owner: str,
    drop: int | None,
    because: str,
    *,
    at_end: bool,
    restricted: bool,
) -> None:
    """Show what GROUP talks about each time: standing "Doctors' group" --add "Any other business" --at-end."""
    group_id = groups.resolve(app, group).contact_id
    if add is not None:
        flags = {"closing": "yes" if at_end else "", "restricted": "yes" if restricted else ""}
        edit = ItemEdit(fields={"title": add, "minutes": minutes, "owner": owner, **flags})
        service.add_standing(app, group_id, edit, because=because)
    if drop is not None:
        service.drop_standing(app, _numbered(app, group_id, drop), because=because)
    columns: dict[str, output.Column] = {
        "What": lambda one: one.title,
        "Whose": lambda one: one.owner,
        "Minutes": lambda one: one.minutes,
        "": lambda one: ", ".join(("at the end",) * one.closing + ("office only",) * one.restricted),
    }
    output.records(service.standing_items(app, group_id), columns, empty='There is nothing yet: --add "Treasurer"')


def _numbered(app: App, group_id: int, number: int) -> int:
    there = service.standing_items(app, group_id)
    if not 1 <= number <= len(there):
        raise NotFoundError(f"The group has {len(there)} standing items; --drop takes one of these numbers.")
    return there[number - 1].id
