"""Sending an issue: what it would come to, and handing it over to every channel in one go, once."""

from collections.abc import Mapping
from datetime import date, timedelta

from attrs import evolve, frozen

from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import Dispatch, Draft, Example, State
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError, RefusedError
from outreach_crm.storage import Selection
from outreach_crm.text import Sentence, count, say
from outreach_urgent_actions.model import RULES, Audience, Issue, Kind, UrgentActionSettings
from outreach_urgent_actions.model.keywording import is_label
from outreach_urgent_actions.model.sending import ENDING, FOLLOWING, LEFT_OUT, Handed, Order, Proposal, may_leave
from outreach_urgent_actions.queries import issues as issue_queries
from outreach_urgent_actions.queries import sending as queries
from outreach_urgent_actions.service import editions, finding, following, handing_over, matching, naming, stopping

_SOON = timedelta(days=3)
_SETTINGS = ("urgent_actions", UrgentActionSettings)


def propose(app: App, issue_id: int, order: Order) -> Proposal:
    """Return what sending an issue would do now: to whom, what it would say, what to know; nothing is written.

    Raises:
        NotFoundError: there is no such issue.
        ConflictError: it was sent before, its case is not open, or an earlier issue is still leaving.
        RefusedError: its deadline has passed.
        InvalidInputError: nobody has got an issue that it could follow.
    """
    issue = finding.get_issue(app, issue_id)
    with app.store.selection() as chosen:
        planned = _plan(app, issue, chosen, order)
        seen = dispatch.rehearse(app, planned.draft, chosen)
        hidden = chosen.count() - seen.considered
    return Proposal(
        issue=issue,
        name=planned.draft.name,
        to=to_whom(app, issue),
        preview=seen,
        held={_said(rule): n for rule, n in planned.held.items()},
        warnings=_warnings(app, issue, planned, hidden),
        until_on=planned.draft.until_on,
        second_above=planned.draft.second_above,
    )


def rehearse(app: App, issue_id: int, order: Order, contact_id: int | None = None) -> Example:
    """Return an issue as somebody would read it, whether or not it may leave now; nothing is written.

    Args:
        app: the App.
        issue_id: which issue.
        order: how it would go.
        contact_id: who would read it; else one of those who get it.

    Raises:
        NotFoundError: there is no such issue.
        InvalidInputError: they do not get it, or nobody does.
        ConflictError: an earlier issue is still leaving.
    """
    issue = finding.get_issue(app, issue_id)
    with app.store.selection() as chosen:
        _fill(app, issue, chosen, order)
        if contact_id is not None:
            queries.only(app.store, contact_id)
        examples = dispatch.rehearse(app, handing_over.of_issue(app, issue, order), chosen).examples
    if not examples:
        raise InvalidInputError(
            say("Nobody gets it as things stand.") if contact_id is None else say("They do not get it.")
        )
    return examples[0]


def to_whom(app: App, issue: Issue) -> Sentence:
    """Return in words whom an issue goes to: ``to the 412 who got UA 205/2001``, or that nobody got it."""
    if issue.kind not in FOLLOWING:
        return say("to everybody who signed up for it")
    n, case = (
        queries.how_many(app.store, following.earlier(app, issue), following.received_by(issue)),
        naming.cited(app, issue),
    )
    return (
        say("to the {n} who got {case}", n=n, case=case) if n else say("to nobody, since nobody got {case}", case=case)
    )


def under_way(app: App, issue_id: int) -> Dispatch | None:
    """Return the dispatch of an issue that was cut off or waits to be approved; None where there is nothing to go on.

    Raises:
        NotFoundError: there is no such issue.
    """
    finding.get_issue(app, issue_id)
    for row in queries.dispatches(app.store, "ua_issues", [issue_id]):
        if row["state"] in {State.SENDING, State.APPROVED, State.DRAFT}:
            return dispatch.get(app, row["id"])
    return None


def mailings(app: App, issue_id: int) -> list[int]:
    """Return the dispatches of an issue, the first one first."""
    return [row["id"] for row in queries.dispatches(app.store, "ua_issues", [issue_id])]


def mailing(app: App, issue_id: int, dispatch_id: int) -> Dispatch:
    """Return a dispatch of an issue.

    Raises:
        NotFoundError: it has none of that number.
    """
    if dispatch_id not in mailings(app, issue_id):
        raise NotFoundError(
            say("Number {issue_id} has no mailing {dispatch_id}.", issue_id=issue_id, dispatch_id=dispatch_id)
        )
    return dispatch.get(app, dispatch_id)


def go_on(app: App, issue_id: int, *, because: str = "") -> Handed:
    """Go on with an issue that was cut off, or approve the list that somebody else has frozen.

    Raises:
        ConflictError: there is nothing to go on with.
        RefusedError: somebody else has to approve it.
    """
    with app.change("send Urgent Action", because=because, final=True):
        found = under_way(app, issue_id)
        if found is None:
            raise ConflictError(say("There is nothing to go on with."))
        if found.state is State.DRAFT:
            found = dispatch.approve(app, found.id, because=because)
        if found.state is State.APPROVED:
            found = dispatch.start(app, found.id)
        return _handed(app, finding.get_issue(app, issue_id), found)


