"""Stopping a case: at once, in one step, for everything that has not left; and telling those whom it reached."""

import json
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence

from attrs import evolve

from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import Dispatch, Draft, Preview, State
from outreach_crm.errors import InvalidInputError
from outreach_crm.model import Ref
from outreach_crm.tasks import service as tasks
from outreach_crm.text import say
from outreach_urgent_actions.model import Case, Issue, Kind, Wants
from outreach_urgent_actions.model import State as CaseState
from outreach_urgent_actions.model.sending import Order, Pull, Stopped
from outreach_urgent_actions.queries import cases as case_queries
from outreach_urgent_actions.queries import sending as queries
from outreach_urgent_actions.service import covering, finding, following, handing_over


def stop(app: App, text: str, order: Order, *, posted: bool = False) -> Stopped:
    """Stop a case at once: nothing about it leaves any more, and everyone who got an issue of it is told.

    The case, the cancelled messages and the notice are one transaction; ``dispatch.service.send`` then lets the notice
    leave. What is in somebody's hand stays there until they say that it was pulled, or has gone. Stopping what is
    stopped goes on with the notice, and tells those who got it since. The notice says what the stop that came says,
    where one came, else a wording of ours.

    Args:
        app: the App.
        text: the case.
        order: how the notice goes, and why.
        posted: whether what was printed is in the letter box already: then those it is for got it, and are told; else
            it is to be pulled, and they are not.

    Raises:
        NotFoundError: there is no such case.
        InvalidInputError: several cases were printed under that number, or no reason was given.
    """
    if not order.because.strip():
        raise InvalidInputError(say("Say why it is stopped; whoever finds it will want to know."))
    with app.change("stop case", because=order.because, final=True) as change:
        case = finding.find_case(app, text)
        if posted:
            _count_as_posted(app, case, order.because)
        pull, cancelled = halt(app, [case], order.because)
        told, notice = _notice(app, case, order)
        return Stopped(
            case=case.ref,
            because=order.because,
            cancelled=cancelled,
            pull=tuple(pull),
            told=told,
            notice=notice,
            told_before=tuple(dispatch.told_before(app, change.id)),
            hidden=queries.hidden(app.store, following.of_cases(app, [case])),
        )


def _count_as_posted(app: App, case: Case, because: str) -> None:
    for one in _unfinished(app, following.of_cases(app, [case])):
        ids = [held.id for held in dispatch.in_hand(app, one)]
        dispatch.hand_over(app, one, ids, already=True, because=because)


def halt(app: App, cases: Sequence[Case], because: str) -> tuple[list[Pull], int]:
    """Stop cases and cancel whatever has not left about them and is in nobody's hand. Call inside a change.

    Whoever stops them has a task for each newsletter that had told of one already: its readers are to be written to.

    Returns:
        What is in somebody's hand, or may not be posted yet, and how many messages were cancelled.
    """
    issues, pull = following.of_cases(app, cases), pulls(app, cases)
    for case in cases:
        if case.state is not CaseState.STOPPED:
            values = {"state": CaseState.STOPPED.value, "state_on": app.clock.today().isoformat()}
            app.store.update("ua_cases", case.id, {**values, "state_because": because.strip()})
            app.plugins.stopped(app, Ref("ua_cases", case.id), because)
    _stop_news(app, issues, because)
    ids = _unfinished(app, issues)
    unsent = queries.unsent(app.store, ids)
    for one in ids:
        dispatch.stop(app, one, because=because, for_good=True)
    return pull, unsent - queries.unsent(app.store, ids)


def _stop_news(app: App, issues: Iterable[int], because: str) -> None:
    """Stop newsletters that tell of issues, and have the readers of those that had left written to."""
    with app.change("stop case") as change:
        known = dispatch.told_before(app, change.id)  # the change may stop several cases, one after the other
        for issue in issues:
            app.plugins.stopped(app, Ref("ua_issues", issue), because)
        for one in dispatch.told_before(app, change.id):
            if one not in known:
                tasks.add(app, one.to_do, due_on=app.clock.today(), about=Ref("dispatches", one.dispatch_id))


def with_others(app: App, case_id: int, because: str) -> None:
    """Stop a case because what it belongs to is stopped; whoever got it and does not know is an alarm then.

    One that is gone or stopped already needs nothing: no stop fails for its sake.
    """
    case = case_queries.one(app.store, case_id)
    if case is not None and case.state is not CaseState.STOPPED:
        halt(app, [case], because)


