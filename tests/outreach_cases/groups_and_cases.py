"""Small sets of groups and cases, drawn at random, and all ways to give cases to groups."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product

from hypothesis import strategies as st

from outreach_cases.formulas.fitting import Case, Group, Mark, Wish, fit
from outreach_cases.formulas.lot import drawn
from outreach_cases.formulas.weighing import Tally

REGIONS, GENDERS, ISSUES = ["Africa", "Americas", "Asia"], ["woman", "man"], ["torture", "eviction", "defenders"]
VALUES = {"region": REGIONS, "gender": GENDERS, "issue": ISSUES}
Ways = dict[str, tuple[str, ...]]

marks = st.sampled_from([Mark.WISH] * 6 + [Mark.MUST, Mark.RATHER_NOT])


def _wish(facet: str) -> st.SearchStrategy[Wish]:
    values = st.sets(st.sampled_from(VALUES[facet]), min_size=1, max_size=2)
    return st.builds(lambda chosen, mark: Wish(facet=facet, values=chosen, mark=mark), values, marks)


@st.composite
def cases(draw: st.DrawFn, most: int = 4) -> list[Case]:
    """Up to so many cases of some regions, genders and issues, with minimums and maximums."""
    made = []
    for number in range(draw(st.integers(1, most))):
        facets = {name: draw(st.sets(st.sampled_from(VALUES[name]), max_size=2)) for name in VALUES}
        least = draw(st.integers(0, 2))
        made.append(
            Case(
                id=f"C{number}",
                facets={name: frozenset(values) for name, values in facets.items()},
                language=draw(st.sampled_from(["en", "en", "es", None])),
                countries=draw(st.sets(st.sampled_from(["at", "nl"]), max_size=1)),
                open=draw(st.sampled_from([True, True, True, False])),
                least=least,
                most=least + draw(st.integers(0, 2)),
            )
        )
    return made


@st.composite
def groups(draw: st.DrawFn, most: int = 4, places: int = 2) -> list[Group]:
    """Up to so many groups with wishes, some of them with several places or credit."""
    return [
        Group(
            id=f"G{number}",
            wishes=[draw(_wish(facet)) for facet in draw(st.lists(st.sampled_from([*VALUES]), max_size=3))],
            languages=draw(st.sets(st.sampled_from(["en", "es"]), min_size=1)),
            refused=draw(st.sets(st.sampled_from(["C0", "C1"]), max_size=1)),
            conflicts=draw(st.sets(st.sampled_from(["C1", "C2"]), max_size=1)),
            barred_countries=draw(st.sets(st.just("at"))),
            places=draw(st.integers(0, places)),
            credit=draw(st.sampled_from([0, 0, 1, 3])),
        )
        for number in range(draw(st.integers(1, most)))
    ]


def all_ways(some: Sequence[Group], of: Sequence[Case], kept: Mapping[str, Sequence[str]]) -> Iterator[Ways]:
    """Yield every way to give cases to groups that is allowed."""
    choices = []
    for group in some:
        own = kept.get(group.id, ())
        possible = [case.id for case in of if fit(group, case).eligible and case.id not in own]
        free = max(group.places - len(own), 0)
        choices.append([chosen for number in range(free + 1) for chosen in combinations(possible, number)])
    before = Counter(case for own in kept.values() for case in own)
    for way in product(*choices):
        given = Counter(case for chosen in way for case in chosen)
        if all(before[case.id] + given[case.id] <= case.most for case in of if given[case.id]):
            yield {group.id: chosen for group, chosen in zip(some, way, strict=True)}


def tally(some: Sequence[Group], of: Sequence[Case], kept: Mapping[str, Sequence[str]], way: Ways) -> Tally:
    """Return what a way comes to, counted pair by pair."""
    counts: Counter[str] = Counter()
    inside = Counter(case for own in [*kept.values(), *way.values()] for case in own)
    by_name = {case.id: case for case in of}
    for group in some:
        own, given = kept.get(group.id, ()), way[group.id]
        if group.places and not own and not given:
            counts["unplaced"] += 1
            counts["waiting_unplaced"] += group.credit
        counts["empty"] += max(group.places - max(len(own) + len(given), 1), 0)
        for level in (fit(group, by_name[case]).level for case in given):
            if level:
                counts[f"level{level}"] += 1
                counts[f"waiting{level}"] += group.credit
    counts["shortfall"] = sum(max(case.least - inside[case.id], 0) for case in of if case.open)
    return Tally(**counts)


def by_lot(some: Sequence[Group], of: Sequence[Case], seed: int, way: Ways) -> list[list[tuple[int, int]]]:
    """Return what each group gets in the order of the lot: the lower of two equally good ways is chosen."""
    circle = sorted((case.id for case in of), key=lambda case: (drawn(seed, "case", case), case))
    turns = sorted(some, key=lambda group: (drawn(seed, "group", group.id), group.id))
    by_name = {case.id: case for case in of}
    told = []
    for group in turns:
        start = drawn(seed, "start", group.id) % len(circle)
        places = [
            (fit(group, by_name[case]).level, (circle.index(case) - start) % len(circle)) for case in way[group.id]
        ]
        told.append(sorted(places) + [(9, 0)] * (group.places - len(places)))
    return told
