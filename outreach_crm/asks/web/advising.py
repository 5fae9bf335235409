"""Pages of advice: what is asked of advisers, and what they said."""

from flask import url_for

from outreach_crm.app import App
from outreach_crm.asks import service
from outreach_crm.asks.model.advice import Advice, AdviceDraft, AdviceGiven, Role
from outreach_crm.asks.web.blueprint import pages
from outreach_crm.contacts import service as contacts
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.model import Ref
from outreach_crm.sectors import service as sectors
from outreach_crm.text import say
from outreach_crm.web import asking, links
from outreach_crm.web.lists import Column, Listing, number_asked
from outreach_crm.web.office import Answer, done, page


@pages.lists("/advice")
def advice(app: App) -> Listing:
    """List advice, what is waited for first."""
    given = service.advice_listed(app, everything=True)
    return Listing(
        title=say("Advice"),
        columns=(
            Column(title=say("Question"), value=lambda one: one.question, ref=lambda one: Ref("advice", one.id)),
            Column(title=say("Of whom"), value=lambda one: one.adviser),
            Column(title=say("By when"), value=lambda one: one.due_on),
            Column(title=say("Given on"), value=lambda one: one.answered_on),
            Column(title=say("What to ask"), value=lambda one: one.what, lesser=True),
        ),
        rows=sorted(given, key=lambda one: bool(one.answered_on)),
        empty=say("No advice was asked for yet: whom to approach, what to ask, and how."),
        template="asks/advice.html",
        persons="advice",
    )


@pages.form("/advice/ask")
def ask_advice(app: App) -> Answer:
    """Ask an adviser or an advisory group."""
    about = number_asked("contact")
    known = [Choice(one.key, one.name) for one in sectors.all_sectors(app)]
    form = asking.read(
        contacts.which("adviser", say("Of whom: an adviser, or a group of ours")),
        Field(key="question", label=say("What you would like to know"), kind=Kind.LINES, needed=True),
        Field(key="due_on", label=say("By when"), kind=Kind.DATE, needed=True, least=app.clock.today()),
        contacts.which("about", say("About whom"), value=about or None, none=say("Nobody in particular")),
        Field(
            key="sector",
            label=say("About which sector"),
            kind=Kind.ONE_OF,
            choices=(Choice("", say("No sector")), *known),
            value="",
        ),
    )
    back = links.there(f"/contacts/{about}" if about else url_for("asks.advice"))
    if form.ready:
        with asking.told(form, "question") as outcome:
            day = form.answer("due_on")
            draft = AdviceDraft(
                due_on=day.isoformat() if day else "",
                **{key: form.text(key) for key in ("adviser", "question", "about", "sector")},
            )
            made = service.ask_advice(app, draft)
            return done(say("Asked of {name}.", name=made.adviser), _home(made.id), change_id=made.change_id)
        form = outcome.form
    return page("web/form.html", form, title=say("Ask for advice"), label=say("Ask"), back=back)


@pages.look("/advice/<int:advice_id>")
def shown_advice(app: App, advice_id: int) -> Answer:
    """Show what was asked, and what was advised."""
    return page("asks/one_advice.html", advice=service.get_advice(app, advice_id), parts=Role)


@pages.form("/advice/<int:advice_id>/answer")
def answer_advice(app: App, advice_id: int) -> Answer:
    """Write down what was advised."""
    found = service.get_advice(app, advice_id)
    form = asking.read(*_given(found), version=found.change_id)
    if form.ready:
        with asking.told(form, "whom_else") as outcome:
            whom = form.text("whom") or form.text("whom_else")
            given = AdviceGiven(whom=whom, what=form.text("what"), how=form.text("how"), version=form.seen)
            kept = service.give_advice(app, advice_id, given)
            return done(say("Kept."), _home(advice_id), change_id=kept.change_id)
        form = outcome.form
    title = say("What was advised: {what}", what=found.question)
    return page("web/form.html", form, title=title, back=_home(advice_id))


def _given(advice: Advice) -> tuple[Field, ...]:
    whom = next((one.contact_id for one in advice.those(Role.WHOM) if one.name), None)
    return (
        contacts.which("whom", say("Whom to approach"), value=whom, none=say("Somebody who is not in the book")),
        Field(key="whom_else", label=say("Who that is, where they are not"), kind=Kind.TEXT, value=advice.whom),
        Field(key="what", label=say("What it is best to ask of them"), kind=Kind.LINES, value=advice.what),
        Field(key="how", label=say("How best to approach them"), kind=Kind.LINES, value=advice.how),
    )


def _home(advice_id: int) -> str:
    return url_for("asks.shown_advice", advice_id=advice_id)
