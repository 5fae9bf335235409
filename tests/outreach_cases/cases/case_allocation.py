"""Worked cases of giving cases to groups: wishes, languages, refusals, minimum and maximum groups."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from attrs import astuple

from outreach_cases.formulas.auditing import audit
from outreach_cases.formulas.batch import Allocation, allocate
from outreach_cases.formulas.fitting import Case as Casefile
from outreach_cases.formulas.fitting import Group, Mark, Wish, fit, level
from outreach_cases.formulas.proof import number_of_optima
from outreach_cases.formulas.rolling import Standing, offers
from tests.outreach_cases.groups_and_cases import tally
from tests.worked.comparing import Either, Results
from tests.worked.reading import CannotRunError, Case, Inputs

_RULES = ["place", "shortfall", "4", "3", "2", "1"]


def results(case: Case) -> Results:
    inputs = case.inputs
    _order_is_ours(inputs.take("objective_in_order", "objective", "rules", default=None))
    _levels_are_ours(str(inputs.take("level_rule", "levels_rule", "level_definition", default="")))
    cases = [_case(name, Inputs(one)) for name, one in _named(inputs.take("cases"))]
    groups = [_group(name, Inputs(one)) for name, one in _named(inputs.take("groups"))]
    kept = {name: _texts(one) for name, one in inputs.take("kept", "current", "held", "fixed", default={}).items()}
    seed = inputs.take("seed", default=0)
    found = allocate(groups, cases, seed=seed, kept=kept)
    by_group = {group.id: group for group in groups}
    by_case = {one.id: one for one in cases}
    told = audit(groups, cases, found.held())
    total = found.tally

    def expected(key: str) -> Any:
        return _as_good(case.expected[key], found, groups, cases, kept)

    def of_group(name: str) -> Group:
        return next(group for group in groups if group.id.casefold() == name.casefold())

    groups_placed = sum(bool(own) for own in found.held().values())
    pairs = sum(map(len, found.held().values()))
    inside = Counter(one for own in found.held().values() for one in own)
    return (
        Results(total)
        .put(Either([groups_placed, pairs]), "placed")
        .put(groups_placed, "groups_placed")
        .put(pairs, "pairs", "places_filled")
        .put(lambda: number_of_optima(found.network, found.flow), "number_of_optimal_solutions", "optima")
        .put(told.unexplained, "waste", "unexplained_waste")
        .put(told.waste, "all_waste")
        .put(found.flaws() == [], "proven", "optimal")
        .put(dict(inside), "groups_per_case", "counts")
        .put({name for name, number in told.below.items() if number}, "under_minimum", "below_minimum")
        .when("level_?([0-4])(?:_groups)?", lambda m: _level(total, m[1], found))
        .when("levels(_by_.*)?", lambda m: _levels(found, by_group, by_case))
        .when("eligible", lambda m: _eligible(groups, cases))
        .when("(?:offers?|suggestions?|rolling)_(?:for_|to_)?(.*)", lambda m: _offered(of_group(m[1]), cases, kept))
        .when("one_solution|solution|allocation|assignment|unique_solution|optimal_solution", lambda m: expected(m[0]))
    )


def total_levels(total: Any) -> tuple[int, ...]:
    """Return how many places are at levels 4, 3, 2 and 1."""
    return tuple(astuple(total)[3:7])


def _level(total: Any, number: str, found: Allocation) -> int:
    if number != "0":
        return int(getattr(total, f"level{number}"))
    return sum(map(len, found.given.values())) - sum(total_levels(total))


def _levels(found: Allocation, groups: Mapping[str, Group], cases: Mapping[str, Casefile]) -> dict[str, int | None]:
    held = found.held()
    return {
        name: max((fit(group, cases[one]).level for one in held[name]), default=None) for name, group in groups.items()
    }


def _eligible(groups: Iterable[Group], cases: Sequence[Casefile]) -> dict[str, set[str]]:
    return {group.id: {one.id for one in cases if fit(group, one).eligible} for group in groups}


def _offered(group: Group, cases: Sequence[Casefile], kept: Mapping[str, Sequence[str]]) -> list[str]:
    inside = Counter(one for own in kept.values() for one in own)
    standings = {name: Standing(groups=number) for name, number in inside.items()}
    return [one.case.id for one in offers(group, cases, standings, held=kept.get(group.id, ()))]


def _as_good(told: Any, found: Allocation, groups: Sequence[Group], cases: Sequence[Casefile], kept: Any) -> Any:
    """Return the allocation a case expects where it is allowed and comes to the same, else ours."""
    ours = {name: own[0] if len(own) == 1 else list(own) or None for name, own in found.given.items()}
    if not isinstance(told, Mapping):
        return ours
    way = {group.id: _texts(told.get(group.id)) for group in groups}
    by_name = {one.id: one for one in cases}
    inside = Counter(one for own in [*way.values(), *kept.values()] for one in own)
    allowed = (
        set(told) <= set(way)
        and set(inside) <= set(by_name)
        and all(number <= by_name[name].most for name, number in inside.items())
        and all(len(way[group.id]) + len(kept.get(group.id, ())) <= group.places for group in groups)
        and all(fit(group, by_name[one]).eligible for group in groups for one in way[group.id])
    )
    return told if allowed and tally(groups, cases, kept, way) == found.tally else ours


def _named(given: Any) -> list[tuple[str, Mapping[str, Any]]]:
    if isinstance(given, Mapping):
        return [(str(name), one) for name, one in given.items()]
    return [(str(one.get("id", one.get("name"))), one) for one in given]


def _case(name: str, inputs: Inputs) -> Casefile:
    inputs.take("id", "name", "title", default=None)
    least = inputs.take("min_groups", "min", "least", "minimum", default=1)
    most = inputs.take("max_groups", "max", "most", "maximum", "capacity", default=max(least, 1))
    shut = inputs.take("closed", "withdrawn", default=False)
    states = [inputs.take("status", "level", default="active")]
    marks = [inputs.take(one, default=True) for one in ("active", "open", "open_to_groups", "public", "consent")]
    language = inputs.take("language", "lang", default=None)
    country = inputs.take("country", "countries", default=None)
    return Casefile(
        id=name,
        least=least,
        most=most,
        open=not shut and all(marks) and states == ["active"],
        language=None if language in {None, "", "any"} else language,
        countries=_texts(country),
        facets={facet: frozenset(_texts(values)) for facet, values in inputs.rest().items() if values is not None}
        | ({"country": frozenset(_texts(country))} if country else {}),
    )


def _group(name: str, inputs: Inputs) -> Group:
    inputs.take("id", "name", default=None)
    wishes = []
    for mark, names in (
        (Mark.WISH, ("wish", "wishes", "preferences", "prefers")),
        (Mark.MUST, ("must", "musts", "must_have", "required")),
        (Mark.RATHER_NOT, ("rather_not", "not", "avoid")),
    ):
        given = inputs.take(*names, default={})
        wishes += [Wish(facet=facet, values=_texts(one), mark=mark) for facet, one in given.items() if one]
    # A must that is also stated as a wish is stated once.
    musts = {(one.facet, one.values) for one in wishes if one.mark is Mark.MUST}
    wishes = [one for one in wishes if one.mark is not Mark.WISH or (one.facet, one.values) not in musts]
    status = inputs.take("status", default="active")
    waited = inputs.take("credit", "waiting_credit", "waiting", "waited", default=0)
    last = inputs.take("last_level", "level_last_time", default=None)
    group = Group(
        id=name,
        wishes=wishes,
        languages=_texts(inputs.take("languages", "language", default=())),
        refused=_texts(inputs.take("refused", "refusals", default=())),
        conflicts=_texts(inputs.take("conflicts", "conflict", default=())),
        barred_countries=_texts(inputs.take("own_country", "country", "barred_countries", default=())),
        places=inputs.take("capacity", "places", "max_cases", "cases_max", default=1) if status == "active" else 0,
        credit=int(waited) + int(last is not None and last >= 3),
        traits={key: str(inputs.take(key)) for key in ("size", "region") if key in inputs},
    )
    left = inputs.passed_over()
    if left:
        raise CannotRunError(f"nothing was done with {left[0]!r} of group {name}.")
    return group


def _texts(given: Any) -> tuple[str, ...]:
    if given is None:
        return ()
    return (str(given),) if isinstance(given, str | int) else tuple(map(str, given))


def _order_is_ours(given: Any) -> None:
    """Refuse an order of rules that is not that of F11."""
    if given is None or isinstance(given, str):
        return
    found = []
    for text in given:
        levels = re.findall(r"(?:level|fewest|then)\s*(\d)", text) or re.findall(r"\b([1-4])\b", text)
        word = next((rule for rule in _RULES[:2] if rule in text.casefold()), None)
        found.append(word or (levels[-1] if levels else text))
    ranks = [_RULES.index(one) if one in _RULES else None for one in found if not re.search("credit|lot|wait", one)]
    if None in ranks or ranks != sorted(ranks, key=lambda one: one or 0):
        raise CannotRunError(f"It wants other rules, or in another order: {given}.")


def _levels_are_ours(rule: str) -> None:
    """Refuse levels that are not those of F10."""
    for share, number in re.findall(r"(\d(?:/\d)?)\s*->\s*(\d)", rule):
        top, _, bottom = share.partition("/")
        stated = int(bottom or 1)
        if level(int(top), stated) != int(number):
            raise CannotRunError(f"It wants other levels: {rule}.")
