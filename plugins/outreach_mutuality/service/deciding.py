"""Decides on a request: by whom, on which rule, with what is told and what is kept, and what we take upon us."""

from typing import Any

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.dates import read_date
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError
from outreach_crm.model import Problem
from outreach_crm.text import row, say
from outreach_mutuality.model.assessing import Decision, DecisionDraft, Outcome, Promise, Verdict
from outreach_mutuality.model.requests import Request, State
from outreach_mutuality.queries import requests as queries
from outreach_mutuality.service import following, precedents, rules
from outreach_mutuality.service.assessing import how_far, left
from outreach_mutuality.service.finding import get

_INSTEAD = {
    Outcome.IN_PART: say("Say which part is accepted (--offer)."),
    Outcome.SOMETHING_ELSE: say("Say what is offered instead (--offer)."),
    Outcome.REFER: say("Say to whom they are referred (--offer)."),
    Outcome.CONSULT: say("Say who is consulted (--offer)."),
}
_NO = say("Say what they are told: a no without a reason is the worst one (--told).")
_TOLD = {Outcome.IN_PART: say("Say what they are told: why it is only a part (--told).")}


def decide(app: App, request_id: int, draft: DecisionDraft, *, because: str = "") -> Decision:
    """Decide on a request.

    Args:
        app: the App.
        request_id: which one.
        draft: what is decided, what they are told, what stays with us, and what we promise by when.
        because: why it is written down.

    Raises:
        NotFoundError: there is no such request or rule.
        InvalidInputError: something that is needed is missing, or a promise is for a day that has passed.
        ConflictError: it is not assessed yet, somebody else has decided already, or it was changed since
            ``draft.version``.
    """
    with app.change("decide on request", because=because):
        request = get(app, request_id)
        _check_open(app, request, draft)
        values = _values(app, request, draft)
        promises = _promises(app, draft)
        _write(app, request_id, values)
        for what, due_on in promises:
            app.store.insert("mutuality_promises", {"request_id": request_id, "what": what, "due_on": due_on})
        state = State.CONSULTED if draft.outcome is Outcome.CONSULT else State.DECIDED
        app.store.update("mutuality_requests", request_id, {"state": state.value})
        return _decision(app, request_id)


def _write(app: App, request_id: int, values: dict[str, Any]) -> None:
    """Write down what is decided; in the place of whom others were consulted on, where they were."""
    there = queries.decision_id(app.store, request_id)
    if there is None:
        app.store.insert("mutuality_decisions", {"request_id": request_id, **values})
    else:
        app.store.update("mutuality_decisions", there, values)


def take_back(app: App, request_id: int, *, because: str) -> Request:
    """Take a decision back, so that it can be decided anew; promises that nobody kept yet go with it.

    Raises:
        NotFoundError: there is no such request.
        InvalidInputError: nothing is decided, or there is no reason.
        ConflictError: they were told already, or the answer is on its way.
    """
    if not because.strip():
        raise InvalidInputError(say("Say why it is decided anew (--because)."))
    with app.change("take back decision", because=because):
        request = get(app, request_id)
        there = queries.decision_id(app.store, request_id)
        if there is None:
            raise InvalidInputError(say("Nothing is decided on request {request_id}.", request_id=request_id))
        if request.state in {State.ANSWERED, State.CLOSED}:
            raise ConflictError(
                say("{contact} was told already; a new answer needs a new request.", contact=request.contact)
            )
        following.answers(app, request_id).check_still()
        app.store.delete("mutuality_decisions", there)
        for promise in queries.promises(app.store, request_id):
            if promise.done_on is None:
                app.store.delete("mutuality_promises", promise.id)
        app.store.update("mutuality_requests", request_id, {"state": how_far(app, request).value})
        return get(app, request_id)


def keep(app: App, promise_id: int, *, because: str = "") -> Promise:
    """Say that a promise is kept; the last one closes an answered request.

    Raises:
        NotFoundError: there is no such promise.
        ConflictError: it is kept already.
    """
    with app.change("keep promise", because=because):
        promise = _promise(app, promise_id)
        request = get(app, promise.request_id)
        if promise.done_on:
            raise ConflictError(say("That was done on {done_on}.", done_on=promise.done_on))
        app.store.update("mutuality_promises", promise_id, {"done_on": app.clock.today().isoformat()})
        open_ones = [one for one in queries.promises(app.store, request.id) if one.done_on is None]
        if not open_ones and request.state is State.ANSWERED:
            app.store.update("mutuality_requests", request.id, {"state": State.CLOSED.value})
        return _promise(app, promise_id)


