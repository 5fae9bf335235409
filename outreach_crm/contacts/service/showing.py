"""One contact with all that is known of it, from this feature and all others."""

from collections.abc import Sequence
from datetime import date

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.contacts import queries
from outreach_crm.contacts.fields import ContactsSettings, DataClass, OwnField
from outreach_crm.contacts.model import Address, Card, Contact, Point, PointKind
from outreach_crm.contacts.service.finding import get
from outreach_crm.contacts.service.relations import labels
from outreach_crm.dates import in_words
from outreach_crm.keywords import service as keywords
from outreach_crm.keywords.model import Keyword
from outreach_crm.model import Entry, Panel, Side
from outreach_crm.text import row, say

_WAYS = {PointKind.EMAIL: say("e-mail"), PointKind.PHONE: say("phone")}


def show(app: App, contact_id: int) -> Card:
    """Return all that is known of a contact.

    Raises:
        NotFoundError: there is none of that number, or the actor may not see it.
    """
    contact = get(app, contact_id)
    return _card(
        app, contact, app.plugins.timeline_entries(app, contact_id), app.plugins.contact_panels(app, contact_id)
    )


def own_card(app: App, contact_id: int) -> Card:
    """Return what this feature alone knows of a contact, for whoever edits it; see :func:`show`."""
    return _card(app, get(app, contact_id), (), ())


def interests_of(app: App, contact_id: int) -> list[Keyword]:
    """Return the keywords a contact is interested in."""
    return keywords.some(app, queries.interests(app.store, contact_id))


def _card(app: App, contact: Contact, history: Sequence[Entry], panels: Sequence[Panel]) -> Card:
    contact_id, store = contact.id, app.store
    points, addresses = queries.points(store, contact_id), queries.addresses(store, contact_id)
    reached = _reached(app, contact, points, addresses)
    return Card(
        contact=contact,
        may_contact=_may_contact(contact, panels, reached),
        reached=reached,
        last_word=_latest(app, [one for one in history if one.on <= app.clock.today()]),
        we_asked=next((panel.asked for panel in panels if panel.asked), ""),
        they_asked=_they_asked(app, [one for one in history if one.kind == "request" and one.side is Side.THEIRS]),
        held_by=accounts.name_of(app, contact.holder_id),
        seen_by=accounts.circle_name(app, contact.circle_id),
        points=tuple(points),
        addresses=tuple(addresses),
        ids=tuple(queries.external_ids(store, contact_id)),
        roles=tuple(queries.roles(store, contact_id)),
        relations=tuple(queries.relations(store, contact_id, labels(app))),
        sectors=queries.sectors(store, contact_id),
        interests=tuple(one.label for one in interests_of(app, contact_id)),
        fields=queries.fields(store, contact_id),
        panels=tuple(panels),
        history=tuple(history),
    )


def own_fields(app: App) -> tuple[OwnField, ...]:
    """Return the fields the section has declared for itself, with their data classes."""
    return app.settings.of("contacts", ContactsSettings).fields


def special_fields(app: App, card: Card) -> set[str]:
    """Return the own fields of a card that say something special (GDPR Article 9); what nobody declares is."""
    ordinary = {one.key for one in own_fields(app) if one.data_class != DataClass.SPECIAL}
    return {key for key, value in card.fields.items() if value} - ordinary


def _may_contact(contact: Contact, panels: Sequence[Panel], reached: str) -> str:
    cautions = () if contact.trashed_on else (panel.caution for panel in panels if panel.caution)
    return row([*cautions, reached], "; ")


def _reached(app: App, contact: Contact, points: Sequence[Point], addresses: Sequence[Address]) -> str:
    """Say by which ways the contact can be reached; in the trash by none."""
    if contact.trashed_on:
        return say("no: in the trash since {day}", day=date.fromisoformat(contact.trashed_on))
    today = app.clock.today().isoformat()
    ways = [_WAYS[point.kind] for point in points if point.kind in _WAYS and _is_right(point, today)]
    if any(_is_right(one, today) for one in addresses):
        ways.append(say("post"))
    named = row(dict.fromkeys(ways))
    wrong = sum(bool(one.wrong_since) for one in points) + sum(bool(one.wrong_since) for one in addresses)
    if not wrong:
        return say("by {ways}", ways=named) if ways else say("no address is known that works")
    if ways:
        return say("by {ways} ({n} found wrong)", ways=named, n=wrong)
    return say("no address is known that works ({n} found wrong)", n=wrong)


def _is_right(one: Point | Address, today: str) -> bool:
    return not one.wrong_since and (one.valid_from or today) <= today <= (one.valid_to or today)


def _they_asked(app: App, requests: Sequence[Entry]) -> str:
    """Say the newest of their requests in one line, and how far it has come; nothing for none."""
    if not requests:
        return ""
    entry = requests[0]
    when, what = in_words(entry.on, app.clock.today()), entry.title
    if entry.detail:
        return say("{when}: {what} ({state})", when=when, what=what, state=entry.detail)
    return say("{when}: {what}", when=when, what=what)


def _latest(app: App, entries: Sequence[Entry]) -> str:
    """Say the newest of some entries in one line; nothing for none."""
    if not entries:
        return ""
    entry = entries[0]
    when, said = in_words(entry.on, app.clock.today()), {"kind": entry.kind, "title": entry.title}
    if entry.by:
        return say("{when}: {kind}, {title} ({who})", when=when, who=entry.by, **said)
    return say("{when}: {kind}, {title}", when=when, **said)
