"""Commands that write groups: add, edit."""

from collections.abc import Callable
from typing import Any

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import because_option, version_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.groups import service
from outreach_crm.groups.fields import read_amounts
from outreach_crm.groups.model import Group, GroupDraft, GroupEdit, Level, Structure

STRUCTURES = click.Choice([one.value for one in Structure])
LEVELS = click.Choice([one.value for one in Level])

# Option to field of the group, and to field of the contact it is.
_FIELDS = {
    "level": "level",
    "purpose": "purpose",
    "regions": "regions",
    "capacity": "capacity",
    "meets": "meeting_days",
    "fee": "fee",
    "paid_until": "fee_paid_until",
    "serviced_by": "serviced_by",
    "formed_from": "formed_from",
    "advises": "advises",
    "founded": "founded_on",
    "ended": "ended_on",
    "structure": "structure",
}
_CONTACT = {"name": "name", "language": "language", "languages": "languages", "country": "country"}


def parts(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that ``add`` and ``edit`` share."""
    for option in reversed(
        (
            click.option("--level", type=LEVELS, help="On which level of the movement it works."),
            click.option("--purpose", help="What it is for, in writing."),
            click.option("--sector", "sectors", metavar="SECTOR", multiple=True, help="A sector's key."),
            click.option("--language", metavar="LANGUAGE", help="The language to write in: es."),
            click.option("--languages", metavar="LANGUAGES", help='All it works in: "es fr".'),
            click.option("--country", metavar="COUNTRY", help="Where it is; name or two letters."),
            click.option("--regions", help='What it works on: "Middle East, Maghreb".'),
            click.option(
                "--capacity", metavar="NUMBER", help="How many long-term cases or actions it carries at once."
            ),
            click.option("--meets", help="How often: monthly, 2w, 3m."),
            click.option("--fee", help='What it is charged: "12 EUR a year".'),
            click.option("--paid-until", metavar="DAY", help="Until when the fee is paid."),
            click.option("--serviced-by", help="Who services it."),
            click.option("--formed-from", metavar="GROUP", help="The group it was formed from."),
            click.option("--advises", metavar="GROUP", help="The group it advises."),
            click.option("--founded", metavar="DAY", help="Since when it is there."),
            because_option,
        )
    ):
        function = option(function)
    return function


@click.command()
@click.argument("name")
@click.option("--structure", type=STRUCTURES, required=True, help="What kind of group.")
@click.option("--plan", multiple=True, metavar="HEADING=AMOUNT", help="What it may use: staff-hours=40.")
@click.option("--year", metavar="YEAR", type=int, help="The year of the plan; else this one.")
@parts
@json_option
@with_app
def add(app: App, name: str, plan: tuple[str, ...], year: int | None, **given: Any) -> None:
    """Add a group: add "Lawyers' Network" --structure network --sector legal --purpose "…" --plan staff-hours=40."""
    structure = given.pop("structure")
    draft = GroupDraft(
        name=name,
        structure=structure,
        fields=_said(given, _FIELDS),
        contact=_said(given, _CONTACT),
        sectors=given["sectors"],
        year=year,
        plan=read_amounts(plan),
    )
    group = service.add(app, draft, because=given["because"])
    output.record(group, lambda: output.say(f"Added: {_line(group)}. See: outreach groups show {group.contact_id}"))
    _prompt(app, group)


@click.command()
@click.argument("group")
@click.option("--name", help="Another name.")
@click.option("--structure", type=STRUCTURES, help="Another kind of group.")
@click.option("--no-sector", "no_sectors", metavar="SECTOR", multiple=True, help="Take a sector away.")
@click.option("--ended", metavar="DAY", help="The day it ended; its members' terms end then.")
@version_option
@parts
@json_option
@with_app
def edit(app: App, group: str, **given: Any) -> None:
    """Change a GROUP (number or name): edit "lawyers" --purpose "…" --paid-until 1y; empty text takes away."""
    found = service.resolve(app, group)
    changes = GroupEdit(
        fields=_said(given, _FIELDS),
        contact=_said(given, _CONTACT),
        **{key: given[key] for key in ("sectors", "no_sectors", "version")},
    )
    changed = service.edit(app, found.contact_id, changes, because=given["because"])
    output.record(
        changed, lambda: output.say(f"Changed: {_line(changed)} (take back: outreach undo {changed.change_id})")
    )
    _prompt(app, changed)


def _said(given: dict[str, Any], names: dict[str, str]) -> dict[str, str]:
    return {field: given[option] for option, field in names.items() if given.get(option) is not None}


def _line(group: Group) -> str:
    return f"{group.contact_id} {group.name} ({group.structure.label})"


def _prompt(app: App, group: Group) -> None:
    """Say what is missing before the structure is a planned one; a warning, no refusal."""
    found = service.prompts(app, group)
    if found:
        click.echo("Structures are planned, not accidental (Campaign Manual, p. 185):", err=True)
    for sentence in found:
        click.echo(f"  {output.plain(sentence)}", err=True)
