"""What a card tells, as the command line and the page say it alike: its lines, and how parts of it read."""

from datetime import date
from typing import TYPE_CHECKING

from attrs import frozen

from outreach_crm.text import say

if TYPE_CHECKING:
    from outreach_crm.contacts.model.card import Card
    from outreach_crm.contacts.model.records import Address, Point, Role


@frozen
class Line:
    """One thing a card tells: what it is, what is known of it, and where that is edited; empty texts for nothing."""

    label: str
    text: str
    key: str = ""


def first_lines(card: "Card") -> list[Line]:
    """Return what an officer wants to know before she rings (Campaign Manual, "Outreach in practice")."""
    return [
        Line(say("May we contact"), card.may_contact, "may"),
        Line(say("Last word"), card.last_word, "last"),
        Line(say("We asked"), card.we_asked, "asked"),
        Line(say("They asked"), card.they_asked, "theirs"),
        Line(say("Held by"), card.held_by, "holder"),
        Line(say("Their concerns"), card.contact.concerns_now, "concerns"),
    ]


def state(one: "Point | Address") -> str:
    """Say whether an address is right, preferred, or only for a time."""
    if one.wrong_since:
        return say("wrong since {day}", day=as_day(one.wrong_since))
    when = span(one.valid_from, one.valid_to)
    if one.preferred:
        return say("preferred, {when}", when=when) if when else say("preferred")
    return when


def in_a_line(one: "Address") -> str:
    """Return a postal address in one line, without its country."""
    town = " ".join(part for part in (one.postcode, one.town) if part)
    return ", ".join(part for part in (*one.lines.splitlines(), town, one.region) if part)


def span(start: str | None, end: str | None) -> str:
    """Say from when until when something is; the days are ISO texts or None."""
    if start and end:
        return say("{start} to {end}", start=as_day(start), end=as_day(end))
    if end:
        return say("until {end}", end=as_day(end))
    return say("since {start}", start=as_day(start)) if start else ""


def right_person(role: "Role") -> str:
    """Say in which matters somebody is the right person to approach."""
    if role.answers_for_rights and role.right_person_for:
        return say("human rights, {matters}", matters=role.right_person_for)
    return say("human rights") if role.answers_for_rights else role.right_person_for


def verified(on: str | None) -> str:
    """Say when a role or relationship was last found to be so."""
    return say("{day}", day=as_day(on)) if on else say("never")


def is_over(to_on: str | None, today: date) -> bool:
    """Return whether what ends on a day (ISO text) has ended."""
    return to_on is not None and to_on < today.isoformat()


def as_day(text: str) -> date | str:
    """Return a day (ISO text) as such, so that each surface writes it in its own way."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text
