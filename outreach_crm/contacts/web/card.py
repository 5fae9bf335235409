"""The card: what an officer wants to know before she rings, how to reach them, what features know, one history."""

from collections import Counter
from functools import partial
from urllib.parse import quote

from attrs import frozen
from flask import request, url_for

from outreach_crm.app import App
from outreach_crm.contacts import service
from outreach_crm.contacts.fields import country_name
from outreach_crm.contacts.model import Card, Kind, Point, PointKind, told
from outreach_crm.contacts.service import telling
from outreach_crm.contacts.web import drawing
from outreach_crm.contacts.web.blocks import blocks_of, sector_choices
from outreach_crm.contacts.web.blueprint import pages
from outreach_crm.model import Panel
from outreach_crm.text import count, row, say
from outreach_crm.web.lists import Column, Listing, note, number_asked
from outreach_crm.web.office import Answer, done, page
from outreach_crm.web.wording import read

_LATEST, _PAGE = 15, 50
_UNKNOWN = {
    "last": say("none yet"),
    "asked": say("nothing yet"),
    "theirs": say("nothing yet"),
    "holder": say("nobody"),
    "concerns": say("not known: ask them"),
}
_KINDS = {Kind.PERSON: say("person"), Kind.ORGANISATION: say("organisation"), Kind.GROUP: say("group")}
# What features give to a card; one that raises there is named in its place.
_GIVEN = ("contact_panels", "timeline_entries")


@frozen
class KindOfEntry:
    """A kind of entry in a history, how many there are, and whether it is the one that is shown."""

    name: str
    n: int
    path: str
    chosen: bool


@pages.look("/<int:contact_id>")
def show(app: App, contact_id: int) -> Answer:
    """Show a card; that of a contact that was merged is the one it became."""
    contact = service.get(app, contact_id)
    into = service.merged(app, contact)
    if into is not None and into.id != contact_id:
        said = say("{name} ({number}) was merged into this one.", name=contact.name, number=contact_id)
        return done(said, url_for("contacts.show", contact_id=into.id))
    card, today = _seen(app, contact_id), app.clock.today()
    wanted = request.args.get("kind", "")
    entries = [one for one in card.history if wanted in {"", one.kind}]
    titles = {one.key: one.label for one in sector_choices(app)} | {
        one.key: one.title or one.key for one in service.own_fields(app)
    }
    return page(
        "contacts/card.html",
        card=card,
        today=today,
        told=told,
        first=told.first_lines(card),
        unknown=_UNKNOWN,
        facts=telling.facts(card, titles),
        blocks=blocks_of(contact),
        kind=_KINDS[contact.kind],
        is_person=contact.kind is Kind.PERSON,
        summary=_summary(app, card),
        figure=drawing.around(card, today, read),
        panels=[one for one in card.panels if _says(one)],
        nothing=row(one.title for one in card.panels if not _says(one)),
        silent=_silent(app),
        entries=entries[:_LATEST],
        entries_in_all=len(entries),
        kinds=_kinds(card, wanted),
        whole=_path(contact_id, wanted) if entries else "",
        at=partial(_at, contact_id),
        at_of=_of,
        link_of=link_of,
        readable=readable,
        country_name=country_name,
    )


def _seen(app: App, contact_id: int) -> Card:
    """Return a card, and write down that somebody saw it where something special stands there."""
    card = service.show(app, contact_id)
    if service.special_fields(app, card):
        note(say("see special fields of a contact"), contact_id=contact_id)
    return card


@pages.lists("/<int:contact_id>/history")
def history(app: App, contact_id: int) -> Listing:
    """List all that happened with a contact, whichever feature knows of it, latest first."""
    card, wanted = service.show(app, contact_id), request.args.get("kind", "")
    entries = [one for one in card.history if wanted in {"", one.kind}]
    since = min(number_asked("since"), len(entries))
    return Listing(
        title=say("The history of {name}", name=card.contact.name),
        columns=_COLUMNS,
        rows=entries[since:],
        most=_PAGE,
        on=lambda _: {"since": since + _PAGE},
        empty=say("Nothing of this kind happened yet."),
        template="contacts/history.html",
        context={
            "contact": card.contact,
            "kinds": _kinds(card, wanted, "contacts.history"),
            "shown": _shown(since, len(entries)),
        },
        persons="history of a contact",
        contact_id=contact_id,
    )


_COLUMNS = (
    Column(title=say("Day"), value=lambda entry: entry.on),
    Column(title=say("What"), value=lambda entry: entry.kind),
    Column(title=say("About"), value=lambda entry: entry.title, ref=lambda entry: entry.ref),
    Column(title=say("From whom"), value=lambda entry: entry.side, lesser=True),
    Column(title=say("Who"), value=lambda entry: entry.by, lesser=True),
    Column(title=say("What came of it"), value=lambda entry: entry.detail, lesser=True),
)


def _shown(since: int, total: int) -> str:
    if total <= _PAGE:
        return count(total, "{n} entry", "{n} entries")
    return say("{first} to {last} of {total}", first=since + 1, last=min(since + _PAGE, total), total=total)


def _kinds(card: Card, wanted: str, view: str = "contacts.show") -> list[KindOfEntry]:
    """Return the kinds of entries there are, the commonest first; none where there is but one."""
    counted = Counter(entry.kind for entry in card.history)
    if len(counted) < 2 and not wanted:
        return []
    anchor = "history" if view == "contacts.show" else None
    made = [("", len(card.history)), *counted.most_common()]
    return [
        KindOfEntry(
            name, n, url_for(view, contact_id=card.contact.id, kind=name or None, _anchor=anchor), chosen=name == wanted
        )
        for name, n in made
    ]


def _path(contact_id: int, kind: str, since: int | None = None) -> str:
    return url_for("contacts.history", contact_id=contact_id, kind=kind or None, since=since)


def _says(panel: Panel) -> bool:
    """Return whether a panel has anything to say or to do; the others are named in one line."""
    return bool(panel.rows or panel.steps or panel.empty or panel.caution)


def _silent(app: App) -> list[str]:
    """Return the names of the features that could not say what they know of the contact."""
    return list(dict.fromkeys(one.name for hook in _GIVEN for one in app.plugins.unheard(hook)))


def _summary(app: App, card: Card) -> str:
    """Return what tells somebody from others of that name: the present role, else the town."""
    found = service.some(app, [card.contact.id])
    return found[0].about if found else ""


def _at(contact_id: int, view: str, **path: object) -> str:
    return url_for(f"contacts.{view}", contact_id=contact_id, **path)  # type: ignore[arg-type]


def _of(contact_id: int) -> str:
    return url_for("contacts.show", contact_id=contact_id)


def link_of(point: Point) -> str:
    """Return what a click on a way does: write (RFC 6068), dial (RFC 3966) or open it; empty for nothing."""
    if point.kind is PointKind.EMAIL:
        return f"mailto:{quote(point.value, safe='@')}"
    if point.kind is PointKind.PHONE:
        return f"tel:{point.value}"
    return point.value if point.value.startswith(("https://", "http://")) else ""


def readable(point: Point) -> str:
    """Return a way as people read it: a telephone number in groups."""
    if point.kind is not PointKind.PHONE:
        return point.value
    import phonenumbers

    try:
        number = phonenumbers.parse(point.value)
    except phonenumbers.NumberParseException:
        return point.value
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL))
