"""Assesses a request by the rules: each says yes, no or unclear, with the sentence that says why."""

from collections.abc import Mapping

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.errors import ConflictError, InvalidInputError
from outreach_mutuality.model.assessing import Finding, Verdict
from outreach_mutuality.model.requests import Request, State
from outreach_mutuality.queries import requests as queries
from outreach_mutuality.service import rules
from outreach_mutuality.service.finding import get

_AFTER = frozenset({State.RECEIVED, State.UNCLEAR, State.ASSESSED})


def assess(
    app: App,
    request_id: int,
    said: Mapping[str, Verdict],
    *,
    why: Mapping[str, str] | None = None,
    ask: str = "",
    because: str = "",
) -> Request:
    """Say what rules say of a request; those that are not named stay as they were.

    Args:
        app: the App.
        request_id: which one.
        said: by the key of a rule, yes, no or unclear.
        why: by the key of a rule, why, where the sentence of the rule does not say it.
        ask: the name of whoever looks at what is unclear; needed where a rule is.
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
        if request.state not in _AFTER:
            raise ConflictError(
                f"Request {request_id} is {request.state.label}: what was decided rests on what rules said."
            )
        there = rules.put(app, request.kind)
        for key, verdict in said.items():
            rule = rules.find(app, key)
            if key not in there:
                raise InvalidInputError(f"The rule {key} is not put where {request.kind.label} is asked for.")
            if verdict is Verdict.UNCLEAR and not ask.strip():
                raise InvalidInputError(
                    f"{key} is unclear: name whoever looks at it (--ask WHO), {rule.consult} perhaps."
                )
            _write(app, request_id, key, verdict, ((why or {}).get(key, "")).strip() or rule.sentence(verdict), ask)
        app.store.update("mutuality_requests", request_id, {"state": _state(app, request).value})
        return get(app, request_id)


def _write(app: App, request_id: int, rule: str, verdict: Verdict, sentence: str, ask: str) -> None:
    values = {
        "verdict": verdict.value,
        "sentence": sentence,
        "said_by": app.actor.name,
        "said_on": app.clock.today().isoformat(),
        "asked_id": accounts.find_account(app, ask).id if verdict is Verdict.UNCLEAR else None,
    }
    there = queries.finding_id(app.store, request_id, rule)
    if there is None:
        app.store.insert("mutuality_findings", {"request_id": request_id, "rule": rule, **values})
    else:
        app.store.update("mutuality_findings", there, values)


def _state(app: App, request: Request) -> State:
    found = queries.findings(app.store, request.id)
    if any(one.verdict is Verdict.UNCLEAR for one in found.values()):
        return State.UNCLEAR
    return State.ASSESSED if not left(app, request, found) else State.RECEIVED


def left(app: App, request: Request, found: Mapping[str, Finding] | None = None) -> list[str]:
    """Return the keys of the rules that are put for a request and have said nothing of it yet."""
    said = queries.findings(app.store, request.id) if found is None else found
    return [key for key in rules.put(app, request.kind) if key not in said]
