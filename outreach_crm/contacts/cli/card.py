"""Command ``outreach contacts show``: what an officer wants to know before she rings."""

import click

from outreach_crm.app import App
from outreach_crm.cli import output
from outreach_crm.cli.session import json_option, with_app
from outreach_crm.contacts import service
from outreach_crm.contacts.model import Address, Card, Kind, Point, Relation, Role
from outreach_crm.model import Entry, Panel

_LATEST = 10
_MARGIN = 16


@click.command()
@click.argument("who")
@json_option
@with_app
def show(app: App, who: str) -> None:
    """Show a contact: WHO is its number, its name or enough of it."""
    card = service.show(app, service.resolve(app, who).id)
    titles = {one.key: one.title or one.key for one in service.own_fields(app)}
    output.record(card, lambda: _print(card, titles))


def _print(card: Card, titles: dict[str, str]) -> None:
    contact = card.contact
    output.title(f"{contact.name}  (contact {contact.id}, {contact.kind})")
    for label, text in (
        ("May we contact", card.may_contact),
        ("Last word", card.last_word or "none yet"),
        ("We asked", card.we_asked or "nothing yet"),
        ("They asked", card.they_asked or "nothing yet"),
        ("Held by", card.held_by or f"nobody: outreach contacts edit {contact.id} --holder NAME"),
        ("Their concerns", contact.concerns_now or "not known: ask"),
    ):
        _line(label, text)
    output.say()
    for label, text in _facts(card):
        if text:
            _line(label, text)
    for key, text in card.fields.items():
        _line(titles.get(key, key), text)
    for panel in (_ways(card), _roles(card), _relations(card), *card.panels, _history(card.history)):
        output.panel(panel)


def _line(label: str, text: str) -> None:
    # Further lines stand under the first, so that no text can pass for a line of the card.
    indented = text.replace("\n", "\n" + " " * _MARGIN)
    output.say(f"{label + ': ':{_MARGIN}}{indented}")


def _facts(card: Card) -> list[tuple[str, str]]:
    contact = card.contact
    membership = _joined(
        contact.membership,
        f"since {contact.membership_from}" if contact.membership_from else "",
        f"until {contact.membership_to}" if contact.membership_to else "",
    )
    return [
        ("Seen by", f"only {card.seen_by}" if card.seen_by else ""),
        ("Also", contact.also),
        ("What it is", contact.organisation_kind),
        ("Level", contact.level),
        ("Country", contact.country),
        ("Writes in", _joined(contact.language, contact.languages)),
        ("Gender", _joined(contact.gender, contact.pronouns)),
        ("Sectors", ", ".join(card.sectors)),
        ("Interests", ", ".join(card.interests)),
        ("Belongs to us", membership),
        ("Brought by", contact.brought_by),
        ("How we met", contact.met),
        ("Can do", contact.can_do),
        ("Remarks", contact.remarks),
        ("Rhythm", f"every {contact.rhythm_days} days" if contact.rhythm_days else ""),
        ("Elsewhere", ", ".join(str(one) for one in card.ids)),
        ("Added on", contact.added_on),
    ]


def _joined(*texts: str) -> str:
    return " ".join(text for text in texts if text)


def _ways(card: Card) -> Panel:
    rows = [(point.kind.value, point.value, point.label, _state(point)) for point in card.points]
    rows += [
        (
            "post",
            ", ".join(part for part in (*one.lines.splitlines(), _joined(one.postcode, one.town), one.country) if part),
            one.label,
            _state(one),
        )
        for one in card.addresses
    ]
    return Panel(title="How to reach", columns=("By", "Address", "", "State"), rows=tuple(rows))


def _state(one: Point | Address) -> str:
    if one.wrong_since:
        return f"wrong since {one.wrong_since}"
    return ", ".join(
        part for part in ("preferred" if one.preferred else "", _span(one.valid_from, one.valid_to)) if part
    )


def _roles(card: Card) -> Panel:
    of_person = card.contact.kind is Kind.PERSON
    rows = [
        (
            role.organisation if of_person else role.person,
            role.title,
            _span(role.from_on, role.to_on),
            _right_person(role),
            role.verified_on or "never",
        )
        for role in card.roles
    ]
    heading = "Roles" if of_person else "People"
    columns = ("Where" if of_person else "Who", "As", "When", "Right person for", "Verified")
    return Panel(title=heading, columns=columns, rows=tuple(rows))


def _right_person(role: Role) -> str:
    return ", ".join(
        part for part in ("human rights" if role.answers_for_rights else "", role.right_person_for) if part
    )


def _span(start: str | None, end: str | None) -> str:
    if start and end:
        return f"{start} to {end}"
    if end:
        return f"until {end}"
    return f"since {start}" if start else ""


def _relations(card: Card) -> Panel:
    rows = tuple(_relation(one) for one in card.relations)
    return Panel(title="Relationships", columns=("", "Contact", "When", "Note", "Verified"), rows=rows)


def _relation(one: Relation) -> tuple[str, ...]:
    return one.label, one.other, _span(one.from_on, one.to_on), one.note, one.verified_on or "never"


def _history(entries: tuple[Entry, ...]) -> Panel:
    rows = tuple((entry.on, entry.kind, entry.title, entry.by) for entry in entries[:_LATEST])
    return Panel(title="History", columns=("Day", "What", "", "Who"), rows=rows)
