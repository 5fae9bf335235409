"""Pages of asks: those that wait, one with all that happened to it, and the forms that plan and move one."""

from flask import request, url_for

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.asks import service
from outreach_crm.asks.model import OPEN, Ask, AskDraft, State
from outreach_crm.asks.model.ladder import Rung
from outreach_crm.asks.model.points import POINTS
from outreach_crm.asks.web import questions
from outreach_crm.asks.web.blueprint import pages
from outreach_crm.attachments import service as attachments
from outreach_crm.campaigns import service as campaigns
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import ConflictError, NotFoundError
from outreach_crm.model import Ref
from outreach_crm.text import count, later, read_number, say
from outreach_crm.web import asking, links
from outreach_crm.web.lists import Column, Listing, number_asked
from outreach_crm.web.office import Answer, done, page

_PAGE = 100
_TABS = {
    "open": (say("Open"), OPEN),
    "waiting": (say("Not answered"), (State.MADE,)),
    "thank": (say("To be thanked"), (State.DONE, State.REPORTED)),
    "all": (say("All"), None),
}
VERBS = {
    "make": (State.MADE, say("They were asked")),
    "answer": (State.AGREED, say("They agreed")),
    "decline": (State.DECLINED, say("They declined")),
    "done": (State.DONE, say("They did it")),
    "report": (State.REPORTED, say("What came of it")),
    "thank": (State.THANKED, say("We thanked them")),
    "give-up": (State.GIVEN_UP, say("Give it up")),
    "plan-again": (State.PLANNED, say("Plan it again")),
}
"""What can be said of an ask: the last part of the path, how far it is then, and what the button says."""
_DONE = {
    State.MADE: later("{name} was asked."),
    State.AGREED: later("{name} agreed."),
    State.DECLINED: later("{name} declined."),
    State.DONE: later("{name} did it."),
    State.REPORTED: later("What came of it is kept."),
    State.THANKED: later("{name} was thanked."),
    State.GIVEN_UP: later("Given up."),
    State.PLANNED: later("Planned again."),
}


@pages.lists("")
def listed(app: App) -> Listing:
    """List asks that are open, that wait for an answer or for thanks, or all of them."""
    which = request.args.get("which", "open")
    title, states = _TABS.get(which, _TABS["open"])
    owner, batch = request.args.get("owner", ""), request.args.get("batch") or None
    rows = service.listed(
        app, states=states, owner=owner, batch=batch, before=number_asked("before") or None, limit=_PAGE + 1
    )
    today = app.clock.today().isoformat()
    return Listing(
        title=say("Asks"),
        columns=(
            Column(title=say("What"), value=lambda one: one.sentence, ref=lambda one: Ref("asks", one.id)),
            Column(title=say("Whom"), value=lambda one: one.contact, ref=lambda one: Ref("contacts", one.contact_id)),
            Column(title=say("By when"), value=lambda one: one.due_on, late=lambda one: _is_late(one, today)),
            Column(title=say("State"), value=lambda one: one.state, lesser=True),
            Column(title=say("Of us"), value=lambda one: one.owner, lesser=True),
        ),
        rows=rows,
        most=_PAGE,
        on=(lambda last: {"before": last.id}) if states is None else None,
        empty=say("Nobody is asked anything here. An ask begins with whom, what, why they, and by when."),
        template="asks/listed.html",
        context={
            "which": which,
            "owner": owner,
            "tabs": [(label, url_for("asks.listed", which=key), title is label) for key, (label, _) in _TABS.items()],
            "people": accounts.in_use(app),
            "advice": len(service.advice_listed(app)),
            "hints": service.hints_of_many(app, rows) if batch else [],
        },
        persons="asks",
    )


def _is_late(one: Ask, today: str) -> bool:
    return one.state in OPEN and one.due_on < today


