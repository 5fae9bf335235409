"""Expansion: transitive, shortest way, explained, and never going round in circles."""

import json
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_crm.keywords.expansion import Closure, closure, cycle_sentence

WORKED = json.loads(Path(__file__).with_name("p24.json").read_text(encoding="utf-8"))

K = TypeVar("K")

Pairs = list[tuple[int, int]]
concepts = st.integers(min_value=0, max_value=9)
graphs = st.lists(st.tuples(concepts, concepts), max_size=30)


def below(expanded: Closure[Any], general: K) -> list[K]:
    """A concept itself and all more specific ones, nearest first."""
    return [row.specific for row in expanded.rows if row.general == general]


@pytest.mark.parametrize("subscription", sorted(WORKED["expected"]))
def test_the_worked_case_expands_as_published(subscription: str) -> None:
    expanded = closure((specific, general) for specific, general in WORKED["broader"])

    assert sorted(below(expanded, subscription)) == WORKED["expected"][subscription]


def test_a_broad_case_does_not_reach_a_narrow_subscription() -> None:
    expanded = closure((specific, general) for specific, general in WORKED["broader"])

    assert "health professionals" not in below(expanded, "nurses")


def test_the_path_names_every_step_from_general_to_specific() -> None:
    expanded = closure((specific, general) for specific, general in WORKED["broader"])

    assert expanded.path("health professionals", "midwives") == ("health professionals", "nurses", "midwives")
    assert expanded.path("nurses", "nurses") == ("nurses",)
    assert expanded.path("nurses", "doctors") == ()
    assert expanded.path("never heard of", "nurses") == ()


def test_a_concept_without_links_expands_to_itself() -> None:
    assert below(closure([], concepts=["poets"]), "poets") == ["poets"]


def test_of_two_ways_the_shorter_one_explains() -> None:
    expanded = closure([("midwives", "nurses"), ("nurses", "health"), ("midwives", "health")])

    assert expanded.path("health", "midwives") == ("health", "midwives")


def test_a_cycle_is_named_in_a_sentence_a_person_can_act_on() -> None:
    expanded = closure([("nurses", "health"), ("midwives", "nurses"), ("health", "midwives"), ("doctors", "health")])

    (cycle,) = expanded.cycles

    assert cycle_sentence(cycle) == (
        "health, which is broader than nurses, which is broader than midwives, which is broader than health: "
        "one of these links must go."
    )


def test_a_concept_above_itself_is_a_cycle_too() -> None:
    expanded = closure([("nurses", "nurses"), ("midwives", "nurses")])

    assert [cycle_sentence(cycle) for cycle in expanded.cycles] == ["nurses is stated to be broader than itself."]


@given(graphs)
def test_expansion_is_transitive(pairs: Pairs) -> None:
    expanded = closure(pairs)
    depth = {(row.general, row.specific): row.depth for row in expanded.rows}

    for (above, middle), first in depth.items():
        for lowest in below(expanded, middle):
            assert depth[above, lowest] <= first + depth[middle, lowest]


@given(graphs)
def test_depth_is_the_smallest_number_of_steps(pairs: Pairs) -> None:
    """The reference relaxes all pairs (Floyd and Warshall), another way than the one that is tested."""
    nodes = {node for pair in pairs for node in pair}
    steps: dict[tuple[int, int], int] = {(a, b): 0 if a == b else 99 for a in nodes for b in nodes}
    steps |= {(general, specific): 1 for specific, general in pairs if specific != general}
    for middle in nodes:
        for a in nodes:
            for b in nodes:
                steps[a, b] = min(steps[a, b], steps[a, middle] + steps[middle, b])

    expected = {pair: count for pair, count in steps.items() if count < 99}

    assert {(row.general, row.specific): row.depth for row in closure(pairs).rows} == expected


@given(graphs)
def test_every_step_of_a_path_is_a_stated_link_and_via_is_its_last_but_one(pairs: Pairs) -> None:
    expanded = closure(pairs)

    for row in expanded.rows:
        way = expanded.path(row.general, row.specific)
        assert (way[0], way[-1], len(way)) == (row.general, row.specific, row.depth + 1)
        assert way[-2:][0] == row.via
        assert all((lower, upper) in pairs for upper, lower in pairwise(way))


@given(graphs)
def test_cycles_are_reported_exactly_when_there_are_any_and_each_one_closes(pairs: Pairs) -> None:
    order: TopologicalSorter[int] = TopologicalSorter()
    for specific, general in pairs:
        order.add(specific, general)
    try:
        order.prepare()
        acyclic = True
    except CycleError:
        acyclic = False

    cycles = closure(pairs).cycles

    assert acyclic == (not cycles)
    for cycle in cycles:
        assert all((lower, upper) in pairs for upper, lower in zip(cycle, (*cycle[1:], cycle[0]), strict=True))


@given(graphs, st.randoms())
def test_the_answer_does_not_depend_on_the_order_or_repetition_of_links(pairs: Pairs, random: Random) -> None:
    shuffled = pairs + pairs[:3]
    random.shuffle(shuffled)

    assert closure(shuffled).rows == closure(pairs).rows
    assert closure(shuffled).cycles == closure(pairs).cycles
