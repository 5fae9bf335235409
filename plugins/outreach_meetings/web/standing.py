"""The page of what a group talks about each time it meets."""

from flask import request, url_for

from outreach_crm.app import App
from outreach_crm.forms import Field, Kind
from outreach_crm.groups import service as groups
from outreach_crm.text import read_number, say
from outreach_crm.web import asking
from outreach_crm.web.office import Answer, done, page
from outreach_meetings import service
from outreach_meetings.model.agenda import ItemEdit
from outreach_meetings.web import fields
from outreach_meetings.web.blueprint import pages


@pages.form("/groups/<int:contact_id>/standing")
def standing(app: App, contact_id: int) -> Answer:
    """Show what a group talks about each time, and take further such items."""
    group = groups.get(app, contact_id)
    form = asking.read(*_fields())
    if form.ready:
        with asking.told(form, "title") as outcome:
            flags = {key: "yes" if form.answer(key) else "" for key in ("closing", "restricted")}
            texts = {key: form.text(key) for key in ("title", "minutes", "owner")}
            made = service.add_standing(app, contact_id, ItemEdit(fields={**texts, **flags}))
            told = say("{group} talks about {what} each time from now on.", group=group.name, what=made.title)
            return done(told, _page(contact_id), change_id=made.change_id)
        form = outcome.form
    found = service.standing_items(app, contact_id)
    return page("outreach_meetings/standing.html", form, group=group, found=found)


@pages.act("/groups/<int:contact_id>/standing/<int:standing_id>/drop")
def drop_standing(app: App, contact_id: int, standing_id: int) -> Answer:
    """Let a group no longer talk about something each time."""
    with app.change("drop standing item") as change:
        gone = service.drop_standing(app, standing_id)
    return done(say("No longer each time: {what}.", what=gone.title), _page(contact_id), change_id=change.id)


@pages.act("/groups/<int:contact_id>/standing/<int:standing_id>/move")
def move_standing(app: App, contact_id: int, standing_id: int) -> Answer:
    """Put something at another place among what a group talks about each time."""
    to = read_number(request.form.get("to", "")) or 0
    with app.change("order standing items") as change:
        found = service.place_standing(app, standing_id, to)
    told = say("{what} is number {n} now.", what=found.title, n=to)
    return done(told, _page(contact_id), change_id=change.id)


def _page(contact_id: int) -> str:
    return url_for("outreach_meetings.standing", contact_id=contact_id)


def _fields() -> tuple[Field, ...]:
    return (
        *fields.item(),
        Field(key="closing", label=say("It comes at the end"), kind=Kind.YES_NO),
        Field(key="restricted", label=say("For the office only"), kind=Kind.YES_NO),
    )
