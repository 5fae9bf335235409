"""Sending an issue: what to know before, the list frozen and handed over, and how it goes."""

from attrs import evolve
from flask import Response, request, url_for

from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import DeliveryState, State
from outreach_crm.errors import InvalidInputError, OutreachError
from outreach_crm.forms import Field, Kind
from outreach_crm.jobs import service as jobs
from outreach_crm.policy import Action
from outreach_crm.text import count, read_number, say
from outreach_crm.web import asking
from outreach_crm.web.office import Answer, done, page
from outreach_urgent_actions.model import Issue
from outreach_urgent_actions.model.sending import ENDING, FOLLOWING, Handed, Order, Proposal
from outreach_urgent_actions.service import distributing, finding, naming, works
from outreach_urgent_actions.web.pages import HERE, choices, day, pages

STATES = {
    DeliveryState.QUEUED: say("to go"),
    DeliveryState.CLAIMED: say("being prepared"),
    DeliveryState.INFLIGHT: say("leaving now"),
    DeliveryState.IN_HAND: say("made, and waiting for somebody to hand it over"),
    DeliveryState.SENT: say("sent"),
    DeliveryState.DEFERRED: say("put off, to be tried again"),
    DeliveryState.FAILED: say("did not get through"),
    DeliveryState.IN_DOUBT: say("in doubt"),
    DeliveryState.CANCELLED: say("cancelled"),
    DeliveryState.REFUSED: say("left out"),
}
"""How far messages are, in words."""
_FAR = {
    State.DRAFT: say("waits for a second person"),
    State.APPROVED: say("approved, not begun"),
    State.SENDING: say("being sent"),
    State.PAUSED: say("paused"),
    State.STOPPED: say("stopped"),
    State.DONE: say("done"),
}
_OPEN = (DeliveryState.QUEUED, DeliveryState.CLAIMED, DeliveryState.INFLIGHT)


@pages.form("/issues/<int:issue_id>/send", Action.SEND)
def send(app: App, issue_id: int) -> Answer:
    """Show what sending comes to and what is to be minded, and send it: the list shown is the list sent."""
    issue = finding.get_issue(app, issue_id)
    begun = distributing.under_way(app, issue_id)
    late = bool(issue.deadline_on and issue.deadline_on < app.clock.today().isoformat() and issue.kind not in ENDING)
    form = asking.read(*_fields(app, issue, late=late))
    if form.ready and not begun and "count" not in request.form:
        with asking.told(form) as outcome:
            _check_minded()
            order = evolve(_order(form), expected=read_number(request.form.get("expected", "")))
            return leave(app, distributing.send(app, issue_id, order))
        form = outcome.form
    proposed, problem = (None, "") if begun else _proposed(app, issue, form, late=late)
    return page(
        f"{HERE}/send.html",
        form,
        issue=issue,
        title=say("Send {issue}", issue=naming.title(app, issue)),
        proposed=proposed,
        problem=problem,
        begun=begun,
        waits=dispatch.waits_for_another(app, begun.id) if begun else "",
        to_send=dispatch.to_send(app, begun.id) if begun else 0,
        cases=finding.cases_of(app, issue_id),
    )


def _check_minded() -> None:
    """Refuse to send what is to be minded until somebody says that they have read it."""
    if request.form.get("mind", "0") != "0" and "minded" not in request.form:
        raise InvalidInputError(say("Read what is to be minded, and tick that you have."))


def _fields(app: App, issue: Issue, *, late: bool) -> tuple[Field, ...]:
    titles = {one.key: one.title for one in app.plugins.channels()}
    found = [
        Field(
            key="channel",
            label=say("By which way, for whoever asked for none of their own"),
            kind=Kind.ONE_OF,
            value=dispatch.usual_channel(app),
            choices=choices(titles),
        )
    ]
    if issue.kind in FOLLOWING:
        found.append(Field(key="later", label=say("Also to those who signed up later, with a note"), kind=Kind.YES_NO))
    if late:
        hint = say("The deadline is over. Say below why it goes out all the same.")
        found.append(Field(key="after", label=say("Send it after its deadline"), kind=Kind.YES_NO, hint=hint))
    found.append(Field(key="because", label=say("Why, for the history"), kind=Kind.TEXT))
    return tuple(found)


def _order(form: asking.Form) -> Order:
    return Order(
        channel=form.text("channel"),
        with_later_joiners=bool(form.answer("later")),
        after_deadline=bool(form.answer("after")),
        because=form.text("because"),
    )