@pages.form("/plan")
def plan(app: App) -> Answer:
    """Plan an ask of a contact, or one of each contact of a segment."""
    number, advice = number_asked("contact"), number_asked("advice")
    draft = AskDraft(contact_id=number, sentence="", why="", due_on="")
    if advice:
        draft = service.advised(app, draft, service.get_advice(app, advice))
    form = asking.read(*questions.of_ask(app, draft, new=True))
    back = links.there(f"/contacts/{number}" if number else url_for("asks.listed"))
    if form.ready:
        with asking.told(form) as outcome:
            draft = questions.draft(form, read_number(form.text("contact")) or 0)
            if segment := form.text("segment"):
                made = service.plan_for(app, segment, draft)
                told = count(len(made), "Planned: {n} ask.", "Planned: {n} asks.")
                to = url_for("asks.listed", batch=made[0].batch)
                return done(told, to, change_id=made[0].change_id)
            ask = service.plan(app, draft)
            return done(say("Planned: {what}", what=ask.sentence), _home(ask.id), change_id=ask.change_id)
        form = outcome.form
    return _form(form, say("A new ask"), say("Plan it"), back)


@pages.form("/level/<int:contact_id>")
def level(app: App, contact_id: int) -> Answer:
    """Say how far we have come with an organisation, where that cannot be counted."""
    name, back = contacts.get(app, contact_id).name, f"/contacts/{contact_id}"
    now = service.standing(app, contact_id)
    if now is None:
        raise ConflictError(say("{name} is no organisation that has a level of contact: people have none.", name=name))
    form = asking.read(*questions.of_level(now))
    if form.ready:
        with asking.told(form, "because") as outcome:
            said = form.text("rung")
            stands = service.say_rung(app, contact_id, Rung(said) if said else None, because=form.text("because"))
            return done(say("{name}: {what}.", name=name, what=stands.rung), back)
        form = outcome.form
    return page("web/form.html", form, title=say("Level of contact with {name}", name=name), back=back)


@pages.look("/<int:ask_id>")
def shown(app: App, ask_id: int) -> Answer:
    """Show an ask: what to know before, what can be said of it next, and all that happened to it."""
    ask = service.get(app, ask_id)
    said = {state: (verb, label) for verb, (state, label) in VERBS.items()}
    steps = [said[state] for state in ask.ways]
    return page(
        "asks/shown.html",
        ask=ask,
        steps=steps,
        hints=service.hints(app, ask) if ask.state is State.PLANNED else [],
        history=service.history(app, ask),
        level=service.standing(app, ask.contact_id),
        linked=campaigns.of_ref(app, Ref("asks", ask_id)),
        files=attachments.of(app, Ref("asks", ask_id)),
    )


@pages.form("/<int:ask_id>/edit")
def edit(app: App, ask_id: int) -> Answer:
    """Say an ask otherwise."""
    ask = service.get(app, ask_id)
    form = asking.read(*questions.of_ask(app, service.as_draft(app, ask)), version=ask.change_id)
    if form.ready:
        with asking.told(form) as outcome:
            changed = service.edit(app, ask_id, questions.draft(form, ask.contact_id, version=form.seen))
            return done(say("Changed: {what}", what=changed.sentence), _home(ask_id), change_id=changed.change_id)
        form = outcome.form
    return _form(form, say("Ask of {name}", name=ask.contact), say("Save"), _home(ask_id))


@pages.form("/<int:ask_id>/<verb>")
def step(app: App, ask_id: int, verb: str) -> Answer:
    """Say how far an ask has come."""
    ask = service.get(app, ask_id)
    if verb not in VERBS:
        raise NotFoundError(say("There is nothing of that kind to be said of an ask."))
    to, label = VERBS[verb]
    form = asking.read(*questions.of_step(app, to))
    if not form.sent and to not in ask.ways:
        told = say("This ask is {state}: “{step}” cannot be said of it now.", state=ask.state, step=label)
        raise ConflictError(told)
    back = links.there(_home(ask_id))
    if form.ready:
        with asking.told(form, "note") as outcome:
            moved = service.move(app, ask_id, questions.step(app, form, to))
            return done(say(_DONE[to], name=moved.contact), back, change_id=moved.change_id)
        form = outcome.form
    return page("asks/step.html", form, ask=ask, title=label, label=label, back=back)


def _form(form: asking.Form, title: str, label: str, back: str) -> Answer:
    shown = {"title": title, "label": label, "back": back, "points": POINTS, "further": questions.FURTHER}
    return page("asks/form.html", form, **shown)


def _home(ask_id: int) -> str:
    return url_for("asks.shown", ask_id=ask_id)
