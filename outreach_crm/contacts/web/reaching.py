"""Ways to reach somebody: added, changed, found wrong, preferred, taken away; each way by itself."""

from datetime import date

from flask import Response, abort, request, url_for

from outreach_crm.app import App
from outreach_crm.contacts import service
from outreach_crm.contacts.fields import read_label
from outreach_crm.contacts.model import Address, Card, Contact, Point, PointKind
from outreach_crm.contacts.web.blocks import countries
from outreach_crm.contacts.web.blueprint import pages
from outreach_crm.errors import InvalidInputError
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.model import Problem, Ref
from outreach_crm.text import say
from outreach_crm.web import asking
from outreach_crm.web.asking import Form
from outreach_crm.web.office import Answer, done, page

POINTS, ADDRESSES = "contact_points", "contact_addresses"


@pages.form("/<int:contact_id>/reach/add")
def add_way(app: App, contact_id: int) -> Answer:
    """Add an e-mail, telephone or web address."""
    kinds = (
        Choice(PointKind.EMAIL.value, say("e-mail")),
        Choice(PointKind.PHONE.value, say("telephone")),
        Choice(PointKind.WEB.value, say("web")),
    )
    asked = Field(key="kind", label=say("By"), kind=Kind.ONE_OF, value=PointKind.EMAIL.value, choices=kinds)
    contact, form = service.get(app, contact_id), asking.read(asked, *_point_fields(None))
    return _answered(app, contact, form, say("Another way to reach {name}", name=contact.name))


@pages.form("/<int:contact_id>/reach/post")
def add_address(app: App, contact_id: int) -> Answer:
    """Add a postal address."""
    contact, form = service.get(app, contact_id), asking.read(*_address_fields(None))
    return _answered(app, contact, form, say("A postal address of {name}", name=contact.name))


@pages.form("/<int:contact_id>/reach/<table>/<int:row_id>")
def change_way(app: App, contact_id: int, table: str, row_id: int) -> Answer:
    """Change how a way to reach somebody reads, or for which time it is right."""
    card = service.own_card(app, contact_id)
    one = _way(card, table, row_id)
    asked = _address_fields(one) if isinstance(one, Address) else _point_fields(one)
    form = asking.read(*asked, version=card.contact.change_id)
    return _answered(app, card.contact, form, say("How to reach {name}", name=card.contact.name), way=one)


@pages.act("/<int:contact_id>/reach/<table>/<int:row_id>/<what>")
def mark(app: App, contact_id: int, table: str, row_id: int, what: str) -> Response:
    """Say that a way does not work, is preferred, or take it away."""
    card = service.own_card(app, contact_id)
    meant = (str(Ref(table, _way(card, table, row_id).id)),)
    if what == "wrong":
        changes, said = service.Edit(wrong=meant), say("Marked as wrong; nothing goes there any more.")
    elif what == "prefer":
        changes, said = service.Edit(prefer=meant), say("This one is used first from now on.")
    elif what == "remove":
        changes, said = service.Edit(remove=meant), say("It was taken away.")
    else:
        abort(404)
    after = service.edit(app, contact_id, changes)
    return done(said, _back(contact_id), change_id=after.change_id)


def _answered(app: App, contact: Contact, form: Form, title: str, *, way: Point | Address | None = None) -> Answer:
    """Save what was answered, or show the form."""
    back = _back(contact.id)
    if form.ready:
        with asking.told(form, beside="lines" if "lines" in form.answers else "value") as outcome:
            after = service.edit(app, contact.id, _edit(form, way))
            said = say("How to reach {name} was noted.", name=contact.name)
            return done(said, back, change_id=after.change_id)
        form = outcome.form
    return page("contacts/way.html", form, title=title, back=back, way=way, contact=contact)


def _edit(form: Form, way: Point | Address | None) -> service.Edit:
    """Return what was answered as an edit."""
    times = {"valid_from": form.answer("valid_from"), "valid_to": form.answer("valid_to")}
    label, version = form.text("label"), form.seen
    if "lines" in form.answers:
        written = service.PostalDraft(
            form.text("lines"),
            form.text("postcode"),
            form.text("town"),
            form.text("country"),
            form.text("region"),
            label,
        )
        if way is not None:
            meant = str(Ref(ADDRESSES, way.id))
            return service.Edit(rewritten=((meant, written),), version=version, **times)
        return service.Edit(addresses=(written,), **times)
    text = f"{label}: {form.text('value')}" if label else form.text("value")
    if read_label(text)[0] != label:
        told = say("Begin with a letter, and leave out colons, slashes and @.")
        raise InvalidInputError(told, (Problem(field="label", sentence=told),))
    if way is not None:
        return service.Edit(rewritten=((str(Ref(POINTS, way.id)), text),), version=version, **times)
    return service.Edit(points=((PointKind(form.text("kind")), text),), **times)


def _way(card: Card, table: str, row_id: int) -> Point | Address:
    rows: dict[str, tuple[Point | Address, ...]] = {POINTS: card.points, ADDRESSES: card.addresses}
    found = next((one for one in rows.get(table, ()) if one.id == row_id), None)
    if found is None:
        abort(404)
    return found


def _point_fields(one: Point | None) -> list[Field]:
    now = one.value if one else str(request.args.get("value", ""))
    return [
        Field(key="value", label=say("Address or number"), kind=Kind.TEXT, value=now, needed=True),
        *_further(one, say("Such as: office, home.")),
    ]


def _address_fields(one: Address | None) -> list[Field]:
    there = one.country if one else ""
    return [
        Field(key="lines", label=say("Street and house"), kind=Kind.LINES, value=one.lines if one else ""),
        Field(key="postcode", label=say("Postcode"), kind=Kind.TEXT, value=one.postcode if one else ""),
        Field(key="town", label=say("Town"), kind=Kind.TEXT, value=one.town if one else ""),
        Field(key="region", label=say("Region"), kind=Kind.TEXT, value=one.region if one else ""),
        Field(key="country", label=say("Country"), kind=Kind.ONE_OF, value=there, choices=tuple(countries())),
        *_further(one, say("Such as: office, home.")),
    ]


def _further(one: Point | Address | None, hint: str) -> list[Field]:
    start, end = (one.valid_from, one.valid_to) if one else (None, None)
    return [
        Field(key="label", label=say("What it is"), kind=Kind.TEXT, value=one.label if one else "", hint=hint),
        Field(key="valid_from", label=say("Right from"), kind=Kind.DATE, value=_day(start)),
        Field(key="valid_to", label=say("Right until"), kind=Kind.DATE, value=_day(end)),
    ]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _back(contact_id: int) -> str:
    return url_for("contacts.show", contact_id=contact_id, _anchor="reach")
