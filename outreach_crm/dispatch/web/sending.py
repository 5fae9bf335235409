"""Pages that let a mailing leave, halt it at once, and go on with it."""

from flask import Response, request

from outreach_crm.app import App
from outreach_crm.dispatch import service
from outreach_crm.dispatch.model import Dispatch, Preview, State
from outreach_crm.dispatch.web.blueprint import home, pages, way_titles
from outreach_crm.dispatch.web.stepping import Figures
from outreach_crm.forms import Field, Kind
from outreach_crm.policy import Action
from outreach_crm.text import count, say
from outreach_crm.web import asking
from outreach_crm.web.office import Answer, done, lead_to, page

_AT_ONCE = say("stopped at once, by the button")


@pages.form("/<int:dispatch_id>/send", Action.SEND)
def send(app: App, dispatch_id: int) -> Answer:
    """Ask once more, have warnings confirmed, write the list down, and send it."""
    found = service.get(app, dispatch_id)
    if found.state is not State.DRAFT or found.frozen_at:
        return lead_to(home(dispatch_id))
    seen = service.preview(app, dispatch_id)
    form = asking.read(*_before(seen), version=seen.version)
    if form.ready:
        with asking.told(form) as outcome:
            warned, because = bool(form.answer("confirmed")), form.text("because")
            begun = service.begin(app, dispatch_id, confirmed=warned, because=because, seen=form.seen)
            return _sent(app, begun, seen)
        form = outcome.form
    waits_for = service.checklist(app, found).waits_for
    way = way_titles(app).get(found.channel, found.channel)
    return page("dispatch/send.html", form, found=found, seen=seen, waits_for=waits_for, way=way)


def _before(seen: Preview) -> tuple[Field, ...]:
    """Return what is asked before it leaves: warnings are confirmed once, for the whole list, with a reason."""
    if not seen.warnings:
        return ()
    n = sum(one.n for one in seen.warnings)
    label = count(
        n, "I confirm {n} warning: it goes out all the same", "I confirm {n} warnings: it goes out all the same"
    )
    return (
        Field(key="confirmed", label=label, kind=Kind.YES_NO),
        Field(key="because", label=say("Why"), kind=Kind.TEXT, needed=True),
    )


def _sent(app: App, found: Dispatch, seen: Preview) -> Response:
    if found.state is not State.SENDING:
        told = say("{name} is written down. It goes to many, so somebody else approves it.", name=found.name)
        return done(told, home(found.id))
    service.send_beside(app, found.id)
    return done(count(seen.recipients, "It is on its way to {n}.", "It is on its way to {n}."), home(found.id))


@pages.act("/<int:dispatch_id>/start", Action.SEND)
def start(app: App, dispatch_id: int) -> Response:
    """Approve and start what is written down, or go on with what is under way; once, however often it is pressed."""
    found = service.get(app, dispatch_id)
    if found.state in {State.DRAFT, State.APPROVED}:
        found = service.begin(app, dispatch_id)
    return _goes_on(app, found, say("{name} is being sent.", name=found.name))


def _goes_on(app: App, found: Dispatch, told: str) -> Response:
    """Let a job send what is due; what somebody has halted meanwhile stays so, and that is what is told."""
    if found.state is State.SENDING:
        service.send_beside(app, found.id)
    else:
        told = say("{name} is {state}: nothing of it leaves now.", name=found.name, state=found.state)
    return done(told, home(found.id))


@pages.act("/<int:dispatch_id>/again", Action.SEND)
def again(app: App, dispatch_id: int) -> Response:
    """Try at once what was put off."""
    found = service.get(app, dispatch_id)
    n = service.hasten(app, dispatch_id)
    return _goes_on(app, found, count(n, "{n} is tried again now.", "{n} are tried again now."))


@pages.act("/<int:dispatch_id>/pause", Action.SEND)
def pause(app: App, dispatch_id: int) -> Response:
    """Halt a mailing until somebody goes on with it."""
    found = service.pause(app, dispatch_id, because=say("paused on its page"))
    return done(
        say("{name} is paused. Nothing more leaves until somebody goes on with it.", name=found.name), home(dispatch_id)
    )


@pages.form("/<int:dispatch_id>/stop", Action.SEND)
def stop(app: App, dispatch_id: int) -> Answer:
    """Stop a mailing at once, by one press; with a reason and for good where somebody says so."""
    found = service.get(app, dispatch_id)
    waits = found.state is State.DRAFT  # its list is written down for somebody else to approve: there is no going on
    why = Field(key="because", label=say("Why"), kind=Kind.TEXT, hint=say("Whoever finds it will want to know."))
    label = say("For good: what has not left is cancelled, and nobody resumes it")
    form = asking.read(why, *([] if waits else [Field(key="for_good", label=label, kind=Kind.YES_NO)]))
    if form.ready:
        with asking.told(form) as outcome:
            for_good = waits or bool(form.answer("for_good"))
            stopped = service.stop(app, dispatch_id, because=form.text("because") or _AT_ONCE, for_good=for_good)
            return done(_what_stopped(app, stopped), home(dispatch_id))
        form = outcome.form
    figures = Figures.of(service.show(app, dispatch_id, limit=0))
    return page("dispatch/stop.html", form, found=found, figures=figures)


def _what_stopped(app: App, found: Dispatch) -> str:
    made = len(service.in_hand(app, found.id))
    if made:
        return count(
            made,
            "{name} is stopped. Nothing more leaves; {n} is in somebody's hand and must be pulled.",
            "{name} is stopped. Nothing more leaves; {n} are in somebody's hand and must be pulled.",
            name=found.name,
        )
    return say("{name} is stopped. Nothing more leaves.", name=found.name)


@pages.form("/<int:dispatch_id>/resume", Action.SEND)
def resume(app: App, dispatch_id: int) -> Answer:
    """Go on with what was paused or stopped; where its last day has passed, with another one and a reason."""
    found = service.get(app, dispatch_id)
    today = app.clock.today()
    over = found.is_over(today)
    last = Field(key="until_on", label=say("Its last day"), kind=Kind.DATE, least=today, value=found.until_on)
    why = Field(key="because", label=say("Why"), kind=Kind.TEXT, needed=over)
    form = asking.read(*([last] if found.until_on else []), why)
    if form.ready:
        with asking.told(form) as outcome:
            until = form.answer("until_on")
            until = until if until != found.until_on else None
            service.resume(app, dispatch_id, until_on=until, because=form.text("because"))
            service.send_beside(app, dispatch_id)
            return done(say("{name} goes on.", name=found.name), home(dispatch_id))
        form = outcome.form
    explanation = say(
        "It stands still: {why} To go: {n}.",
        why=f"{(found.halted_because or say('nobody said why')).rstrip('. ')}.",
        n=service.to_send(app, dispatch_id),
    )
    title = say("Go on with {name}", name=found.name)
    context = {"label": say("Go on with it"), "back": home(dispatch_id), "explanation": explanation}
    return page("web/form.html", form, title=title, **context)


@pages.act("/<int:dispatch_id>/missed", Action.SEND)
def missed(app: App, dispatch_id: int) -> Response:
    """Draft the same for those who stood in the list and did not get it."""
    made = service.follow(app, dispatch_id)
    told = say("Drafted for those who did not get it. Look at who that is, then send it.")
    to = f"{home(made.id)}/preview" if made.id != dispatch_id else home(made.id)
    return done(told, to, change_id=made.change_id if request.form.get("undo") else None)
