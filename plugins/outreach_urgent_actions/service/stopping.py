"""Stopping a case: at once, in one step, for everything that has not left; and telling those whom it reached."""

import json
from collections.abc import Sequence

from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import Dispatch, Draft, Preview, State, Text
from outreach_crm.errors import InvalidInputError
from outreach_crm.model import Ref
from outreach_urgent_actions.model import Case, Issue, Kind
from outreach_urgent_actions.model import State as CaseState
from outreach_urgent_actions.model.sending import Order, Pull, Stopped
from outreach_urgent_actions.queries import sending as queries
from outreach_urgent_actions.service import covering, finding, following, handing_over, naming

_STOP = (
    "{salutation},\n\nPlease stop writing about {ua_number} at once. Send no further letter, e-mail or call, and put"
    " aside what is not yet posted.\n\nYou are told because we sent you an appeal about {ua_number}. Thank you for"
    " acting, and for stopping now."
)


def stop(app: App, text: str, order: Order) -> Stopped:
    """Stop a case at once: nothing about it leaves any more, and everyone who got an issue of it is told.

    The case, the cancelled messages and the notice are one transaction; ``dispatch.service.send`` then lets the notice
    leave. Stopping what is stopped goes on with the notice. The notice says what the stop that came says, where one
    came, else a wording of ours.

    Args:
        app: the App.
        text: the case.
        order: how the notice goes, and why.

    Raises:
        NotFoundError: there is no such case.
        InvalidInputError: several cases were printed under that number, or no reason was given.
    """
    if not order.because.strip():
        raise InvalidInputError("Say why it is stopped; whoever finds it will want to know.")
    with app.change("stop case", because=order.because, final=True):
        case = finding.find_case(app, text)
        pull, cancelled = halt(app, [case], order.because)
        told, notice = _notice(app, case, order)
        return Stopped(
            case=case.ref,
            because=order.because,
            cancelled=cancelled,
            pull=tuple(pull),
            told=told,
            notice=notice,
        )


def halt(app: App, cases: Sequence[Case], because: str) -> tuple[list[Pull], int]:
    """Stop cases and cancel whatever has not left about them. Call inside a change.

    Returns:
        What was handed to somebody and may not be posted yet, and how many messages were cancelled.
    """
    by_hand = [one.key for one in app.plugins.channels() if one.by_hand or one.medium == "post"]
    issues = following.of_cases(app, cases)
    pull = queries.pulls(app.store, issues, json.dumps(by_hand))
    for case in cases:
        if case.state is not CaseState.STOPPED:
            values = {"state": CaseState.STOPPED.value, "state_on": app.clock.today().isoformat()}
            app.store.update("ua_cases", case.id, {**values, "state_because": because.strip()})
    ids = _unfinished(app, issues)
    unsent = queries.unsent(app.store, ids)
    for one in ids:
        dispatch.stop(app, one, because=because, for_good=True)
    return pull, unsent - queries.unsent(app.store, ids)


def _unfinished(app: App, issues: Sequence[int]) -> list[int]:
    """Return the dispatches about some issues of which something may still leave; not what says that a case ended."""
    ending = {Kind.STOP, Kind.FINAL}
    asking = [one for one in issues if finding.get_issue(app, one).kind not in ending]
    rows = queries.dispatches(app.store, "ua_issues", asking)
    return [row["id"] for row in rows if row["state"] != State.DONE and row["frozen_at"]]


def _notice(app: App, case: Case, order: Order) -> tuple[Preview | None, Dispatch | None]:
    """Hand over the notice to everyone who got an issue of a case, or return the one there is; None for nobody."""
    issue = _came(app, case)
    ref = Ref("ua_issues", issue.id) if issue else Ref("ua_cases", case.id)
    if there := queries.dispatches(app.store, ref.kind, [ref.id]):
        return None, dispatch.get(app, there[-1]["id"])
    texts = covering.texts(app, issue) if issue else (_wording(app),)
    with app.store.selection() as chosen:
        got = [one for one in following.of_cases(app, [case]) if issue is None or one != issue.id]
        if not queries.fill(app.store, chosen, got, (), app.clock.today().isoformat()):
            return None, None
        name, fields = naming.title(app, issue) if issue else f"{case.ref}, stop", {"ua_number": case.ref}
        notice = Draft(name=name, purpose=handing_over.PURPOSE, texts=texts, ref=ref, fields=fields)
        made = handing_over.addressed(app, notice, order, asks=False)
        told = dispatch.rehearse(app, made, chosen)
        # A stop stands even if nobody can be told of it by us.
        return told, handing_over.hand_over(app, made, chosen, because=order.because) if told.recipients else None


def _came(app: App, case: Case) -> Issue | None:
    """Return the latest stop that came for a case."""
    issues = [one for one in finding.issues_of(app, case.id) if one.kind is Kind.STOP]
    return issues[-1] if issues else None


def _wording(app: App) -> Text:
    """Return what is said where no stop came that says it."""
    return Text(
        language=app.section.language,
        subject="STOP ACTION: {ua_number}",
        body=f"{{{covering.COVERING}}}{_STOP}",
    )
