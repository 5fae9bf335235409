"""Finds requests that are like one, with what was decided on them and why."""

from math import log

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.text import row, say, words
from outreach_mutuality.model.assessing import Decision, Outcome
from outreach_mutuality.model.requests import Request
from outreach_mutuality.queries import precedents as queries
from outreach_mutuality.queries import requests

_WORDS, _MOST_EACH, _FEW = 12, 400, 5
# How alike two requests have to be that decisions on them are compared.
_ALIKE = 0.5
_YES = frozenset({Outcome.ACCEPT, Outcome.IN_PART})


@frozen(kw_only=True)
class Precedent:
    """A request that is like another one.

    Args:
        request: that request.
        decision: what was decided on it.
        likeness: 0 to 1, by words that both have (the rarer they are the more they count), kind and sector.
        why: what they have in common.
    """

    request: Request
    decision: Decision
    likeness: float
    why: str


def like(app: App, request: Request, limit: int = _FEW) -> list[Precedent]:
    """Return the requests most like one that something was decided on, the most alike first.

    Args:
        app: the App.
        request: which one.
        limit: so many at most.
    """
    wanted = _rarest(app, words(request.text))
    shared: dict[int, float] = {}
    in_common: dict[int, list[str]] = {}
    for word, (weight, refs) in wanted.items():
        for one in refs:
            shared[one] = shared.get(one, 0.0) + weight
            in_common.setdefault(one, []).append(word)
    whole = sum(weight for weight, _ in wanted.values()) or 1.0
    near = {one: weight / whole for one, weight in shared.items() if one != request.id}
    near |= {one: near.get(one, 0.0) for one in queries.same(app.store, request.kind, request.contact_id, _MOST_EACH)}
    near.pop(request.id, None)
    best = sorted(near, key=lambda one: (-near[one], -one))[: _FEW * limit]
    found = [
        _precedent(app, request, one, near[one.id], in_common.get(one.id, [])) for one in requests.some(app.store, best)
    ]
    there = [one for one in found if one is not None]
    return sorted(there, key=lambda one: (-one.likeness, -one.request.id))[:limit]


def departing(app: App, request: Request, outcome: Outcome) -> str:
    """Return how a decision departs from those on like requests; empty where it does not."""
    near = [one for one in like(app, request) if one.likeness >= _ALIKE and one.decision.outcome is not Outcome.CONSULT]
    other = [one for one in near if (one.decision.outcome in _YES) != (outcome in _YES)]
    if outcome is Outcome.CONSULT or not other or len(other) * 2 <= len(near):
        return ""
    told = row([say("{n} ({what})", n=one.request.id, what=one.decision.outcome.label) for one in other])
    return str(say("other than on like requests: {requests}", requests=told))


def _rarest(app: App, said: list[str]) -> dict[str, tuple[float, list[int]]]:
    """Return the rarest words of a request with what they weigh, and the requests that have them."""
    whole = max(queries.how_many(app.store), 1)
    counts = queries.how_common(app.store, said, _MOST_EACH)
    rare = sorted((word for word in counts if counts[word] < _MOST_EACH), key=lambda word: (counts[word], word))[
        :_WORDS
    ]
    return {word: (log(1 + whole / counts[word]), queries.having(app.store, word, _MOST_EACH)) for word in rare}


def _precedent(app: App, request: Request, other: Request, near: float, shared: list[str]) -> Precedent | None:
    decision = requests.decision(app.store, other.id)
    if decision is None:
        return None
    alike = [
        *(["kind"] if other.kind is request.kind else []),
        *(["sector"] if _same_sector(app, request, other) else []),
    ]
    likeness = 0.6 * near + 0.25 * ("kind" in alike) + 0.15 * ("sector" in alike)
    told = row([*([say("words: {words}", words=", ".join(sorted(shared)))] if shared else []), *alike])
    return Precedent(request=other, decision=decision, likeness=likeness, why=str(told))


def _same_sector(app: App, one: Request, other: Request) -> bool:
    return one.contact_id == other.contact_id or queries.share_sector(app.store, one.contact_id, other.contact_id)
