"""Command ``outreach contacts show``: what an officer wants to know before she rings."""

from pkgutil import resolve_name

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.contacts import service
from outreach_crm.contacts.model import Card, Kind, Relation, told
from outreach_crm.contacts.service import telling
from outreach_crm.model import Entry, Panel
from outreach_crm.text import say

# This feature knows by name only who writes down what of persons is seen.
_LOG = "outreach_crm.privacy.service:log_access"
_LATEST = 10
_MARGIN = 16


@click.command()
@click.argument("who")
@json_option
@with_app
def show(app: App, who: str) -> None:
    """Show a contact: WHO is its number, its name or enough of it."""
    card = service.show(app, service.resolve(app, who).id)
    if service.special_fields(app, card):
        resolve_name(_LOG)(app, say("see special fields of a contact"), contact_id=card.contact.id)
    titles = {one.key: one.title or one.key for one in service.own_fields(app)}
    output.record(card, lambda: _print(card, titles))


def _print(card: Card, titles: dict[str, str]) -> None:
    contact = card.contact
    output.title(f"{contact.name}  (contact {contact.id}, {contact.kind})")
    unknown = {
        "last": "none yet",
        "asked": "nothing yet",
        "theirs": "nothing yet",
        "holder": f"nobody: outreach contacts edit {contact.id} --holder ACCOUNT",
        "concerns": "not known: ask",
    }
    for line in told.first_lines(card):
        _line(line.label, line.text or unknown[line.key])
    output.say()
    for line in telling.facts(card, titles):
        _line(line.label, line.text)
    for panel in (_ways(card), _roles(card), _relations(card), *card.panels, _history(card.history)):
        output.panel(panel)


def _line(label: str, text: str) -> None:
    # Further lines stand under the first, so that no text can pass for a line of the card.
    indented = text.replace("\n", "\n" + " " * _MARGIN)
    output.prose(f"{label + ': ':{_MARGIN}}{indented}", indent=" " * _MARGIN)


def _ways(card: Card) -> Panel:
    rows = [(point.kind.value, point.value, point.label, told.state(point)) for point in card.points]
    rows += [
        ("post", ", ".join(part for part in (told.in_a_line(one), one.country) if part), one.label, told.state(one))
        for one in card.addresses
    ]
    return Panel(title="How to reach", columns=("By", "Address", "", "State"), rows=tuple(rows))


def _roles(card: Card) -> Panel:
    of_person = card.contact.kind is Kind.PERSON
    rows = [
        (
            role.organisation if of_person else role.person,
            role.title,
            told.span(role.from_on, role.to_on),
            told.right_person(role),
            told.verified(role.verified_on),
        )
        for role in card.roles
    ]
    heading = "Roles" if of_person else "People"
    columns = ("Where" if of_person else "Who", "As", "When", "Right person for", "Verified")
    return Panel(title=heading, columns=columns, rows=tuple(rows))


def _relations(card: Card) -> Panel:
    rows = tuple(_relation(one) for one in card.relations)
    return Panel(title="Relationships", columns=("", "Contact", "When", "Note", "Verified"), rows=rows)


def _relation(one: Relation) -> tuple[str, ...]:
    return one.label, one.other, told.span(one.from_on, one.to_on), one.note, told.verified(one.verified_on)


def _history(entries: tuple[Entry, ...]) -> Panel:
    rows = tuple((entry.on, entry.kind, entry.title, entry.whose) for entry in entries[:_LATEST])
    return Panel(title="History", columns=("Day", "What", "", "Who"), rows=rows)
