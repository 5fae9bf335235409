"""The worked cases of casework notice every change of what they expect, and others of their shapes are understood."""

from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from tests.worked.altering import unnoticed
from tests.worked.reading import Case, read
from tests.worked.running import failures

ADAPTERS = "tests.outreach_cases.cases"
TOPICS = ("assignment", "stable-matching", "case-allocation")
CASES = [case for case in read(Path(__file__).with_name("worked")) if case.topic in TOPICS]


def told(case: Case) -> list[str]:
    """What is not as a case expects."""
    return failures(case, ADAPTERS)


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_no_expected_value_can_be_changed_without_being_noticed(case: Case) -> None:
    assert unnoticed(case, ADAPTERS) == []


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_an_expected_name_that_nobody_knows_is_not_skipped(case: Case) -> None:
    assert any("unheard_of" in one for one in told(evolve(case, expected={**case.expected, "unheard_of": 1})))


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_an_input_that_nothing_is_done_with_is_told(case: Case) -> None:
    assert any("unheard_of" in one for one in told(evolve(case, given={**case.given, "unheard_of": 3})))


MATRIX = [[7, 4], [3, 9], [8, 8]]
NAMED = {"Ana": {"x": 1, "y": 2}, "Bo": {"x": 1, "y": 4}}
GROUPS = {
    "North": {"wish": {"region": "Africa"}, "must": {"gender": ["woman"]}, "languages": ["fr"]},
    "South": {"wish": {"region": ["Africa"]}, "languages": "fr", "rather_not": {"gender": ["man"]}, "capacity": 2},
}
CASEFILES = [
    {"id": "a", "region": "Africa", "gender": "woman", "language": "fr", "max_groups": 1, "min_groups": 0},
    {"id": "b", "region": "Asia", "gender": "woman", "language": "fr", "max_groups": 2, "min_groups": 1},
    {"id": "c", "region": "Africa", "gender": "man", "language": "fr"},
]


@pytest.mark.parametrize(
    ("topic", "given", "expected"),
    [
        (
            "assignment",
            {"shifts": MATRIX},
            {"shifts_cost": 7, "shifts_assignment_0based": [1, 0, -1]},
        ),
        ("assignment", {"profit": MATRIX}, {"optimum": 17, "assignment": [None, 2, 1], "unassigned": [0]}),
        ("assignment", {"a_cost": MATRIX, "b_profit": MATRIX}, {"a_cost": 7, "b_profit": 17}),
        (
            "assignment",
            {"cost": {"Ana": {"x": 1, "y": 2}, "Bo": {"x": 1, "y": 4}}},
            {"assignment": {"Ana": "y", "Bo": "x"}},
        ),
        ("assignment", {"sum_n": 3, "sum_rule": "c_ij = (i+1)(j+1), 0-based"}, {"sum_cost": 10}),
        (
            "assignment",
            {"cost": [[5, 1], [4, 9]], "weight": [[2, 2], [2, 2]], "capacities": [2, 9]},
            {"optimum": 5, "assignment_1based": [2, 1]},
        ),
        (
            "stable-matching",
            {"women": {"x": ["a", "b"], "y": ["b", "a"]}, "men": {"a": ["y", "x"], "b": ["x", "y"]}},
            {
                "women_optimal": {"x": "a", "y": "b"},
                "men_optimal": {"a": "y", "b": "x"},
                "number_of_stable_matchings": 2,
            },
        ),
        (
            "stable-matching",
            {"groups": {"g": ["c"], "h": ["c"]}, "cases": {"c": ["h", "g"]}, "capacities": {"c": 1}},
            {"matching": {"c": ["h"]}, "unmatched": ["g"]},
        ),
        (
            "case-allocation",
            {"groups": GROUPS, "cases": CASEFILES},
            {"placed": 2, "shortfall": 1, "level4": 1, "level2": 1, "level0": 1, "levels": {"North": 2, "South": 4}},
        ),
    ],
)
def test_other_cases_of_the_same_shapes_are_understood(
    topic: str, given: dict[str, Any], expected: dict[str, Any]
) -> None:
    assert told(Case("X", topic, given, expected)) == []
    assert unnoticed(Case("X", topic, given, expected), ADAPTERS) == []


def test_another_order_of_rules_or_other_levels_are_not_passed_over() -> None:
    case = next(one for one in CASES if one.topic == "case-allocation")
    order = case.given["objective_in_order"]
    assert told(evolve(case, given={**case.given, "objective_in_order": order[::-1]}))
    assert told(evolve(case, given={**case.given, "level_rule": "share met: 1 -> 0, 1/2 -> 1"}))
