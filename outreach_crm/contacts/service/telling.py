"""The further lines of a card, as the command line and the page tell them alike."""

from collections.abc import Mapping
from datetime import date

from outreach_crm.contacts.fields import country_name
from outreach_crm.contacts.model import Card, Contact, Line
from outreach_crm.contacts.model.told import span
from outreach_crm.languages import language_name
from outreach_crm.text import count, say, term


def facts(card: Card, titles: Mapping[str, str]) -> list[Line]:
    """Return what is known of a contact besides, line by line; what is not known is left out.

    Args:
        card: the card.
        titles: the names of sectors and of the section's own fields, by key.
    """
    contact = card.contact
    told = [
        Line(say("Seen by"), say("only {circle}", circle=card.seen_by) if card.seen_by else "", "circle"),
        Line(say("Also"), contact.also, "names"),
        Line(say("What it is"), contact.organisation_kind, "names"),
        Line(say("Level"), term(contact.level), "names"),
        Line(say("Country"), country_name(contact.country) if contact.country else "", "names"),
        Line(say("Writes in"), _languages(contact), "names"),
        Line(say("Gender"), " ".join(part for part in (contact.gender, contact.pronouns) if part), "names"),
        Line(say("Sectors"), ", ".join(titles.get(key, key) for key in card.sectors), "sectors"),
        Line(say("Interests"), ", ".join(card.interests), "sectors"),
        Line(say("Belongs to us"), _membership(contact), "belonging"),
        Line(say("Brought by"), contact.brought_by, "belonging"),
        Line(say("How we met"), contact.met, "belonging"),
        Line(say("Can do"), contact.can_do, "concerns"),
        Line(say("Remarks"), contact.remarks, "concerns"),
        Line(say("Rhythm"), _rhythm(contact), "concerns"),
        Line(say("Elsewhere"), ", ".join(str(one) for one in card.ids), "fields"),
        Line(say("Added on"), say("{day}", day=date.fromisoformat(contact.added_on))),
        *(Line(titles.get(key, key), text, "fields") for key, text in card.fields.items()),
    ]
    return [line for line in told if line.text]


def _rhythm(contact: Contact) -> str:
    return count(contact.rhythm_days, "every day", "every {n} days") if contact.rhythm_days else ""


def _languages(contact: Contact) -> str:
    tags = [contact.language, *contact.languages.split()]
    return ", ".join(dict.fromkeys(language_name(tag) for tag in tags if tag))


def _membership(contact: Contact) -> str:
    if not contact.membership:
        return ""
    when = span(contact.membership_from, contact.membership_to)
    belongs = contact.membership.label
    return say("{what} {when}", what=belongs, when=when) if when else belongs
