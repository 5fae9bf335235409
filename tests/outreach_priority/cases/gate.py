"""Worked cases of the check of credibility and impartiality."""

from collections.abc import Mapping
from typing import Any

from outreach_priority.formulas.check import Check, ItemCheck, Verdict, check, check_item, worst
from tests.worked.comparing import Either, Results, Words
from tests.worked.reading import Case

_WHOLE = ("sector", "overall", "verdict", "worst", "gate", "result", "total", "all", "status", "worst_of_items")


def results(case: Case) -> Results:
    given = case.inputs.take(
        "risk_ratings_0_4",
        "risk_ratings",
        "ratings",
        "sectors",
        "risks",
        "items",
        "organisations",
        "given",
        default=None,
    )
    given = case.inputs.rest() if given is None else given
    if isinstance(given, list):
        given = {"1": given}
    found = Results()
    each = {name: _one(one) for name, one in given.items()}
    found.put(each).put(each, "items", "sectors", "by_item", "by_sector", "verdicts", "results")
    if all(isinstance(one, list) and not any(isinstance(r, str) for r in one) for one in given.values()):
        whole = check(given)
        found.put(whole.verdict, *_WHOLE).put(_decisive(whole), "decided_by", "because_of", "worst_items")
    elif _verdicts(given):
        found.put(worst(Verdict(one) for one in given.values()), *_WHOLE)
    return found


def _verdicts(given: Mapping[str, Any]) -> bool:
    return bool(given) and all(isinstance(one, str) for one in given.values())


def _decisive(whole: Check) -> Either:
    return Either([set(whole.decided_by), *whole.decided_by])


def _one(given: Any) -> Any:
    """Return the verdict on a risk, on a sector with several, or the worst of some verdicts; in full where asked."""
    if isinstance(given, str):
        return Verdict(given)
    if isinstance(given, Mapping):
        return _sector(given)
    if given and all(isinstance(one, str) for one in given):
        return worst(map(Verdict, given))
    one = check_item(given)
    return Either([one.verdict, _item(one)])


def _item(one: ItemCheck) -> Results:
    return Results(one).put(one.verdict, *_WHOLE).put(Words(one.because), "because", "reason")


def _sector(given: Mapping[str, Any]) -> Any:
    if _verdicts(given):
        return worst(map(Verdict, given.values()))
    ratings = given.get("ratings", given.get("items", given))
    if isinstance(ratings, list):
        return _one(ratings)
    whole = check(ratings)
    items = {name: Either([one.verdict, _item(one)]) for name, one in whole.items.items()}
    found = Results(items).put(whole.verdict, *_WHOLE).put(items, "items", "by_item", "item_verdicts")
    return Either([whole.verdict, found.put(_decisive(whole), "decided_by", "because_of", "worst_items")])
