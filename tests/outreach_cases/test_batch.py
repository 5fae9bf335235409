"""A batch is the fairest of all allocations, is proven so, and moves nobody who has a case."""

from hypothesis import given, settings
from hypothesis import strategies as st

from outreach_cases.formulas.batch import allocate
from outreach_cases.formulas.fitting import Case, Group
from tests.outreach_cases.groups_and_cases import all_ways, by_lot, cases, groups, tally

SEEDS = st.integers(0, 9)


@st.composite
def questions(draw: st.DrawFn) -> tuple[list[Group], list[Case], dict[str, list[str]]]:
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
def test_a_batch_is_the_best_of_all_ways_by_every_rule_and_then_by_lot(
    question: tuple[list[Group], list[Case], dict[str, list[str]]], seed: int
) -> None:
    some, of, kept = question
    found = allocate(some, of, seed=seed, kept=kept)
    ways = [*all_ways(some, of, kept)]
    best = min(ways, key=lambda way: (tally(some, of, kept, way), by_lot(some, of, seed, way)))
    assert found.tally == tally(some, of, kept, best)
    assert by_lot(some, of, seed, dict(found.given)) == by_lot(some, of, seed, best)
    assert found.flaws() == []
