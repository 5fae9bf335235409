"""Commands that show groups: show, list."""

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.options import limit_option
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.groups import service
from outreach_crm.groups.cli.edit import LEVELS, STRUCTURES
from outreach_crm.groups.cli.resources import COLUMNS
from outreach_crm.groups.model import GroupCard, Level, Member, Structure
from outreach_crm.model import Panel

_LATEST = 10
_LIST = {
    "No.": lambda one: one.contact_id,
    "Name": lambda one: one.name,
    "Structure": lambda one: one.structure,
    "Level": lambda one: one.level,
    "Sectors": lambda one: ", ".join(one.sectors),
    "Coordinator": lambda one: one.coordinator,
    "Members": lambda one: one.members,
    "": lambda one: f"ended {one.ended_on}" if one.ended_on else "",
}


@click.command()
@click.argument("group")
@json_option
@with_app
def show(app: App, group: str) -> None:
    """Show a GROUP (its number, its name or enough of it): purpose, members, resources, fee, cases, history."""
    card = service.show(app, service.resolve(app, group).contact_id)
    output.record(card, lambda: _print(card, app.clock.today().isoformat()))


@click.command("list")
@click.option("--structure", type=STRUCTURES, help="Only this kind of group.")
@click.option("--level", type=LEVELS, help="Only this level.")
@click.option("--sector", metavar="SECTOR", default="", help="Only this sector (its key).")
@click.option("--all", "ended", is_flag=True, help="Those that are over too.")
@limit_option(200)
@json_option
@with_app
def list_groups(app: App, structure: str | None, level: str | None, sector: str, ended: bool, limit: int) -> None:
    """List groups by name."""
    found = service.list_groups(
        app,
        structure=Structure(structure) if structure else None,
        level=Level(level) if level else None,
        sector=sector,
        ended=ended,
        limit=limit,
    )
    output.records(
        found, _LIST, empty='No groups; add one: outreach groups add "Lawyers\' Network" --structure network'
    )
    if len(found) == limit:
        output.say(f"The first {limit}; more with --limit.")


def _print(card: GroupCard, today: str) -> None:
    group = card.group
    output.title(f"{group.name}  (group {group.contact_id}, {group.structure.label})")
    for label, text in _facts(card):
        if text:
            output.say(f"{label + ':':14}{text}")
    resources = tuple(tuple(column(one) for column in COLUMNS.values()) for one in card.resources)
    history = tuple((entry.on, entry.kind, entry.title, entry.by) for entry in card.history[:_LATEST])
    for panel in (
        _members(
            "Members now", card.members, today, empty=f"Nobody yet: outreach groups join {group.contact_id} PERSON"
        ),
        _members("Members before", card.former_members, today),
        Panel(title="Resources", columns=tuple(COLUMNS), rows=resources),
        *card.panels,
        Panel(title="History", columns=("Day", "What", "", "Who"), rows=history),
    ):
        output.panel(panel)
    for sentence in ("", *card.prompts) if card.prompts else ():
        output.say(sentence)


def _facts(card: GroupCard) -> list[tuple[str, str | None]]:
    group, contact = card.group, card.contact
    return [
        ("Purpose", group.purpose or "not written yet"),
        ("Level", group.level),
        ("Sectors", ", ".join(card.sectors)),
        ("Languages", " ".join(part for part in (contact.language, contact.languages) if part)),
        ("Country", contact.country),
        ("Regions", group.regions),
        ("Formed from", group.formed_from),
        ("Advises", group.advises),
        *((one.how.capitalize(), f"{one.name} ({one.contact_id})") for one in card.relatives),
        ("Capacity", "" if group.capacity is None else f"{group.capacity} cases or actions at once"),
        ("Meets", f"every {group.meeting_days} days" if group.meeting_days else ""),
        ("Fee", ", ".join(part for part in (group.fee, card.fee_state) if part)),
        ("Serviced by", group.serviced_by),
        ("Held by", card.held_by),
        ("Founded", group.founded_on),
        ("Ended", group.ended_on),
        ("In the trash", contact.trashed_on),
    ]


def _members(heading: str, members: tuple[Member, ...], today: str, empty: str = "") -> Panel:
    rows = tuple((one.person, one.role, one.when(today)) for one in members)
    return Panel(title=heading, columns=("Who", "As", "When"), rows=rows, empty=empty)