def pulls(app: App, cases: Iterable[Case]) -> list[Pull]:
    """Return what about some cases is in somebody's hand, or may not be posted yet."""
    by_hand = [one.key for one in app.plugins.channels() if one.by_hand or one.medium == "post"]
    calls = {one.key for one in app.plugins.channels() if one.medium == "phone"}  # what was said cannot be pulled
    handed = queries.pulls(app.store, following.of_cases(app, cases), json.dumps(by_hand))
    return _findable([one for one in handed if one.in_hand or one.channel not in calls])


def _findable(handed: Sequence[Pull]) -> list[Pull]:
    """Return what is to be pulled with how somebody finds each of it."""
    files: dict[str, list[str]] = defaultdict(list)
    for one in handed:
        files[one.dispatch].append(one.what)
    short = {name: dispatch.short_names(there) for name, there in files.items()}
    return [evolve(one, called=_called(one.dispatch, short[one.dispatch][one.what])) for one in handed]


def _called(mailing: str, file: str) -> str:
    return say("{mailing}: {file}", mailing=mailing, file=file) if file else mailing


def foresee(app: App, case: Case) -> tuple[int, int]:
    """Return how many messages about a case a stop would cancel, and how many would be told of it."""
    issues = following.of_cases(app, [case])
    return queries.unsent(app.store, _unfinished(app, issues)), queries.how_many(app.store, issues, queries.HAD)


def _unfinished(app: App, issues: Sequence[int]) -> list[int]:
    """Return the dispatches about some issues of which something may still leave; not what says that a case ended."""
    ending = {Kind.STOP, Kind.FINAL}
    asking = [one for one in issues if finding.get_issue(app, one).kind not in ending]
    rows = queries.dispatches(app.store, "ua_issues", asking)
    return [row["id"] for row in rows if row["state"] != State.DONE and row["frozen_at"]]


def _notice(app: App, case: Case, order: Order) -> tuple[Preview | None, Dispatch | None]:
    """Hand over the notice to everyone who got an issue of a case and was not told since, be it after the stop.

    Where nobody is left to be told, the notice there is comes back, or None where nobody got an issue.
    """
    issues = finding.issues_of(app, case.id)
    stops = {one.id: one for one in issues if one.kind is Kind.STOP}
    notices = _notices(app, case, stops)
    there = _told_since(app, issues, stops, notices)
    last = dispatch.get(app, there) if there else None
    with app.store.selection() as chosen:
        asking = [one.id for one in issues if one.id not in stops]
        if not queries.fill_untold(app.store, chosen, asking, notices):
            return None, last
        following.by_their_ways(app)
        came = _came(app, stops) or (stops.get(last.ref.id) if last and last.ref else None)
        made = handing_over.of_issue(app, came, order) if came else _in_our_words(app, case, order)
        told = dispatch.rehearse(app, made, chosen)
        # A stop stands even if nobody can be told of it by us.
        return told, handing_over.hand_over(app, made, chosen, order) if told.recipients else last


def _in_our_words(app: App, case: Case, order: Order) -> Draft:
    """Return the notice of a stop of which nothing came."""
    notice = Draft(
        name=f"{case.ref}, stop",
        purpose=Wants.URGENT_ACTIONS.purpose,
        texts=(covering.stop_notice(app),),
        ref=Ref("ua_cases", case.id),
        fields={"ua_number": case.ref},
    )
    return handing_over.addressed(app, notice, order, asks=False)


def _notices(app: App, case: Case, stops: Iterable[int]) -> list[int]:
    """Return the dispatches that told of a stop of a case."""
    ours = queries.dispatches(app.store, "ua_cases", [case.id])
    return [row["id"] for row in (*ours, *queries.dispatches(app.store, "ua_issues", stops))]


def _told_since(app: App, issues: Sequence[Issue], stops: Container[int], notices: Sequence[int]) -> int:
    """Return the dispatch that told of the stop, if nothing was sent about the case after it; else 0."""
    others = [one.id for one in issues if one.id not in stops]
    last = max(notices, default=0)
    return (
        last if last > max((row["id"] for row in queries.dispatches(app.store, "ua_issues", others)), default=0) else 0
    )


def _came(app: App, stops: Mapping[int, Issue]) -> Issue | None:
    """Return the latest stop that came and was not sent."""
    sent = {row["ref_id"] for row in queries.dispatches(app.store, "ua_issues", stops)}
    return next((one for one in reversed([*stops.values()]) if one.id not in sent), None)
