"""Writing down what happened, from anywhere and in a moment, which may be what became of an ask."""

from datetime import timedelta

from flask import request

from outreach_crm.app import App
from outreach_crm.asks import service as asks
from outreach_crm.asks.model import State
from outreach_crm.asks.service import picking
from outreach_crm.asks.service.logging import Logged
from outreach_crm.campaigns import service as campaigns
from outreach_crm.errors import InvalidInputError
from outreach_crm.forms import Choice, Field, Kind
from outreach_crm.model import Problem, Side
from outreach_crm.text import beginning, read_number, row, say
from outreach_crm.timeline import service as timeline
from outreach_crm.timeline.model import EntryKind, LogDraft, LogEntry
from outreach_crm.web import asking, links
from outreach_crm.web.office import Answer, Office, done, page

pages = Office("log", "outreach_crm.asks")

_FIND = "outreach_crm.contacts.service.picking:contacts"
# Beyond two years it is a plan and no follow-up.
_MOST_DAYS = 730
# What is asked in the first place; the rest stands below "More".
_FIRST = ("contacts", "kind", "summary", "days")


@pages.form("")
def log(app: App) -> Answer:
    """Write down what happened."""
    about = read_number(request.args.get("contact", ""))
    there = _numbers(request.form.getlist("contacts")) or (() if about is None else (about,))
    about_ask = picking.which(app, "ask", say("Which ask it was about"), there)
    form = asking.read(*_asked(app, about), about_ask, _so_far(), *_rest(app))
    back = links.there(f"/contacts/{about}" if about else "/today")
    if form.ready:
        with asking.told(form, "ask" if form.text("ask") else "summary") as outcome:
            entry, said = _kept(app, form)
            return done(said, back, change_id=entry.change_id)
        form = outcome.form
    # An ask that is open with them is asked about in the first place.
    first = (*_FIRST, "ask") if len(about_ask.choices) > 1 else _FIRST
    return page("asks/log.html", form, title=say("What happened"), back=back, first=first)


def _asked(app: App, about: int | None) -> tuple[Field, ...]:
    value = (str(about),) if about else ()
    return (
        Field(key="contacts", label=say("With whom"), kind=Kind.SEVERAL_OF, value=value, find=_FIND),
        *timeline.questions(app),
        Field(key="days", label=say("Follow up in how many days"), kind=Kind.NUMBER, least=0, most=_MOST_DAYS),
    )


def _so_far() -> Field:
    states = (Choice(one.value, beginning(one.label)) for one in State if one is not State.PLANNED)
    choices = (Choice("", say("What the words clearly say")), *states)
    return Field(key="state", label=say("How far the ask is then"), kind=Kind.ONE_OF, choices=choices, value="")


def _rest(app: App) -> tuple[Field, ...]:
    running = (Choice(str(one.id), one.name) for one in campaigns.list_campaigns(app))
    choices = (Choice("", say("No campaign")), *running)
    return (
        Field(key="follow_up", label=say("What is to be done then"), kind=Kind.TEXT),
        Field(key="campaign", label=say("For which campaign"), kind=Kind.ONE_OF, choices=choices, value=""),
    )


def _kept(app: App, form: asking.Form) -> tuple[LogEntry, str]:
    """Write down what a form says; return the entry, and what is said of it."""
    draft, campaign, ask = _draft(app, form), form.text("campaign"), read_number(form.text("ask"))
    if ask is None:
        entry = timeline.log(app, draft, campaign=campaign)
        return entry, _noted(entry)
    to = State(form.text("state")) if form.text("state") else None
    logged = asks.log(app, draft, ask, to=to, campaign=campaign)
    return logged.entry, row([_noted(logged.entry), _stands(logged)], " ")


def _noted(entry: LogEntry) -> str:
    return say("Noted: {what} with {who}.", what=entry.kind, who=", ".join(entry.with_contacts))


def _stands(logged: Logged) -> str:
    state = logged.ask.state.label
    if not logged.moved:
        return say("The ask stays {state}: the words do not clearly say more.", state=state)
    if logged.read:
        return say("The words were read so that the ask is {state} now.", state=state)
    return say("The ask is {state} now.", state=state)


def _draft(app: App, form: asking.Form) -> LogDraft:
    chosen = _numbers(form.answer("contacts") or ())
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


def _numbers(texts: "tuple[str, ...] | list[str]") -> tuple[int, ...]:
    return tuple(number for one in texts if (number := read_number(one)) is not None)
