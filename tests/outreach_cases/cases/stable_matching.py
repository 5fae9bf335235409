"""Worked cases of stable matching: two sides of any names with their lists, and places on one side or both."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from outreach_cases.formulas.stable import (
    Market,
    Matching,
    blocking,
    case_proposing,
    group_proposing,
    holders,
    number_of_stable_matchings,
    stable_matchings,
)
from tests.worked.comparing import Either, Results
from tests.worked.reading import CannotRunError, Case

_PLACES = "capacit|quota|places|positions|seats|slots"
_FIRST = ("student", "resident", "applicant", "proposer", "man", "men", "doctor", "group", "worker", "candidate")
_ONE = {"men": "man", "women": "woman"}


def results(case: Case) -> Results:
    inputs = case.inputs
    sides = {key: one for key, one in inputs.take_like(".").items() if _is_side(one)}
    places = {key: one for key, one in case.given.items() if re.search(_PLACES, key, re.IGNORECASE)}
    sides = {key: one for key, one in sides.items() if key not in places}
    if len(sides) != 2:
        raise CannotRunError(f"It gives {len(sides)} sides with lists: {', '.join(sides)}.")
    unknown = set(case.given) - set(sides) - set(places)
    if unknown:
        raise CannotRunError(f"nothing was done with the input {min(unknown)!r}.")
    first, second = _in_order(sides, places)
    market = Market(
        groups=_lists(sides[first]),
        cases=_lists(sides[second]),
        capacities=_places(places, sides, second),
        places=_places(places, sides, first),
    )
    best, worst = group_proposing(market), case_proposing(market)
    found = Results()
    for name, matching in ((first, best), (second, worst)):
        forms = "|".join({name, _singular(name), _ONE.get(name, name)})
        told = _told(market, matching)
        found.when(rf"(?:{forms})_?(optimal|proposing|best).*", lambda m, told=told: told)  # type: ignore[misc]
    return (
        found.when(r"(?:proposer|applicant)_(optimal|proposing).*", lambda m: _told(market, best))
        .when(r"receiver_(optimal|proposing).*", lambda m: _told(market, worst))
        .when(r"(?:the_)?(?:stable_)?matching|(?:unique|stable)_matching|result", lambda m: _told(market, best))
        .when(r"number_of_stable_matchings|stable_matchings_count|count", lambda m: number_of_stable_matchings(market))
        .when(r"(?:all_)?stable_matchings", lambda m: [_told(market, one) for one in stable_matchings(market)])
        .when(r"(?:is_)?unique(?:_stable.*)?", lambda m: best == worst)
        .when(r"(?:is_)?stable|blocking_pairs_none", lambda m: not [*blocking(market, best), *blocking(market, worst)])
        .when(r"unmatched.*|unplaced.*", lambda m: _without(market, best))
    )


def _is_side(given: Any) -> bool:
    return isinstance(given, Mapping) and all(isinstance(one, list) for one in given.values())


def _lists(given: Mapping[str, Sequence[Any]]) -> dict[str, list[str]]:
    return {str(name): [str(one) for one in wanted] for name, wanted in given.items()}


def _owner(key: str, given: Any, sides: Mapping[str, Any]) -> str | None:
    """Return the side whose places these are: named in the key, or by its members; the later side of two alike."""
    named = [name for name in sides if _singular(name) in key.casefold()]
    if named or not isinstance(given, Mapping):
        return next(iter(named), None)
    members = set(map(str, given))
    just = [name for name, side in sides.items() if set(side) == members]
    within = [name for name, side in sides.items() if set(side) >= members]
    return next(reversed(just or within), None)


def _in_order(sides: Mapping[str, Any], places: Mapping[str, Any]) -> tuple[str, str]:
    """Return the names of the sides, the one that takes several last."""
    one, other = sides
    owners = {_owner(key, given, sides) for key, given in places.items()}
    if len(owners) == 1:
        return (other, one) if owners == {one} else (one, other)
    return (other, one) if _singular(other) in _FIRST and _singular(one) not in _FIRST else (one, other)


def _places(places: Mapping[str, Any], sides: Mapping[str, Any], name: str) -> dict[str, int]:
    for key, given in places.items():
        if _owner(key, given, sides) == name:
            return {
                str(one): given[one] if isinstance(given, Mapping) else given
                for one in sides[name]
                if not isinstance(given, Mapping) or one in given
            }
    return {}


def _singular(name: str) -> str:
    bare = re.sub(r"_?(preferences|prefs|lists?|ranking|rankings)$", "", name.casefold())
    return re.sub(r"ies$", "y", bare) if bare.endswith("ies") else bare.removesuffix("s")


def _told(market: Market, matching: Matching) -> Either:
    """Return a matching by either side; a single partner stands without a list."""
    sides = []
    for by_name, room in ((matching, market.places), (holders(market, matching), market.capacities)):
        several = any(number > 1 for number in room.values())
        alone = {name: next(iter(held), None) for name, held in by_name.items()}
        sides.append(Results({name: set(held) for name, held in by_name.items()}) if several else Results(alone))
        sides.append(Results({name: set(held) for name, held in by_name.items()}))
    return Either(sides)


def _without(market: Market, matching: Matching) -> Either:
    empty = {name for name, held in matching.items() if not held}
    open_cases = {
        name for name, held in holders(market, matching).items() if len(held) < market.capacities.get(name, 1)
    }
    return Either([empty, open_cases, len(empty)])