def _proposed(app: App, issue: Issue, form: asking.Form, *, late: bool) -> tuple[Proposal | None, str]:
    """Return what sending would do, or why nothing can leave; after the deadline too, so that somebody can decide."""
    order = _order(form) if form.sent else Order()
    if late:
        order = evolve(order, after_deadline=True, because=order.because or "to look at it")
    try:
        return distributing.propose(app, issue.id, order), ""
    except OutreachError as error:
        return None, str(error)


@pages.act("/issues/<int:issue_id>/go-on", Action.SEND)
def go_on(app: App, issue_id: int) -> Response:
    """Go on with what was cut off, or approve the list that somebody else has frozen."""
    because = " ".join(request.form.get("because", "").split())
    return leave(app, distributing.go_on(app, issue_id, because=because))


def leave(app: App, handed: Handed) -> Response:
    """Let what was handed over leave beside the pages, and show how it goes."""
    path = url_for("urgent_actions.sending", issue_id=handed.issue.id)
    if handed.waits:
        who = dispatch.waits_for_another(app, handed.dispatch.id)
        told = say("{who} has frozen the list; somebody else approves it before it leaves.", who=who)
        return done(told, url_for("urgent_actions.send", issue_id=handed.issue.id))
    begin(app, handed.dispatch.id, handed.dispatch.name, path)
    told = count(handed.recipients, "On its way to {n} contact.", "On its way to {n} contacts.")
    return done(told, path)


def begin(app: App, dispatch_id: int, name: str, path: str) -> None:
    """Let a mailing leave beside the pages; ``path`` is the page that shows how it goes."""
    jobs.start(app, works.SEND, {"dispatch_id": dispatch_id, "path": path}, title=say("Send {name}", name=name))


@pages.look("/issues/<int:issue_id>/sending")
def sending(app: App, issue_id: int) -> Answer:
    """Show how far the mailings of an issue are, with what can be done about each."""
    issue = finding.get_issue(app, issue_id)
    shown = [dispatch.show(app, one, limit=1) for one in distributing.mailings(app, issue_id)]
    goes_on = any(
        one.dispatch.state is State.SENDING and any(each.state in _OPEN for each in one.counts) for one in shown
    )
    return page(
        f"{HERE}/sending.html",
        issue=issue,
        title=say("How {issue} goes", issue=naming.title(app, issue)),
        cases=finding.cases_of(app, issue_id),
        shown=shown,
        goes_on=goes_on,
        states=STATES,
        far=_FAR,
        day=day,
    )


@pages.form("/issues/<int:issue_id>/mailings/<int:dispatch_id>/pause", Action.SEND)
def pause(app: App, issue_id: int, dispatch_id: int) -> Answer:
    """Let nothing more of a mailing leave until somebody goes on with it."""
    path = url_for("urgent_actions.sending", issue_id=issue_id)
    found = distributing.mailing(app, issue_id, dispatch_id)
    form = asking.read(Field(key="because", label=say("Why"), kind=Kind.TEXT, needed=True))
    if form.ready:
        with asking.told(form) as outcome:
            dispatch.pause(app, dispatch_id, because=form.text("because"))
            return done(say("{name} is paused: nothing more of it leaves.", name=found.name), path)
        form = outcome.form
    explanation = say("What has not left waits until somebody goes on. To stop the case for good, stop it on its page.")
    title = say("Pause {name}", name=found.name)
    return page("web/form.html", form, title=title, explanation=explanation, label=say("Pause it"), back=path)


@pages.form("/issues/<int:issue_id>/mailings/<int:dispatch_id>/resume", Action.SEND)
def resume(app: App, issue_id: int, dispatch_id: int) -> Answer:
    """Go on with a mailing that was paused, or send what is due of it by now."""
    path = url_for("urgent_actions.sending", issue_id=issue_id)
    found = distributing.mailing(app, issue_id, dispatch_id)
    over = found.is_over(app.clock.today())
    fields = [Field(key="because", label=say("Why, for the history"), kind=Kind.TEXT, needed=over)]
    if over:
        hint = say("Its last day was {day}.", day=found.until_on)
        last = Field(key="until", label=say("It may leave until"), kind=Kind.DATE, hint=hint, least=app.clock.today())
        fields.insert(0, last)
    form = asking.read(*fields)
    if form.ready:
        with asking.told(form, beside="until" if over else "") as outcome:
            if found.state is not State.SENDING:
                dispatch.resume(app, dispatch_id, until_on=form.answer("until"), because=form.text("because"))
            begin(app, dispatch_id, found.name, path)
            return done(say("{name} goes on.", name=found.name), path)
        form = outcome.form
    title = say("Go on with {name}", name=found.name)
    return page("web/form.html", form, title=title, label=say("Go on"), back=path)
