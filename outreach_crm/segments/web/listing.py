"""The list of contacts: its filter as a sentence, saved lists as tabs, its columns."""

from flask import request, url_for

from outreach_crm.app import App
from outreach_crm.errors import NotFoundError, OutreachError, RefusedError
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.model import Ref
from outreach_crm.policy import Action
from outreach_crm.privacy import service as privacy
from outreach_crm.segments import service
from outreach_crm.segments.model import Order, Page
from outreach_crm.segments.web.asked import Adding, Asked
from outreach_crm.text import Sentence, count, figure, read_number, say
from outreach_crm.web import asking
from outreach_crm.web.links import there
from outreach_crm.web.lists import HTML, Column, Listing, wanted
from outreach_crm.web.office import Answer, Office, done, lead_to, page
from outreach_crm.web.wording import briefly

pages = Office("segments", "outreach_crm.segments")

_SHOWN = 50
_MOST_TAKEN_OUT = 5_000
_ORDERS = {
    Order.NAME: say("from A to Z"),
    Order.NAME_DOWN: say("from Z to A"),
    Order.NEWEST: say("newest first"),
    Order.OLDEST: say("oldest first"),
}
_LESSER_FROM = 1  # columns from the second on are left out where there is little room


@pages.lists("")
def listed(app: App) -> Listing | Answer:
    """List contacts: all, those of a saved list, or those that fulfil what stands in the address."""
    asked = Asked.of(app, request.args, request.args.getlist("where"))
    form = wanted()
    if form != HTML:
        return _taken_out(app, asked, form)
    adding = Adding.of(app)
    if adding and adding.is_said:
        more = Asked.of(app, request.args, adding.lines(asked))
        if not more.problem:
            return lead_to(more.path(lines=service.words_of(more.segment)))
        adding = adding.with_problem(more.problem)
    return _page(app, asked, adding)


@pages.form("/columns", Action.LOOK)
def columns(app: App) -> Answer:
    """Choose what stands in the columns, for oneself."""
    known = service.columns(app)
    form = asking.read(
        Field(
            key="columns",
            label=say("What stands beside the name"),
            hint=say("Only your own lists change. A telephone shows the first of them."),
            kind=Kind.SEVERAL_OF,
            value=tuple(service.chosen_columns(app)),
            choices=tuple(Choice(key, label) for key, label in known.items()),
        )
    )
    back = there(url_for("segments.listed"))
    if form.ready:
        service.choose_columns(app, form.answer("columns"))
        return done(say("Your lists have these columns now."), back)
    return page("segments/columns.html", form, title=say("Columns of your lists"), back=back)


def _page(app: App, asked: Asked, adding: Adding | None) -> Listing:
    behind = read_number(request.args.get("after", ""))
    found, problem = None, asked.problem
    if not problem:
        try:
            found = service.page(app, asked.segment, asked.order, behind=behind, limit=_SHOWN)
        except OutreachError as error:
            problem = error.on_page
    keys = service.chosen_columns(app)
    persons = [one for one in found.members if one.kind == "person"] if found else []
    if persons and service.is_special(app, keys):
        privacy.log_access(app, say("list contacts with special fields"), count=len(persons))
    return Listing(
        title=asked.saved.name if asked.saved else say("Contacts"),
        columns=_columns(app, keys),
        rows=found.members if found else (),
        empty=_empty(asked),
        more=asked.path(after=found.members[-1].id) if found and found.more else "",
        template="segments/list.html",
        context={
            "asked": asked,
            "adding": adding,
            "problem": problem,
            "counted": _counted(found) if found else "",
            "phrases": service.phrases(app, asked.segment) if found else [],
            "kinds": asked.kinds(app),
            "saved": service.list_segments(app),
            "conditions": service.fields(app),
            "behind": behind,
            "orders": [(asked.path(order=one), label, asked.order is one) for one, label in _ORDERS.items()],
        },
    )


def _taken_out(app: App, asked: Asked, form: str) -> Listing:
    """Return the list as it is taken out of the house, which is written down; never a part of it without a word."""
    if asked.problem:
        raise NotFoundError(asked.problem)
    found = service.page(app, asked.segment, asked.order, limit=_MOST_TAKEN_OUT)
    if found.more:
        raise RefusedError(
            say(
                "These are more than the {most:,} contacts that a list is taken out with. Narrow it, or make a file"
                " of all of them at /export.",
                most=_MOST_TAKEN_OUT,
            )
        )
    privacy.log_taken_out(
        app,
        say("list contacts as {format}", format=form.upper()),
        service.sentence(app, asked.segment),
        len(found.members),
    )
    return Listing(
        title=say("Contacts"),
        columns=_columns(app, service.chosen_columns(app)),
        rows=found.members,
        empty="",
    )


def _columns(app: App, keys: list[str]) -> list[Column]:
    titles = service.columns(app)
    name = Column(title=say("Name"), value=lambda one: one.name, ref=lambda one: Ref("contacts", one.id))
    return [name, *(_column(key, titles[key], place) for place, key in enumerate(keys))]


def _column(key: str, title: str, place: int) -> Column:
    return Column(title=title, value=lambda one: service.told(one, key), lesser=place >= _LESSER_FROM)


def _counted(found: Page) -> Sentence:
    at = briefly(found.counted_at)
    if found.count is None:
        return say("More than {n} contacts, counted on {at}.", n=figure(service.COUNTED), at=at)
    return count(
        found.count,
        "{n} contact, counted on {at}.",
        "{shown} contacts, counted on {at}.",
        at=at,
        shown=figure(found.count),
    )


def _empty(asked: Asked) -> Sentence:
    if asked.lines:
        return say("Nobody is so. Take a condition away, or say one of them otherwise.")
    return say("Nobody is in the book yet. Add somebody, or import a list you have.")
