"""Stable matching: both sides have preferences, and no pair would rather have each other than what they got.

For sections that rank groups for a case, for instance by experience; the default of casework is the fair batch, because
cases have no preferences. Deferred acceptance: Gale and Shapley, American Mathematical Monthly 69 (1962); with several
places, Roth and Sotomayor, Two-Sided Matching (1990).
"""

from collections.abc import Iterator, Mapping, Sequence

from attrs import field, frozen

from outreach_crm.text import say

_MOST = 100_000


def _lists(given: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(dict.fromkeys(wanted)) for name, wanted in given.items()}


@frozen(kw_only=True)
class Market:
    """Two sides that rank each other; whoever is not on a list is not acceptable.

    Args:
        groups: by group, the cases it would take, best first.
        cases: by case, the groups it would be given to, best first.
        capacities: by case, how many groups it takes; 1 where nothing is said.
        places: by group, how many cases it takes; 1 where nothing is said.
    """

    groups: Mapping[str, tuple[str, ...]] = field(converter=_lists)
    cases: Mapping[str, tuple[str, ...]] = field(converter=_lists)
    capacities: Mapping[str, int] = field(factory=dict)
    places: Mapping[str, int] = field(factory=dict)


Matching = dict[str, tuple[str, ...]]
"""By group, its cases, best first; empty where it has none."""


def group_proposing(market: Market) -> Matching:
    """Return the stable matching that is the best for every group, and the worst for every case."""
    held = _deferred(market.groups, market.places, market.cases, market.capacities)
    return _by_group(market, held)


def case_proposing(market: Market) -> Matching:
    """Return the stable matching that is the best for every case, and the worst for every group."""
    held = _deferred(market.cases, market.capacities, market.groups, market.places)
    return {group: tuple(sorted(held[group], key=market.groups[group].index)) for group in market.groups}


def _deferred(
    proposing: Mapping[str, Sequence[str]],
    proposals: Mapping[str, int],
    answering: Mapping[str, Sequence[str]],
    room: Mapping[str, int],
) -> dict[str, list[str]]:
    """Let one side propose down its lists, and the other hold on to the best so far; return what that one holds."""
    rank = {name: {other: place for place, other in enumerate(wanted)} for name, wanted in answering.items()}
    held: dict[str, list[str]] = {name: [] for name in answering}
    following = {name: iter(wanted) for name, wanted in proposing.items()}
    waiting = [name for name in proposing for _ in range(proposals.get(name, 1))][::-1]
    while waiting:
        name = waiting.pop()
        asked = next(following[name], None)
        if asked is None:
            continue
        if name not in rank.get(asked, ()):
            waiting.append(name)
            continue
        held[asked].append(name)
        if len(held[asked]) > room.get(asked, 1):
            worst = max(held[asked], key=rank[asked].__getitem__)
            held[asked].remove(worst)
            waiting.append(worst)
    return held


def _by_group(market: Market, held: Mapping[str, Sequence[str]]) -> Matching:
    return {
        group: tuple(case for case in wanted if group in held.get(case, ())) for group, wanted in market.groups.items()
    }


def blocking(market: Market, matching: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Yield pairs of a group and a case that would rather have each other than somebody or nothing they have now."""
    inside = holders(market, matching)
    for group, wanted in market.groups.items():
        own = matching.get(group, ())
        for case in wanted:
            if case in own or group not in market.cases.get(case, ()):
                continue
            ranks = market.cases[case]
            if _would_take(case, wanted, own, market.places.get(group, 1)) and _would_take(
                group, ranks, inside[case], market.capacities.get(case, 1)
            ):
                yield group, case


def holders(market: Market, matching: Mapping[str, Sequence[str]]) -> Matching:
    """Return the matching by case: its groups, best first."""
    return {
        case: tuple(group for group in ranks if case in matching.get(group, ())) for case, ranks in market.cases.items()
    }


def _would_take(one: str, ranks: Sequence[str], held: Sequence[str], room: int) -> bool:
    return len(held) < room or any(ranks.index(other) > ranks.index(one) for other in held)


def stable_matchings(market: Market) -> Iterator[Matching]:
    """Yield all stable matchings; for small markets in which a group takes one case.

    What a group gets lies between what it gets when groups propose and when cases propose, so only that is tried.

    Raises:
        ValueError: where a group takes several cases, or there is too much to try.
    """
    if any(market.places.get(group, 1) > 1 for group in market.groups):
        raise ValueError(say("Matchings are counted only where a group takes one case."))
    best, worst = group_proposing(market), case_proposing(market)
    between = []
    for group, wanted in market.groups.items():
        # Whoever has nothing in one stable matching has nothing in all of them (Roth, 1986).
        first = wanted.index(best[group][0]) if best[group] else 0
        last = wanted.index(worst[group][0]) if worst[group] else -1
        between.append((group, [case for case in wanted[first : last + 1] if group in market.cases.get(case, ())]))
    for tried, matching in enumerate(_ways(market, between, {}, dict.fromkeys(market.cases, 0))):
        if tried == _MOST:
            raise ValueError(say("There are too many matchings to look at all."))
        if next(blocking(market, matching), None) is None:
            yield matching


def _ways(
    market: Market,
    between: Sequence[tuple[str, Sequence[str]]],
    matching: Matching,
    counts: dict[str, int],
) -> Iterator[Matching]:
    """Yield the ways to give each group one of its cases, within what cases take."""
    if len(matching) == len(between):
        yield dict(matching)
        return
    group, possible = between[len(matching)]
    if not possible:
        yield from _ways(market, between, {**matching, group: ()}, counts)
    for case in possible:
        if counts[case] < market.capacities.get(case, 1):
            after = {**counts, case: counts[case] + 1}
            yield from _ways(market, between, {**matching, group: (case,)}, after)


def number_of_stable_matchings(market: Market) -> int:
    """Return how many stable matchings there are; see :func:`stable_matchings`."""
    return sum(1 for _ in stable_matchings(market))
