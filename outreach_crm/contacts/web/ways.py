"""The ways that lead to somebody: through whom we reach them, and whom they reach for us in another country."""

from flask import request, url_for

from outreach_crm.app import App
from outreach_crm.contacts import service
from outreach_crm.contacts.fields import read_country
from outreach_crm.contacts.model import Path
from outreach_crm.contacts.web import drawing
from outreach_crm.contacts.web.blocks import countries, sector_choices
from outreach_crm.contacts.web.blueprint import pages
from outreach_crm.errors import OutreachError
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.text import say
from outreach_crm.web.forms import Shown
from outreach_crm.web.office import Answer, page
from outreach_crm.web.wording import read


@pages.look("/<int:contact_id>/paths")
def paths(app: App, contact_id: int) -> Answer:
    """Show through whom we reach a contact; with ``to``, whom it reaches in a country, ``sector`` narrows that."""
    contact = service.get(app, contact_id)
    where = request.args.get("to", "").strip()
    if where:
        heading = say("Whom {name} reaches", name=contact.name)
        found, wrong = _asked(app, where, through=contact_id)
    else:
        heading = say("How we reach {name}", name=contact.name)
        found, wrong = service.paths_between(app, contact_id), ""
    back = url_for("contacts.show", contact_id=contact_id, _anchor="relations")
    return _page(app, heading, found, wrong, back=back, contact=contact)


@pages.look("/paths")
def paths_anywhere(app: App) -> Answer:
    """Show through whom we reach somebody in a country; ``sector`` narrows that."""
    where = request.args.get("to", "").strip()
    found, wrong = _asked(app, where) if where else ([], "")
    return _page(app, say("Through whom we reach a country"), found, wrong, back="/contacts", contact=None)


def _asked(app: App, where: str, through: int | None = None) -> tuple[list[Path], str]:
    """Return the ways to a country, or what is wrong with the question."""
    try:
        found = service.paths_to(app, where, sector=request.args.get("sector", "").strip(), through=through)
    except OutreachError as error:
        return [], error.on_page
    return found, ""


def _page(app: App, heading: str, found: list[Path], wrong: str, *, back: str, contact: object) -> Answer:
    drawn = [(way, drawing.chain(way, read)) for way in found]
    fields = [
        _field(
            "to",
            say("To somebody in"),
            _code(request.args.get("to", "")),
            [Choice("", say("choose")), *countries()[1:]],
        ),
        _field(
            "sector",
            say("Who works in"),
            request.args.get("sector", ""),
            [Choice("", say("any sector")), *sector_choices(app)],
        ),
    ]
    asked = bool(request.args.get("to")) or contact is not None
    return page(
        "contacts/paths.html",
        heading=heading,
        drawn=drawn,
        wrong=wrong,
        back=back,
        contact=contact,
        fields=fields,
        asked=asked,
    )


def _field(key: str, label: str, now: str, choices: list[Choice]) -> Shown:
    return Shown(Field(key=key, label=label, kind=Kind.ONE_OF, choices=tuple(choices)), (now,))


def _code(text: str) -> str:
    try:
        return read_country(text)
    except OutreachError:
        return ""
