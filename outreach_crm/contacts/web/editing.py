"""Editing a card block by block, each form at its own address and opened in its place; the trash and back."""

from attrs import evolve
from flask import Response, abort, url_for

from outreach_crm.app import App
from outreach_crm.contacts import service
from outreach_crm.contacts.web.blocks import BLOCKS
from outreach_crm.contacts.web.blueprint import pages
from outreach_crm.text import say
from outreach_crm.web import asking
from outreach_crm.web.office import Answer, done, page


@pages.form("/<int:contact_id>/edit/<block>")
def edit(app: App, contact_id: int, block: str) -> Answer:
    """Edit a block of a card."""
    card = service.own_card(app, contact_id)
    chosen = BLOCKS.get(block)
    if chosen is None or card.contact.kind not in chosen.kinds:
        abort(404)
    back = url_for("contacts.show", contact_id=contact_id)
    form = asking.read(*chosen.asks(app, card), version=card.contact.change_id)
    if form.ready:
        with asking.told(form) as outcome:
            changes = chosen.changes(app, card, form.answers)
            if changes == service.Edit():
                return done(say("It is as it was."), back)
            after = service.edit(app, contact_id, evolve(changes, version=form.seen))
            return done(say("{name} was changed.", name=after.name), back, change_id=after.change_id)
        form = outcome.form
    title = say("{name}: {what}", name=card.contact.name, what=chosen.title)
    return page("contacts/edit.html", form, title=title, heading=chosen.title, back=back)


@pages.act("/<int:contact_id>/trash")
def trash(app: App, contact_id: int) -> Response:
    """Put a contact into the trash."""
    gone = service.trash(app, contact_id)
    back = url_for("contacts.show", contact_id=contact_id)
    return done(say("{name} is in the trash.", name=gone.name), back, change_id=gone.change_id)


@pages.act("/<int:contact_id>/restore")
def restore(app: App, contact_id: int) -> Response:
    """Take a contact out of the trash."""
    there = service.restore(app, contact_id)
    back = url_for("contacts.show", contact_id=contact_id)
    return done(say("{name} is back.", name=there.name), back, change_id=there.change_id)
