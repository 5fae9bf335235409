"""Pages of letter-writing actions: which there are, one of them, and the mailing in which it goes to groups."""

from flask import request, url_for

from outreach_cases import service
from outreach_cases.model.actions import SIGNED_UP, ActionDraft, Source
from outreach_cases.service import picking
from outreach_cases.service.acting import LONGEST
from outreach_cases.web.blueprint import pages
from outreach_crm.app import App
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.model import Ref
from outreach_crm.policy import Action as May
from outreach_crm.text import beginning, count, row, say
from outreach_crm.web import asking
from outreach_crm.web.links import path_of
from outreach_crm.web.lists import Column, Listing, number_asked
from outreach_crm.web.office import Answer, done, page

_PAGE = 100
# A form sends a letter as up to twelve characters (%F0%9F%95%8A); what is too long is told, not turned away.
MOST_BYTES = 24 * LONGEST + 1_000_000
"""So many bytes a form with an action may have."""
_COLUMNS = (
    Column(title=say("Action"), value=lambda one: one.title, ref=lambda one: Ref("case_actions", one.id)),
    Column(title=say("Source"), value=lambda one: one.source),
    Column(title=say("Where"), value=lambda one: one.place),
    Column(title=say("Until"), value=lambda one: one.until_on or ""),
    Column(title=say("Case"), value=lambda one: one.case, lesser=True),
    Column(title=say("Since"), value=lambda one: one.issued_on, lesser=True),
)


@pages.lists("/actions")
def actions_listed(app: App) -> Listing:
    """List actions: those on which letters can be written, or all there are."""
    everything, start, said = "all" in request.args, number_asked("from"), request.args.get("source", "")
    source = Source(said) if said in set(Source) else None
    return Listing(
        title=say("Letter-writing actions"),
        columns=_COLUMNS,
        rows=service.actions(app, source, everything=everything, start=start, limit=_PAGE + 1),
        most=_PAGE,
        on=lambda _: {"from": start + _PAGE},
        empty=say("No action stands here. When the magazine or a mailing comes out, write down what is in it."),
        template="outreach_cases/actions_listed.html",
        context={"everything": everything, "source": source, "sources": [*Source], "waiting": service.requests(app)},
    )


@pages.look("/actions/<int:action_id>")
def action_shown(app: App, action_id: int) -> Answer:
    """Show an action, which groups wrote on it, and whether it is on its way to groups."""
    found = service.get_action(app, action_id)
    return page(
        "outreach_cases/action.html",
        found=found,
        over=found.until_on is not None and found.until_on < app.clock.today().isoformat(),
        writers=service.writers(app, action_id),
        going=service.mailing_under_way(app, action_id),
    )


@pages.form("/actions/add", most_bytes=MOST_BYTES)
def action_add(app: App) -> Answer:
    """Write down an action of a region, of the magazine or of the monthly mailing."""
    sources = tuple(Choice(one.value, beginning(one.label)) for one in SIGNED_UP)
    first = Source.MAGAZINE.value
    source = Field(key="source", label=say("Where it comes from"), kind=Kind.ONE_OF, choices=sources, value=first)
    form = asking.read(source, *fields(app))
    back = url_for("outreach_cases.actions_listed")
    if form.ready:
        with asking.told(form, "title") as outcome:
            made = service.add_action(app, Source(form.text("source")), draft(form))
            return done(say("Kept: {what}.", what=made.title), _here(made.id), change_id=made.change_id)
        form = outcome.form
    title = say("A letter-writing action")
    return page("web/form.html", form, title=title, label=say("Keep it"), further=("addressees",), back=back)


def fields(app: App) -> tuple[Field, ...]:
    """Return the questions about an action."""
    today = app.clock.today()
    own, where = say("Nothing: the name of the case."), say("A region or country; nothing: the country of the case.")
    return (
        Field(key="title", label=say("What it is about"), kind=Kind.TEXT, hint=own),
        picking.which("case", say("On which case"), value=number_asked("case"), none=say("On none of ours")),
        Field(key="place", label=say("Where it is of"), kind=Kind.TEXT, hint=where),
        Field(key="until_on", label=say("Until when letters can be written"), kind=Kind.DATE, least=today),
        Field(key="text", label=say("What is asked for"), kind=Kind.LINES),
        Field(key="addressees", label=say("To whom letters go"), kind=Kind.LINES),
    )


def draft(form: asking.Form) -> ActionDraft:
    """Return an action as a form was answered."""
    day = form.answer("until_on")
    plain = {key: form.text(key) for key in ("title", "case", "place", "text", "addressees")}
    return ActionDraft(**plain, until_on=day.isoformat() if day else "")


@pages.act("/actions/<int:action_id>/end")
def action_end(app: App, action_id: int) -> Answer:
    """Let nobody be offered an action any more."""
    made = service.end_action(app, action_id)
    return done(say("{what} is over.", what=made.title), _here(action_id), change_id=made.change_id)


@pages.act("/actions/<int:action_id>/send", May.SEND)
def action_send(app: App, action_id: int) -> Answer:
    """Prepare the mailing of an action to the groups that it is for; nothing leaves yet."""
    made = service.pass_on(app, action_id)
    told = [count(made.groups, "It is ready for {n} group.", "It is ready for {n} groups."), say("Nothing has left.")]
    return done(row(told, " "), path_of(Ref("dispatches", made.mailing.id)))


def _here(action_id: int) -> str:
    return url_for("outreach_cases.action_shown", action_id=action_id)
