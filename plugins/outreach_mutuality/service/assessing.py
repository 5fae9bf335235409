"""Assesses a request by the rules: each says yes, no or unclear, with the sentence that says why."""

from collections.abc import Mapping

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError
from outreach_crm.model import Problem
from outreach_crm.text import Sentence, say, term
from outreach_mutuality.model.assessing import Finding, Rule, Verdict
from outreach_mutuality.model.requests import UNDECIDED, Request, State
from outreach_mutuality.queries import requests as queries
from outreach_mutuality.service import rules
from outreach_mutuality.service.finding import get


def assess(
    app: App,
    request_id: int,
    said: Mapping[str, Verdict],
    *,
    rest: Verdict | None = None,
    why: Mapping[str, str] | None = None,
    ask: str = "",
    because: str = "",
) -> Request:
    """Say what rules say of a request; those that are not named stay as they were.

    Args:
        app: the App.
        request_id: which one.
        said: by the key of a rule, yes, no or unclear.
        rest: what every other rule says that has said nothing yet, but for those that call for a second look.
        why: by the key of a rule, why, where the sentence of the rule does not say it.
        ask: the account of whoever of us looks at what is unclear; needed where a rule is.
        because: why it is written down.

    Returns:
        the request: unclear while a rule is, assessed once every rule that is put says yes or no.

    Raises:
        NotFoundError: there is no such request, rule or account.
        InvalidInputError: a rule is not put for such a request, or it is unclear and nobody is named.
        ConflictError: it is decided already.
    """
    with app.change("assess request", because=because):
        request = get(app, request_id)
        _check_undecided(request)
        for key, verdict in {**_rest(app, request, rest), **said}.items():
            rule = _put(app, request, key, verdict, ask)
            _write(app, request_id, rule, verdict, ((why or {}).get(key, "")).strip(), ask)
        app.store.update("mutuality_requests", request_id, {"state": how_far(app, request).value})
        return get(app, request_id)


def _check_undecided(request: Request) -> None:
    if request.state not in UNDECIDED:
        raise ConflictError(
            say(
                "Request {request_id} is {state}: what was decided rests on what rules said.",
                request_id=request.id,
                state=request.state.label,
            )
        )


def _rest(app: App, request: Request, verdict: Verdict | None) -> dict[str, Verdict]:
    """Return what is said of the rules that nobody said anything of, but for those that call for a second look."""
    if verdict is None:
        return {}
    looked_at = second_looks(app, request)
    return {key: verdict for key in left(app, request) if key not in looked_at}


def _put(app: App, request: Request, key: str, verdict: Verdict, ask: str) -> Rule:
    rule = rules.find(app, key)
    if not rule.is_put(request.kind, request.amount):
        raise InvalidInputError(
            say("The rule {key} is not put where {kind} is asked for.", key=key, kind=request.kind.label)
        )
    if verdict is Verdict.UNCLEAR and not ask.strip():
        raise _nobody_named(request, rule)
    return rule


def _nobody_named(request: Request, rule: Rule) -> InvalidInputError:
    with_whom = say(", with {names} perhaps", names=term(rule.consult)) if rule.consult else ""
    told = say(
        '"{question}" is unclear: say who of us looks into it{with_whom}; outreach mutuality assess'
        " {request_id} {rule}=unclear --ask NAME, a name of outreach accounts list.",
        question=rule.question,
        with_whom=with_whom,
        request_id=request.id,
        rule=rule.key,
    )
    return InvalidInputError(told, (Problem(field="ask", sentence=told),))


def _who_looks(app: App, ask: str) -> int:
    """Return the account of whoever looks at what is unclear.

    Raises:
        NotFoundError: nobody here is called so, as where somebody outside is named.
    """
    try:
        return accounts.find_account(app, ask).id
    except NotFoundError as error:
        told = say("{ask!r} is not one of us: somebody with an account looks into it, and asks them", ask=ask)
        raise NotFoundError(say("{told}; see outreach accounts list.", told=told)) from error


def _write(app: App, request_id: int, rule: Rule, verdict: Verdict, why: str, ask: str) -> None:
    values = {
        "verdict": verdict.value,
        "sentence": why or str(rule.sentence(verdict)),
        "said_by": app.actor.name,
        "said_on": app.clock.today().isoformat(),
        "asked_id": _who_looks(app, ask) if verdict is Verdict.UNCLEAR else None,
    }
    there = queries.finding_id(app.store, request_id, rule.key)
    if there is None:
        app.store.insert("mutuality_findings", {"request_id": request_id, "rule": rule.key, **values})
    else:
        app.store.update("mutuality_findings", there, values)


def how_far(app: App, request: Request) -> State:
    """Return how far a request on which nothing is decided has come, by what rules say and whether others are asked."""
    found = queries.findings(app.store, request.id)
    if any(one.verdict is Verdict.UNCLEAR for one in found.values()):
        far = State.UNCLEAR
    else:
        far = State.RECEIVED if left(app, request, found) else State.ASSESSED
    asked = far is not State.ASSESSED and queries.decision_id(app.store, request.id) is not None
    return State.CONSULTED if asked else far


def left(app: App, request: Request, found: Mapping[str, Finding] | None = None) -> list[str]:
    """Return the keys of the rules that are put for a request and have said nothing of it yet."""
    said = queries.findings(app.store, request.id) if found is None else found
    return [key for key in rules.put(app, request.kind, request.amount) if key not in said]


def second_looks(app: App, request: Request) -> dict[str, Sentence]:
    """Return the rules that call for a second look at a request, by their keys, each with why."""
    kind, amount = request.kind, request.amount
    told = (request.contact, request.person, request.text)
    return rules.second_looks(rules.put(app, kind, amount), *told, kind=kind, amount=amount)
