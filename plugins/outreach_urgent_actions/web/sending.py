"""Sending an issue: what to know before, the list frozen and handed over, and how it goes."""

from attrs import evolve, frozen
from flask import Response, request, url_for

from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import DeliveryState, State
from outreach_crm.errors import InvalidInputError, OutreachError
from outreach_crm.forms import Field, Kind
from outreach_crm.policy import Action
from outreach_crm.text import count, read_number, say, within
from outreach_crm.web import asking
from outreach_crm.web.office import Answer, done, page
from outreach_urgent_actions.model import Issue
from outreach_urgent_actions.model.sending import ENDING, FOLLOWING, Handed, Order, Proposal
from outreach_urgent_actions.service import distributing, finding, naming
from outreach_urgent_actions.web.pages import HERE, choices, pages

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
_FAR = {one: one.label for one in State} | {
    State.DRAFT: say("waits for a second person"),
    State.APPROVED: say("approved, not begun"),
}
_TO_GO = (DeliveryState.QUEUED, DeliveryState.CLAIMED, DeliveryState.DEFERRED)


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
            order = evolve(_order(form), seen=read_number(request.form.get("seen", "")))
            return leave(app, distributing.send(app, issue_id, order))
        form = outcome.form
    proposed, problem = (None, "") if begun else _proposed(app, issue, form, late=late)
    return page(
        f"{HERE}/send.html",
        form,
        issue=issue,
        title=say("Send {issue}", issue=naming.title(app, issue)),
        proposed=proposed,
        mind=[within(one) for one in (*proposed.warnings, *proposed.preview.advice)] if proposed else [],
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
    if distributing.mailings(app, issue.id):
        return None, say("It was sent already.")
    order = _order(form) if form.sent else Order()
    if late:
        order = evolve(order, after_deadline=True, because=order.because or "to look at it")
    try:
        return distributing.propose(app, issue.id, order), ""
    except OutreachError as error:
        return None, error.on_page


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
    dispatch.send_beside(app, handed.dispatch.id, path=path)
    told = count(handed.recipients, "On its way to {n} contact.", "On its way to {n} contacts.")
    return done(told, path)


@pages.look("/issues/<int:issue_id>/sending")
def sending(app: App, issue_id: int) -> Answer:
    """Show how far the mailings of an issue are, with what can be done about each."""
    issue = finding.get_issue(app, issue_id)
    going = [_Going.of(app, one) for one in distributing.mailings(app, issue_id)]
    return page(
        f"{HERE}/sending.html",
        issue=issue,
        title=say("How {issue} goes", issue=naming.title(app, issue)),
        cases=finding.cases_of(app, issue_id),
        going=going,
        goes_on=any(one.moves for one in going),
        states=STATES,
        far=_FAR,
    )


@frozen
class _Going:
    """How far a mailing is: its figures, whether a job sends it at this moment, and how many are still to go."""

    shown: dispatch.Shown
    moves: bool
    to_go: int
    in_doubt: int
    in_hand: int

    @classmethod
    def of(cls, app: App, dispatch_id: int) -> "_Going":
        """Return how far one is."""
        shown = dispatch.show(app, dispatch_id, limit=1)
        n = {one.state: one.n for one in shown.counts}
        return cls(
            shown=shown,
            moves=dispatch.being_sent(app, dispatch_id) is not None or bool(n.get(DeliveryState.INFLIGHT)),
            to_go=sum(n.get(one, 0) for one in _TO_GO),
            in_doubt=n.get(DeliveryState.IN_DOUBT, 0),
            in_hand=n.get(DeliveryState.IN_HAND, 0),
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
    explanation = count(
        dispatch.to_send(app, dispatch_id),
        "{n} has not left and waits until somebody goes on. To stop the case for good, stop it on its page.",
        "{n} have not left and wait until somebody goes on. To stop the case for good, stop it on its page.",
    )
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
            dispatch.send_beside(app, dispatch_id, path=path)
            return done(say("{name} goes on.", name=found.name), path)
        form = outcome.form
    n = dispatch.to_send(app, dispatch_id)
    explanation = count(n, "{n} is still to go.", "{n} are still to go.")
    title = say("Go on with {name}", name=found.name)
    return page("web/form.html", form, title=title, explanation=explanation, label=say("Go on"), back=path)
