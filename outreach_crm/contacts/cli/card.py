"""Command ``outreach contacts show``: what an officer wants to know before she rings."""

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.contacts import service
from outreach_crm.contacts.model import Card, Kind, Role
from outreach_crm.model import Entry, Panel

_LATEST = 10


@click.command()
@click.argument("who")
@json_option
@with_app
def show(app: App, who: str) -> None:
    """Show a contact: WHO is its number, its name or enough of it."""
    card = service.show(app, service.resolve(app, who).id)
    output.record(card, lambda: _print(card))


def _print(card: Card) -> None:
    contact = card.contact
    output.title(f"{contact.name}  (contact {contact.id}, {contact.kind})")
    for label, text in (
        ("May we contact", card.may_contact),
        ("Last word", card.last_word or "none yet"),
        ("We asked", card.we_asked or "nothing yet"),
        ("They asked", card.they_asked or "nothing yet"),
        ("Held by", card.held_by or "nobody: outreach contacts edit --holder"),
        ("Their concerns", contact.concerns_now or "not known: ask"),
    ):
        output.say(f"{label + ':':16}{text}")
    output.say()
    for label, text in _facts(card):
        if text:
            output.say(f"{label + ':':16}{text}")
    for panel in (_ways(card), _roles(card), _relations(card), *card.panels, _history(card.history)):
        output.panel(panel)


def _facts(card: Card) -> list[tuple[str, str]]:
    contact = card.contact
    membership = " ".join(
        part
        for part in (
            contact.membership,
            f"since {contact.membership_from}" if contact.membership_from else "",
            f"until {contact.membership_to}" if contact.membership_to else "",
        )
        if part
    )
    return [
        ("Also", contact.also),
        ("What it is", contact.organisation_kind),
        ("Level", contact.level),
        ("Country", contact.country),
        ("Writes in", " ".join(part for part in (contact.language, contact.languages) if part)),
        ("Gender", " ".join(part for part in (contact.gender, contact.pronouns) if part)),
        ("Sectors", ", ".join(card.sectors)),
        ("Interests", ", ".join(card.interests)),
        ("Belongs to us", membership),
        ("Brought by", contact.brought_by),
        ("How we met", contact.met),
        ("Can do", contact.can_do),
        ("Rhythm", f"every {contact.rhythm_days} days" if contact.rhythm_days else ""),
        *card.fields.items(),
    ]


def _ways(card: Card) -> Panel:
    rows = [(point.kind.value, point.value, _state(point)) for point in card.points]
    rows += [
        (
            "post",
            ", ".join(filter(None, (*one.lines.splitlines(), f"{one.postcode} {one.town}".strip(), one.country))),
            _state(one),
        )
        for one in card.addresses
    ]
    return Panel(title="How to reach", columns=("By", "Address", ""), rows=tuple(rows))


def _state(one: object) -> str:
    wrong, label = getattr(one, "wrong_since", None), getattr(one, "label", "")
    return f"wrong since {wrong}" if wrong else label


def _roles(card: Card) -> Panel:
    of_person = card.contact.kind is Kind.PERSON
    rows = [
        (
            role.organisation if of_person else role.person,
            role.title,
            _span(role),
            role.right_person_for or _rights(role),
        )
        for role in card.roles
    ]
    heading = "Roles" if of_person else "People"
    columns = ("Where" if of_person else "Who", "As", "When", "Right person for")
    return Panel(title=heading, columns=columns, rows=tuple(rows))


def _rights(role: Role) -> str:
    return "human rights" if role.answers_for_rights else ""


def _span(one: Role) -> str:
    if one.to_on:
        return f"{one.from_on or '…'} to {one.to_on}"
    return f"since {one.from_on}" if one.from_on else ""


def _relations(card: Card) -> Panel:
    rows = tuple(
        (relation.label, relation.other, relation.note, relation.verified_on or "never") for relation in card.relations
    )
    return Panel(title="Relationships", columns=("", "Contact", "Note", "Verified"), rows=rows)


def _history(entries: tuple[Entry, ...]) -> Panel:
    rows = tuple((entry.on, entry.kind, entry.title, entry.by) for entry in entries[:_LATEST])
    return Panel(title="History", columns=("Day", "What", "", "Who"), rows=rows)
