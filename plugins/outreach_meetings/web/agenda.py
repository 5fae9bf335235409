"""Pages of the agenda of a meeting: what is on it, what there is besides, and the forms that arrange it."""

from collections.abc import Iterator

from flask import request

from outreach_crm.app import App
from outreach_crm.forms import Field, Kind
from outreach_crm.text import read_number, say
from outreach_crm.web import asking
from outreach_crm.web.office import Answer, done, page
from outreach_meetings import service
from outreach_meetings.model.agenda import Item, ItemEdit
from outreach_meetings.service import closing
from outreach_meetings.web import fields
from outreach_meetings.web.blueprint import pages, tabs, there

_HERE = "outreach_meetings.agenda"
_MOST_LETTERS = 50


@pages.look("/<int:series_id>/<key>/agenda")
def agenda(app: App, series_id: int, key: str) -> Answer:
    """Show the agenda of a meeting."""
    found = service.agenda(app, service.meeting(app, series_id, key))
    return page(
        "outreach_meetings/agenda.html",
        meeting=found.meeting,
        tabs=tabs(found.meeting, _HERE),
        agenda=found,
        papers={one.id: service.papers(app, one) for one in found.items},
        letters=service.evening_of(app, found),
    )


@pages.act("/<int:series_id>/<key>/agenda/build")
def build(app: App, series_id: int, key: str) -> Answer:
    """Put on the agenda what there is and not on it yet."""
    meeting = service.meeting(app, series_id, key)
    with app.change("build agenda") as change:
        before = len(service.items(app, meeting))
        new = len(service.build(app, meeting).items) - before
    return done(say("New on the agenda: {n}.", n=new), there(_HERE, meeting), change_id=change.id if new else None)


@pages.form("/<int:series_id>/<key>/agenda/letters")
def letters(app: App, series_id: int, key: str) -> Answer:
    """Put on the agenda what those who come write letters on."""
    meeting = service.meeting(app, series_id, key)
    found = service.evening(app, meeting)
    each = Field(
        key="each",
        label=say("How many letters each writes"),
        kind=Kind.NUMBER,
        least=1,
        most=_MOST_LETTERS,
        needed=True,
        value=found.letters_each,
    )
    form = asking.read(each)
    if form.ready:
        with asking.told(form, "each") as outcome:
            with app.change("build agenda") as change:
                now = service.hold_evening(app, meeting, int(form.text("each")))
            return done(now.told, there(_HERE, meeting), change_id=change.id)
        form = outcome.form
    back = there(_HERE, meeting)
    return page("outreach_meetings/letters.html", form, meeting=meeting, found=found, back=back)


@pages.form("/<int:series_id>/<key>/agenda/add")
def add_item(app: App, series_id: int, key: str) -> Answer:
    """Put something on the agenda that nothing offers."""
    meeting = service.meeting(app, series_id, key)
    form = asking.read(*_fields())
    if form.ready:
        with asking.told(form, "title") as outcome:
            made = service.add(app, meeting, _edit(form))
            return done(say("On the agenda: {what}.", what=made.title), there(_HERE, meeting), change_id=made.change_id)
        form = outcome.form
    title = say("An item for {meeting}", meeting=meeting.title)
    return page("web/form.html", form, title=title, label=say("Put it on the agenda"), back=there(_HERE, meeting))


@pages.form("/items/<int:item_id>")
def item(app: App, item_id: int) -> Answer:
    """Show an item of an agenda with its papers, and change it."""
    found = service.item(app, item_id)
    back = _agenda_of(app, found)
    form = asking.read(*_fields(found), version=found.change_id)
    if form.ready:
        with asking.told(form, "title") as outcome:
            now = service.change(app, item_id, ItemEdit(fields=_edit(form).fields, version=form.seen))
            return done(say("Changed."), back, change_id=now.change_id)
        form = outcome.form
    papers = [one for one in service.papers(app, found) if one.ref.kind == "meeting_items"]
    closed = closing.is_finished(app, service.meeting_of(app, found))
    return page("outreach_meetings/item.html", form, found=found, papers=papers, back=back, closed=closed)


@pages.act("/items/<int:item_id>/drop")
def drop_item(app: App, item_id: int) -> Answer:
    """Take an item off its agenda."""
    with app.change("drop from agenda") as change:
        found = service.drop(app, item_id)
    return done(say("Taken off: {what}.", what=found.title), _agenda_of(app, found), change_id=change.id)


@pages.act("/items/<int:item_id>/take-up")
def take_up(app: App, item_id: int) -> Answer:
    """Put an item on its agenda again."""
    with app.change("take up on agenda") as change:
        found = service.take_up(app, item_id)
    return done(say("On the agenda again: {what}.", what=found.title), _agenda_of(app, found), change_id=change.id)


@pages.act("/items/<int:item_id>/move")
def move_item(app: App, item_id: int) -> Answer:
    """Put an item at another place of its agenda."""
    with app.change("order agenda") as change:
        found = service.place(app, item_id, read_number(request.form.get("to", "")) or 0)
    told = say("{what} is number {n} now.", what=found.title, n=found.number)
    return done(told, _agenda_of(app, found), change_id=change.id)


def _agenda_of(app: App, found: Item) -> str:
    return there(_HERE, service.meeting_of(app, found))


def _fields(now: Item | None = None) -> tuple[Field, ...]:
    return (
        *fields.item(now),
        Field(key="due_on", label=say("Due"), kind=Kind.DATE, value=now.due_on if now else None),
        Field(
            key="detail",
            label=say("What to know before it is talked about"),
            kind=Kind.LINES,
            value=now.detail if now else "",
        ),
        *_flags(now),
    )


def _flags(now: Item | None) -> Iterator[Field]:
    yield Field(
        key="appeals",
        label=say("Letters can be written on it"),
        kind=Kind.YES_NO,
        value=bool(now and now.appeals),
    )
    yield Field(
        key="restricted",
        label=say("For the office only"),
        kind=Kind.YES_NO,
        hint=say("It stays out of everything that leaves: the pack, invitations, calendars and minutes that are sent."),
        value=bool(now and now.restricted),
    )


def _edit(form: asking.Form) -> ItemEdit:
    day = form.answer("due_on")
    texts = {key: form.text(key) for key in ("title", "minutes", "owner", "detail")}
    flags = {key: "yes" if form.answer(key) else "" for key in ("appeals", "restricted")}
    return ItemEdit(fields={**texts, **flags, "due_on": day.isoformat() if day else ""})
