"""A batch is the fairest of all allocations, is proven so, and moves nobody who has a case."""

from collections import Counter
from random import Random

import pytest
from attrs import evolve, fields
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach_cases.formulas.auditing import audit
from outreach_cases.formulas.batch import allocate
from outreach_cases.formulas.fitting import Case, Group, Wish
from outreach_cases.formulas.weighing import UNPLACED, Tally, waited, weights
from tests.outreach_cases.groups_and_cases import all_ways, by_lot, cases, groups, tally

SEEDS = st.integers(0, 9)
Question = tuple[list[Group], list[Case], dict[str, list[str]]]
RULES = [one.name for one in fields(Tally)]
AFRICA = Wish(facet="region", values={"Africa"})


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """Groups, cases, and who keeps what."""
    some, of = draw(groups()), draw(cases())
    kept = {
        group.id: sorted(draw(st.sets(st.sampled_from([case.id for case in of]), max_size=group.places)))
        for group in some
        if draw(st.integers(0, 3)) == 0
    }
    return some, of, kept


@settings(max_examples=300, deadline=None)
@given(questions(), SEEDS)
def test_a_batch_is_the_best_of_all_ways_by_every_rule_and_then_by_lot(question: Question, seed: int) -> None:
    some, of, kept = question
    found = allocate(some, of, seed=seed, kept=kept)
    ways = [*all_ways(some, of, kept)]
    best = min(ways, key=lambda way: (tally(some, of, kept, way), by_lot(some, of, seed, way)))
    assert found.tally == tally(some, of, kept, best)
    assert by_lot(some, of, seed, dict(found.given)) == by_lot(some, of, seed, best)
    assert found.flaws() == []


@settings(deadline=None)
@given(questions(), SEEDS, st.randoms(use_true_random=False))
def test_neither_the_order_nor_a_second_run_changes_anything(question: Question, seed: int, random: object) -> None:
    some, of, kept = question
    found = allocate(some, of, seed=seed, kept=kept)
    turned = allocate(some[::-1], of[::-1], seed=seed, kept=dict(reversed(kept.items())))
    assert (turned.given, turned.tally, turned.drawn) == (found.given, found.tally, found.drawn)
    assert allocate(some, of, seed=seed, kept=kept) == found


@settings(deadline=None)
@given(questions(), SEEDS)
def test_a_batch_wastes_nothing_that_a_minimum_does_not_explain(question: Question, seed: int) -> None:
    some, of, _ = question
    assert audit(some, of, allocate(some, of, seed=seed).held()).unexplained == 0


@settings(deadline=None)
@given(questions(), SEEDS, st.data())
def test_when_a_case_closes_only_its_groups_get_something_new(
    question: Question, seed: int, data: st.DataObject
) -> None:
    some, of, _ = question
    before = allocate(some, of, seed=seed).held()
    closed = data.draw(st.sampled_from(of)).id
    kept = {group: [one for one in own if one != closed] for group, own in before.items()}
    full = {group.id for group in some if len(kept[group.id]) >= group.places}
    after = allocate(some, [evolve(one, open=one.open and one.id != closed) for one in of], seed=seed, kept=kept)
    assert all(set(own) <= set(after.held()[group]) for group, own in kept.items())
    assert all(not after.given[group] for group in full)
    assert all(closed not in own for own in after.held().values())


def test_whoever_waited_comes_first_among_equals() -> None:
    some = [Group(id=name, wishes=[AFRICA], credit=name == "late") for name in ("early", "late", "other")]
    of = [
        Case(id="wanted", facets={"region": frozenset({"Africa"})}),
        Case(id="unwanted", facets={}, least=0, most=1),
    ]
    for seed in range(8):
        assert allocate(some, of, seed=seed).given["late"] == ("wanted",)


def test_more_groups_are_placed_before_wishes_are_met() -> None:
    """Only one case is open to the group that has no Spanish, and the other group would rather have just that one."""
    some = [Group(id="any", wishes=[AFRICA], languages=["en", "es"]), Group(id="english", languages=["en"])]
    of = [
        Case(id="A", facets={"region": frozenset({"Africa"})}, language="en"),
        Case(id="B", facets={}, language="es"),
    ]
    assert allocate(some, of, seed=1).given == {"any": ("B",), "english": ("A",)}


def test_a_group_without_a_case_comes_before_a_second_case() -> None:
    some = [Group(id="busy", places=2), Group(id="new", places=1)]
    of = [Case(id="A", facets={}), Case(id="B", facets={})]
    for seed in range(8):
        assert all(len(given) == 1 for given in allocate(some, of, seed=seed).given.values())


def test_every_seed_draws_and_all_are_drawn_alike() -> None:
    some, of = [Group(id=f"G{n}") for n in range(4)], [Case(id="C", facets={})]
    winners = Counter(
        group for seed in range(2000) for group, own in allocate(some, of, seed=seed).given.items() if own
    )
    assert set(winners) == {"G0", "G1", "G2", "G3"}
    # Five standard deviations of a share of one in four.
    assert all(abs(number - 500) < 97 for number in winners.values())


def test_the_lot_draws_the_same_on_every_machine() -> None:
    drawn = allocate([Group(id=name) for name in "abcd"], [Case(id="C", facets={})], seed=2026).drawn
    assert "".join(drawn) == "adcb"


def test_who_got_little_of_what_it_asked_for_waits_until_it_gets_more() -> None:
    assert [waited(2, level) for level in (0, 1, 2, 3, 4, UNPLACED)] == [0, 0, 0, 3, 3, 3]


@pytest.mark.parametrize("most", [2, 4, 9])
def test_a_batch_of_many_groups_that_want_the_same_is_proven(most: int) -> None:
    random = Random(most)

    def some(values: str, number: int) -> list[str]:
        return random.sample(values, number)

    of = [
        Case(id=f"C{n}", facets={"region": frozenset(some("abc", 1)), "issue": frozenset(some("wxyz", 2))}, most=most)
        for n in range(40)
    ]
    groups = [
        Group(
            id=f"G{n}",
            wishes=[Wish(facet="region", values="a"), Wish(facet="issue", values=some("wxyz", 1))],
            refused={f"C{random.randrange(40)}" for _ in range(9)},
            places=random.choice((1, 1, 2)),
            credit=random.choice((0, 0, 1, 5)),
        )
        for n in range(120)
    ]
    found = allocate(groups, of, seed=1)
    assert found.flaws() == []
    assert found.tally.unplaced == max(0, 120 - 40 * most)
    assert audit(groups, of, found.held()).unexplained == 0


def test_names_that_are_not_clear_are_refused() -> None:
    group, case = Group(id="G"), Case(id="C", facets={})
    with pytest.raises(ValueError, match="Two groups are called G"):
        allocate([group, group], [case], seed=1)
    with pytest.raises(ValueError, match="D is named in what is kept"):
        allocate([group], [case], seed=1, kept={"G": ["D"]})


@given(groups(), cases(), st.data())
def test_no_rule_is_outvoted_by_those_after_it(some: list[Group], of: list[Case], data: st.DataObject) -> None:
    places, credit = sum(one.places for one in some), sum(one.credit * one.places for one in some)
    limits = [len(some), sum(case.least for case in of), places, *[places] * 4, *[credit] * 5]
    drawn = st.tuples(*(st.integers(0, limit) for limit in limits))
    one, other = (Tally(**dict(zip(RULES, data.draw(drawn), strict=True))) for _ in range(2))
    each = weights(some, of)
    assert (one < other) is (one.weight(each) < other.weight(each))
