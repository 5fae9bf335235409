"""Finds requests that are like one, with what was decided on them and why."""

from collections.abc import Iterator
from functools import cache
from math import log
from pathlib import Path

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.text import row, say
from outreach_crm.written import read_toml
from outreach_mutuality.model.assessing import MET, Decision, Outcome, Verdict
from outreach_mutuality.model.requests import Request, words_of
from outreach_mutuality.queries import precedents as queries
from outreach_mutuality.queries import requests

_COMMON = Path(__file__).parents[1] / "common.toml"
_WORDS, _MOST_EACH, _FEW = 12, 400, 5
# How alike two requests have to be that decisions on them are compared.
_ALIKE = 0.5
# What words, kind, sector and rules count; together 1.
_OF_WORDS, _OF_KIND, _OF_SECTOR, _OF_RULES = 0.5, 0.25, 0.1, 0.15


@frozen(kw_only=True)
class Precedent:
    """A request that is like another one.

    Args:
        request: that request.
        decision: what was decided on it.
        likeness: 0 to 1, by words that both have (the rarer they are the more they count), kind, sector, and rules that
            said no or were unclear with both.
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
    near, in_common = _by_words(app, request)
    touched = _touched(app, request)
    likeness = {one: _OF_WORDS * share for one, share in near.items()}
    for weight, found in _by_kind_and_rules(app, request, touched):
        for one in found:
            likeness[one] = likeness.get(one, 0.0) + weight
    likeness.pop(request.id, None)
    best = sorted(likeness, key=lambda one: (-likeness[one], -one))[: _FEW * limit]
    there = [
        like_it
        for other in requests.some(app.store, best)
        if (like_it := _precedent(app, request, other, near.get(other.id, 0.0), in_common.get(other.id, []), touched))
    ]
    return sorted(there, key=lambda one: (-one.likeness, -one.request.id))[:limit]


def _by_words(app: App, request: Request) -> tuple[dict[int, float], dict[int, list[str]]]:
    """Return requests that share rare words with one: how much of their weight, 0 to 1, and which words."""
    common = _common()
    wanted = _rarest(app, [word for word in words_of(request.text) if len(word) > 1 and word not in common])
    whole = sum(weight for weight, _ in wanted.values()) or 1.0
    near: dict[int, float] = {}
    in_common: dict[int, list[str]] = {}
    for word, (weight, refs) in wanted.items():
        for one in refs:
            near[one] = near.get(one, 0.0) + weight / whole
            in_common.setdefault(one, []).append(word)
    return near, in_common


@cache
def _common() -> frozenset[str]:
    """Return the words that hold sentences together in the languages of requests, and say nothing of what is asked."""
    return frozenset(word for language in read_toml(_COMMON).values() for word in language["words"])


def _by_kind_and_rules(app: App, request: Request, touched: frozenset[str]) -> Iterator[tuple[float, list[int]]]:
    """Yield the latest requests of the same kind, of the same sector among them, and those that met the same rules."""
    kind, whose = request.kind, request.contact_id
    yield _OF_KIND, queries.of_kind(app.store, kind, _MOST_EACH)
    yield _OF_KIND + _OF_SECTOR, queries.of_organisation(app.store, kind, whose, _MOST_EACH)
    yield _OF_SECTOR, queries.of_sector(app.store, kind, whose, _MOST_EACH)
    yield _OF_RULES, queries.touched_by(app.store, touched, _MOST_EACH)


def departing(app: App, request: Request, outcome: Outcome) -> str:
    """Return how a decision departs from those on like requests; empty where it does not."""
    near = [one for one in like(app, request) if one.likeness >= _ALIKE and one.decision.outcome is not Outcome.CONSULT]
    other = [one for one in near if (one.decision.outcome in MET) != (outcome in MET)]
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


def _precedent(
    app: App, request: Request, other: Request, near: float, shared: list[str], touched: frozenset[str]
) -> Precedent | None:
    decision = requests.decision(app.store, other.id)
    if decision is None:
        return None
    same_kind, same_sector = other.kind is request.kind, _same_sector(app, request, other)
    met = sorted(touched & _touched(app, other))
    told = [
        *([say("words: {words}", words=", ".join(sorted(shared)))] if shared else []),
        *([say("kind")] if same_kind else []),
        *([say("sector")] if same_sector else []),
        *([say("rules: {rules}", rules=", ".join(met))] if met else []),
    ]
    likeness = _OF_WORDS * near + _OF_KIND * same_kind + _OF_SECTOR * same_sector + _OF_RULES * bool(met)
    return Precedent(request=other, decision=decision, likeness=likeness, why=row(told))


def _touched(app: App, request: Request) -> frozenset[str]:
    """Return the rules that said no of a request, or are unclear."""
    said = requests.findings(app.store, request.id)
    return frozenset(key for key, one in said.items() if one.verdict is not Verdict.YES)


def _same_sector(app: App, one: Request, other: Request) -> bool:
    return one.contact_id == other.contact_id or queries.share_sector(app.store, one.contact_id, other.contact_id)