def _promise(app: App, promise_id: int) -> Promise:
    found = queries.promise(app.store, promise_id)
    if found is None:
        raise NotFoundError(
            say(
                "There is no promise {promise_id}; outreach mutuality show tells those of a request.",
                promise_id=promise_id,
            )
        )
    return found


def _check_open(app: App, request: Request, draft: DecisionDraft) -> None:
    now = queries.decision(app.store, request.id)
    if now is not None and now.outcome is not Outcome.CONSULT:
        raise ConflictError(
            say(
                "{decided_by} decided on {decided_on}: {outcome}."
                ' To decide anew: outreach mutuality again {request_id} --because "..."',
                decided_by=now.decided_by,
                decided_on=now.decided_on,
                outcome=now.outcome.label,
                request_id=request.id,
            )
        )
    if draft.version is not None and draft.version != request.change_id:
        raise ConflictError(say("Somebody changed the request meanwhile; look again, then decide."))
    missing = left(app, request)
    if missing and draft.outcome is not Outcome.CONSULT:
        raise ConflictError(
            say(
                "It is not assessed yet; outreach mutuality assess {request_id} takes the answers of {names}.",
                request_id=request.id,
                names=", ".join(missing),
            )
        )
    unclear = [key for key, one in queries.findings(app.store, request.id).items() if one.verdict is Verdict.UNCLEAR]
    if unclear and draft.outcome is not Outcome.CONSULT:
        raise ConflictError(
            say(
                "{questions} The answer is unclear: consult, or say yes or no first.",
                questions=_questions(app, unclear),
            )
        )


def _values(app: App, request: Request, draft: DecisionDraft) -> dict[str, Any]:
    problems: list[Problem] = []
    told, kept, offered = (text.strip() for text in (draft.told, draft.kept, draft.offered))
    against = [key for key, one in queries.findings(app.store, request.id).items() if one.verdict is Verdict.NO]
    if not told and draft.outcome not in {Outcome.ACCEPT, Outcome.CONSULT}:
        problems.append(Problem(field="told", sentence=_TOLD.get(draft.outcome, _NO)))
    if not offered and draft.outcome in _INSTEAD:
        problems.append(Problem(field="offered", sentence=_INSTEAD[draft.outcome]))
    if against and not kept and draft.outcome in {Outcome.ACCEPT, Outcome.IN_PART}:
        told_so = say(
            "{questions} The answer is no: say why it is accepted all the same (--kept).",
            questions=_questions(app, against),
        )
        problems.append(Problem(field="kept", sentence=told_so))
    if problems:
        raise InvalidInputError(problems[0].sentence, tuple(problems))
    return {
        "outcome": draft.outcome.value,
        "told": told,
        "kept": kept,
        "rule": rules.find(app, draft.rule).key if draft.rule.strip() else "",
        "offered": offered,
        "asked_id": _account(app, offered) if draft.outcome is Outcome.CONSULT else None,
        "departs": precedents.departing(app, request, draft.outcome),
        "decided_by": draft.decided_by.strip() or app.actor.name,
        "decided_on": app.clock.today().isoformat(),
    }


def _account(app: App, name: str) -> int | None:
    """Return the account of whoever is consulted; None where it is nobody here, such as a board."""
    try:
        return accounts.find_account(app, name).id
    except NotFoundError:
        return None


def _questions(app: App, keys: list[str]) -> str:
    """Return what some rules ask, as pages and commands know them both."""
    there = rules.all_rules(app)
    return row((there[key].question if key in there else key for key in keys), " ")


def _promises(app: App, draft: DecisionDraft) -> list[tuple[str, str]]:
    found, today = [], app.clock.today()
    for what, day in draft.promises:
        due_on = read_date(day, today)
        if not what.strip():
            raise InvalidInputError(say("Say what is promised."))
        if due_on < today:
            raise InvalidInputError(say("{due_on} has passed: nobody can promise that any more.", due_on=due_on))
        found.append((what.strip(), due_on.isoformat()))
    if found and draft.outcome in {Outcome.DECLINE, Outcome.CONSULT}:
        raise InvalidInputError(say("A promise goes with a yes, not with: {outcome}.", outcome=draft.outcome.label))
    return found


def _decision(app: App, request_id: int) -> Decision:
    found = queries.decision(app.store, request_id)
    if found is None:
        raise NotFoundError(say("Nothing is decided on request {request_id}.", request_id=request_id))
    return found