def send(app: App, issue_id: int, order: Order) -> Handed:
    """Freeze who gets an issue, each with the reasons, and start it: what is due may leave from now on.

    All of it is one transaction: of two who send the same issue at once, one does and the other is told.
    ``dispatch.service.send`` then lets it leave.

    Raises:
        NotFoundError: there is no such issue.
        ConflictError: it was sent before, its case is not open, an earlier issue is still leaving, or the list is not
            the one that somebody was shown.
        RefusedError: its deadline has passed, or somebody else has to agree.
        InvalidInputError: nobody is left to send it to, or there is no reason to send it after its deadline.
        DeliveryError: nothing can leave this way.
    """
    handing_over.check_way(app, order)
    with app.change("send Urgent Action", because=order.because, final=True), app.store.selection() as chosen:
        issue = finding.get_issue(app, issue_id)
        if issue.kind is Kind.STOP:
            stopping.halt(app, finding.cases_of(app, issue.id), order.because or issue.subject)
            order = evolve(order, seen=None)  # what is halted alters the list, and a stop waits for nobody
        planned = _plan(app, issue, chosen, order)
        made = handing_over.hand_over(app, planned.draft, chosen, order)
        if issue.kind in FOLLOWING:
            following.keep_held(app, issue)
        else:
            matching.keep_held(app, issue.id)
        return _handed(app, issue, made)


def _handed(app: App, issue: Issue, made: Dispatch) -> Handed:
    froze = dispatch.waits_for_another(app, made.id)
    waits = ""
    if froze:
        waits = say(
            "{name} has frozen the list; somebody else approves it: outreach ua send {issue_id}",
            name=froze,
            issue_id=issue.id,
        )
    return Handed(issue=issue, dispatch=made, recipients=dispatch.to_send(app, made.id), waits=waits)


@frozen(kw_only=True)
class _Planned:
    """A draft for the open selection, and how many it fits and who do not get it, by rule."""

    draft: Draft
    held: Mapping[str, int]


def _plan(app: App, issue: Issue, chosen: Selection, order: Order) -> _Planned:
    _check_not_sent(app, issue)
    _check_open(app, issue)
    last = _last_day(app, issue, order)
    held = _fill(app, issue, chosen, order)
    above = 0 if issue.kind is Kind.STOP else app.settings.of(*_SETTINGS).second_person_above
    draft = evolve(handing_over.of_issue(app, issue, order), until_on=last, second_above=above)
    return _Planned(draft=draft, held=held)


def _fill(app: App, issue: Issue, chosen: Selection, order: Order) -> Mapping[str, int]:
    if issue.kind not in FOLLOWING:
        return matching.fill(app, chosen, issue.id, on=app.clock.today()).held
    held = following.fill(app, chosen, issue)
    if order.with_later_joiners:
        following.add_later_joiners(app, chosen, issue)
    return held


def _check_not_sent(app: App, issue: Issue) -> None:
    for row in queries.dispatches(app.store, "ua_issues", [issue.id]):
        found = dispatch.get(app, row["id"])
        if waits := dispatch.waits_for_another(app, found.id):
            raise ConflictError(
                say(
                    "{waits} has frozen it already; outreach ua send {issue_id} approves it.",
                    waits=waits,
                    issue_id=issue.id,
                )
            )
        when = (found.approved_at or found.frozen_at or "")[:16]
        told = f"outreach mailings show {found.id} tells who got it"
        raise ConflictError(
            say(
                "{naming} was sent by {approved_by}, {when}Z already; {told}.",
                naming=naming.title(app, issue),
                approved_by=found.approved_by,
                when=when,
                told=told,
            )
        )


def _check_open(app: App, issue: Issue) -> None:
    for case in finding.cases_of(app, issue.id):
        if not may_leave(issue.kind, [case.state]):
            since = say(" since {state_on}", state_on=case.state_on) if case.state_on else ""
            again = f"outreach ua reopen {case.ref!r} --because"
            raise ConflictError(
                say(
                    "{ref} is {state}{since}; to go on with it: {again}.",
                    ref=case.ref,
                    state=case.state,
                    since=since,
                    again=again,
                )
            )


def _last_day(app: App, issue: Issue, order: Order) -> date | None:
    """Return the last day on which an issue may leave: its deadline, unless somebody decided otherwise."""
    if not issue.deadline_on or issue.kind in ENDING:
        return None
    last = date.fromisoformat(issue.deadline_on)
    if order.after_deadline:
        if not order.because.strip():
            raise InvalidInputError(say("Say why it goes out after its deadline: --because."))
        return None
    if last < app.clock.today():
        raise RefusedError(
            say("The deadline was {last}; to send it all the same: --after-deadline --because.", last=last)
        )
    return last


def _said(rule: str) -> str:
    return {**RULES, **LEFT_OUT}[rule].replace("{detail}", "…")


def _warnings(app: App, issue: Issue, planned: _Planned, hidden: int) -> tuple[str, ...]:
    """Return what somebody should know before it leaves."""
    found: list[str] = []
    if hidden:
        found.append(
            count(
                hidden,
                "{n} is seen by another circle only and does not get it from you; ask one of its members",
                "{n} are seen by another circle only and do not get it from you; ask one of its members",
            )
        )
    if issue.kind not in {*ENDING, Kind.PUBLICATION} and not issue.deadline_on:
        found.append(say("it has no deadline"))
    elif planned.draft.until_on and planned.draft.until_on - app.clock.today() < _SOON:
        found.append(say("the deadline is {day}", day=planned.draft.until_on))
    if not issue_queries.texts(app.store, issue.id):
        found.append(say("there is no text of it; what is known of it stands in its place"))
    words = issue_queries.keywords(app.store, [issue.id]).get(issue.id, [])
    if unmapped := [one.written for one in words if one.keyword_id is None and not is_label(one.written)]:
        found.append(say("keywords the thesaurus does not know: {words}", words=", ".join(unmapped[:5])))
    if issue.audience is Audience.MEMBERS:
        found.append(say("it is for members only; nobody else gets it"))
    if edition := editions.edition_of(app, issue.id):
        found += edition.warnings
    if issue.kind in FOLLOWING and (n := following.still_tried(app, issue)):
        found.append(say("an earlier issue has not got through to {n} yet; they are not in this list", n=n))
    return tuple(found)
