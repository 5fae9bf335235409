"""Pages of one request: all that is said of it, and the forms by which it is kept."""

from flask import url_for

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.attachments import service as attachments
from outreach_crm.contacts import service as contacts
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.model import Ref
from outreach_crm.text import beginning, read_number, say
from outreach_crm.web import asking, links
from outreach_crm.web.lists import number_asked
from outreach_crm.web.office import Answer, done, page
from outreach_mutuality import service
from outreach_mutuality.model.requests import RequestDraft, RequestKind
from outreach_mutuality.service import receiving, rules
from outreach_mutuality.web.blueprint import NEXT, home, pages

# A form sends a letter as up to twelve characters (%F0%9F%95%8A); what is too long is told, not turned away.
_MOST_BYTES = 12 * receiving.LONGEST + 1_000_000


@pages.form("/add", most_bytes=_MOST_BYTES)
def add(app: App) -> Answer:
    """Write down what an organisation asks."""
    number = number_asked("contact")
    form = asking.read(*_fields(app, RequestDraft(contact_id=number, text=""), new=True))
    back = links.there(f"/contacts/{number}" if number else url_for("outreach_mutuality.board"))
    if form.ready:
        with asking.told(form, "text") as outcome:
            made = service.receive(app, _draft(form, int(form.text("contact"))))
            return done(say("Kept: {what}", what=made.line), home(made.id), change_id=made.change_id)
        form = outcome.form
    return page("web/form.html", form, title=say("They ask"), label=say("Keep it"), back=back)


@pages.look("/<int:request_id>")
def shown(app: App, request_id: int) -> Answer:
    """Show a request: what the rules say, what was decided, what is like it, what was promised and answered."""
    found = service.get(app, request_id)
    return page(
        "outreach_mutuality/shown.html",
        found=found,
        step=NEXT.get(found.state),
        rules=rules.put(app, found.kind, found.amount),
        said=service.findings(app, found),
        decision=service.decision(app, found),
        promises=service.promises(app, found),
        answer=service.written(app, found),
        like=service.like(app, found),
        hints=service.hints(app, found),
        files=attachments.of(app, Ref("mutuality_requests", request_id)),
    )


@pages.form("/<int:request_id>/edit", most_bytes=_MOST_BYTES)
def edit(app: App, request_id: int) -> Answer:
    """Write a request otherwise."""
    found = service.get(app, request_id)
    now = RequestDraft(
        contact_id=found.contact_id,
        text=found.text,
        kind=found.kind.value,
        person=str(found.person_id or ""),
        received_on=found.received_on,
        came_by=found.came_by,
        deadline_on=found.deadline_on or "",
        country=found.country,
        amount=found.amount,
        owner=found.owner,
    )
    form = asking.read(*_fields(app, now), version=found.change_id)
    if form.ready:
        with asking.told(form, "text") as outcome:
            changed = service.edit(app, request_id, _draft(form, found.contact_id, version=form.seen))
            return done(say("Changed."), home(request_id), change_id=changed.change_id)
        form = outcome.form
    title = say("Request of {name}", name=found.contact)
    return page("web/form.html", form, title=title, back=home(request_id))


def _fields(app: App, now: RequestDraft, *, new: bool = False) -> tuple[Field, ...]:
    today = app.clock.today()
    kinds = (Choice("", say("As the words say")), *(Choice(one.value, beginning(one.label)) for one in RequestKind))
    people = tuple(Choice(name, name) for name in accounts.in_use(app))
    whose = contacts.which("contact", say("Whose request it is"), value=now.contact_id or None)
    came = now.received_on or today
    return (
        *([whose] if new else []),
        Field(key="text", label=say("What they ask"), kind=Kind.LINES, needed=True, value=now.text),
        Field(key="kind", label=say("What it is about"), kind=Kind.ONE_OF, choices=kinds, value=now.kind),
        contacts.which(
            "person", say("Who of them asks"), value=read_number(now.person), none=say("Nobody in particular")
        ),
        Field(
            key="deadline_on", label=say("By when they need an answer"), kind=Kind.DATE, value=now.deadline_on or None
        ),
        Field(key="received_on", label=say("When it came"), kind=Kind.DATE, value=came, most=today),
        Field(key="came_by", label=say("How it came"), kind=Kind.TEXT, value=now.came_by),
        Field(key="country", label=say("The country it is about"), kind=Kind.TEXT, value=now.country),
        Field(
            key="amount", label=say("The money it is about"), kind=Kind.NUMBER, least=0, value=int(now.amount) or None
        ),
        Field(
            key="owner",
            label=say("Who of us looks after it"),
            kind=Kind.ONE_OF,
            choices=people,
            value=now.owner or app.actor.name,
        ),
    )


def _draft(form: asking.Form, contact_id: int, *, version: int | None = None) -> RequestDraft:
    days = {key: form.answer(key) for key in ("deadline_on", "received_on")}
    return RequestDraft(
        contact_id=contact_id,
        amount=float(form.answer("amount") or 0),
        version=version,
        **{key: day.isoformat() if day else "" for key, day in days.items()},
        **{key: form.text(key) for key in ("text", "kind", "person", "came_by", "country", "owner")},
    )
