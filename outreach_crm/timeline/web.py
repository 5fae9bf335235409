"""Writing down what happened, from anywhere and in a moment; and putting an entry right."""

from datetime import date, timedelta

from flask import Response, request, url_for

from outreach_crm.app import App
from outreach_crm.campaigns import service as campaigns
from outreach_crm.errors import InvalidInputError
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.model import Problem, Ref, Side
from outreach_crm.text import beginning, read_number, say
from outreach_crm.timeline import service
from outreach_crm.timeline.model import EntryKind, LogDraft, LogEdit, LogEntry
from outreach_crm.web import asking, links
from outreach_crm.web.office import Answer, Office, done, page

pages = Office("timeline", __name__)

_FIND = "outreach_crm.contacts.service.picking:contacts"
# Beyond two years it is a plan and no follow-up.
_MOST_DAYS = 730
# What is asked in the first place; the rest stands below "More".
_FIRST = ("contacts", "kind", "summary", "days")


@pages.form("")
def log(app: App) -> Answer:
    """Write down what happened."""
    about = read_number(request.args.get("contact", ""))
    form = asking.read(*_asked(app, about))
    back = links.there(f"/contacts/{about}" if about else "/today")
    if form.ready:
        with asking.told(form, "summary") as outcome:
            entry = service.log(app, _draft(app, form), campaign=form.text("campaign"))
            said = say("Noted: {what} with {who}.", what=entry.kind, who=", ".join(entry.with_contacts))
            return done(said, back, change_id=entry.change_id)
        form = outcome.form
    return page("timeline/log.html", form, title=say("What happened"), back=back, first=_FIRST)


def _asked(app: App, about: int | None) -> tuple[Field, ...]:
    running = (Choice(str(one.id), one.name) for one in campaigns.list_campaigns(app))
    return (
        Field(
            key="contacts",
            label=say("With whom"),
            kind=Kind.SEVERAL_OF,
            value=(str(about),) if about else (),
            find=_FIND,
        ),
        *_what(app),
        Field(key="days", label=say("Follow up in how many days"), kind=Kind.NUMBER, least=0, most=_MOST_DAYS),
        Field(key="follow_up", label=say("What is to be done then"), kind=Kind.TEXT),
        Field(
            key="campaign",
            label=say("For which campaign"),
            kind=Kind.ONE_OF,
            choices=(Choice("", say("None")), *running),
            value="",
        ),
    )


def _what(app: App, entry: LogEntry | None = None) -> tuple[Field, ...]:
    today = app.clock.today()
    kinds = tuple(Choice(one.value, beginning(one.label)) for one in EntryKind)
    sides = (Choice(Side.OURS, say("We turned to them")), Choice(Side.THEIRS, say("They came to us")))
    both = (Choice(Side.BOTH, say("Both")),) if entry and entry.side is Side.BOTH else ()
    return (
        Field(
            key="kind",
            label=say("What it was"),
            kind=Kind.ONE_OF,
            choices=kinds,
            value=entry.kind.value if entry else EntryKind.CALL.value,
        ),
        Field(
            key="summary",
            label=say("What happened, in a few words"),
            kind=Kind.TEXT,
            needed=True,
            value=entry.summary if entry else None,
        ),
        Field(key="outcome", label=say("What came of it"), kind=Kind.TEXT, value=entry.outcome if entry else None),
        Field(
            key="side",
            label=say("From whom it came"),
            kind=Kind.ONE_OF,
            choices=(*sides, *both),
            value=entry.side.value if entry else Side.OURS.value,
        ),
        Field(key="day", label=say("When"), kind=Kind.DATE, value=entry.happened_on if entry else today, most=today),
    )


def _draft(app: App, form: asking.Form) -> LogDraft:
    chosen = tuple(number for key in form.answer("contacts") or () if (number := read_number(key)) is not None)
    if not chosen:
        problem = Problem(field="contacts", sentence=say("Say with whom: write a part of the name, then choose."))
        raise InvalidInputError(problem.sentence, problems=(problem,))
    days = form.answer("days")
    return LogDraft(
        contact_ids=chosen,
        summary=form.text("summary"),
        kind=EntryKind(form.text("kind")),
        side=Side(form.text("side")),
        on=form.answer("day"),
        outcome=form.text("outcome"),
        follow_up=form.text("follow_up"),
        follow_up_on=None if days is None else app.clock.today() + timedelta(days=days),
    )


@pages.look("/<int:entry_id>")
def shown(app: App, entry_id: int) -> Answer:
    """Show an entry."""
    entry = service.get(app, entry_id)
    linked = campaigns.of_ref(app, Ref("timeline_entries", entry_id))
    with_contacts = tuple(zip(entry.contact_ids, entry.with_contacts, strict=True))
    return page("timeline/shown.html", entry=entry, with_contacts=with_contacts, linked=linked)


@pages.form("/<int:entry_id>/edit")
def edit(app: App, entry_id: int) -> Answer:
    """Put an entry right."""
    entry = service.get(app, entry_id)
    follow_up = (
        Field(key="follow_up_on", label=say("Follow up on"), kind=Kind.DATE, value=entry.follow_up_on),
        Field(key="follow_up", label=say("What is to be done then"), kind=Kind.TEXT, value=entry.follow_up),
    )
    form = asking.read(*_what(app, entry), *follow_up, version=entry.change_id)
    back = links.there(url_for("timeline.shown", entry_id=entry_id))
    if form.ready:
        with asking.told(form, "summary") as outcome:
            changed = service.edit(app, entry_id, _edit(app, form))
            return done(say("Changed: {what}.", what=changed.summary), back, change_id=changed.change_id)
        form = outcome.form
    return page("web/form.html", form, title=say("Put this entry right"), back=back)


def _edit(app: App, form: asking.Form) -> LogEdit:
    on: date | None = form.answer("day")
    return LogEdit(
        summary=form.text("summary"),
        kind=EntryKind(form.text("kind")),
        side=Side(form.text("side")),
        on=on or app.clock.today(),
        outcome=form.text("outcome"),
        follow_up=form.text("follow_up"),
        follow_up_on=form.answer("follow_up_on"),
        version=form.seen,
    )


@pages.act("/<int:entry_id>/strike")
def strike(app: App, entry_id: int) -> Response:
    """Take an entry out of the history."""
    entry = service.get(app, entry_id)
    change_id = service.strike(app, entry_id)
    back = f"/contacts/{entry.contact_ids[0]}"
    return done(say("Struck out: {what}.", what=entry.summary), back, change_id=change_id)
