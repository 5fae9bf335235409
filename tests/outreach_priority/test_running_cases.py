"""The runner of worked cases fails where something is not as expected, not known, or not used."""

from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from tests.worked.altering import unnoticed
from tests.worked.comparing import Either, Ranking, Tolerance, differences
from tests.worked.reading import Case, read
from tests.worked.running import outcome as run

ADAPTERS = "tests.outreach_priority.cases"
QUICK = [case for case in read(Path(__file__).with_name("worked")) if case.topic != "smaa"]


def outcome(case: Case) -> list[str]:
    """What is not as a case expects."""
    return run(case, ADAPTERS)


@pytest.mark.parametrize("case", QUICK, ids=[case.id for case in QUICK])
def test_no_expected_value_can_be_changed_without_being_noticed(case: Case) -> None:
    assert unnoticed(case, ADAPTERS) == []


@pytest.mark.parametrize("case", QUICK, ids=[case.id for case in QUICK])
def test_an_expected_name_that_nobody_knows_is_not_skipped(case: Case) -> None:
    told = outcome(evolve(case, expected={**case.expected, "unheard_of_number": 1}))
    assert any("unheard_of_number" in sentence for sentence in told)


@pytest.mark.parametrize("case", QUICK, ids=[case.id for case in QUICK])
def test_an_input_that_nothing_is_done_with_is_told(case: Case) -> None:
    told = outcome(evolve(case, given={**case.given, "unheard_of_setting": 3}))
    assert any("unheard_of_setting" in sentence for sentence in told)


def test_a_topic_without_an_adapter_fails() -> None:
    assert outcome(Case("X", "phrenology", {}, {})) == ["there is no adapter for the topic 'phrenology'."]


def test_a_case_may_expect_a_refusal() -> None:
    nothing = {"values": {"a": [1], "b": [0]}, "weights": [0]}
    assert outcome(Case("X", "mavt", nothing, {"error": True})) == []
    assert outcome(Case("X", "mavt", nothing, {"ranking": ["a", "b"]})) != []
    something = {"values": {"a": [1], "b": [0]}, "weights": [1]}
    assert outcome(Case("X", "mavt", something, {"error": True})) != []


def test_several_models_in_a_file_are_run_one_by_one() -> None:
    first, second = {"weights": [1, 3]}, {"weights": [3, 1]}
    shared = {"values": {"a": [1, 0], "b": [0, 1]}}
    forms = [
        ({**shared, "models": {"x": first, "y": second}}, {"x": {"winner": "b"}, "y": {"winner": "a"}}),
        ({**shared, "x": first, "y": second}, {"x": {"winner": "b"}, "y": {"winner": "a"}}),
        ({**shared, "problems": [first, second]}, [{"winner": "b"}, {"winner": "a"}]),
        ([{**shared, **first}, {**shared, **second}], [{"winner": "b"}, {"winner": "a"}]),
    ]
    for given, expected in forms:
        parts = Case("X", "mavt", given, expected).parts()
        assert [outcome(part) for part in parts] == [[], []]
        assert any(outcome(part) for part in Case("X", "mavt", given, _swapped(expected)).parts())


def _swapped(expected: Any) -> Any:
    if isinstance(expected, list):
        return expected[::-1]
    return dict(zip(expected, list(expected.values())[::-1], strict=True))


def test_a_case_refers_to_another_one_of_its_folder_before_a_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "P01.json").write_text(
        '{"id": "P01-own", "topic": "mavt", "inputs": {"values": {"a": [1, 0], "b": [0, 1]}, "weights": [2, 1]},'
        ' "expected": {"winner": "a"}}'
    )
    (tmp_path / "P02.json").write_text(
        '{"id": "P02", "topic": "stability", "inputs": {"base": "P01 values", "group_weight": "first one"},'
        ' "expected": {"crossover": 0.5}}'
    )
    assert [outcome(case) for case in read(tmp_path)] == [[], []]


@pytest.mark.parametrize(
    ("expected", "found", "same"),
    [
        (["b", "a"], {"a", "b"}, True),
        (["b", "a", "a"], {"a", "b"}, False),
        (["a>b"], {("a", "b")}, True),
        ([["a", "b"]], {("a", "b")}, True),
        (["a", "c", "b"], Ranking([["a"], ["b", "c"]]), True),
        (["b", "a", "c"], Ranking([["a"], ["b", "c"]]), False),
        (["a", ["c", "b"]], Ranking([["a"], ["b", "c"]]), True),
        (["a", ["b", "c"]], Ranking([["a"], ["b"], ["c"]]), False),
        ({"a": 1, "b": 2.5, "c": 2.5}, Ranking([["a"], ["b", "c"]]), True),
        ({"a": 1, "b": 2, "c": 3}, Ranking([["a"], ["b", "c"]]), False),
        ([2, 1, 3], Ranking([["b"], ["a"], ["c"]], ["a", "b", "c"]), True),
        ("b > a = c", Ranking([["b"], ["c", "a"]]), True),
        ("a > b > c", Ranking([["b"], ["a"], ["c"]]), False),
        ([1, 0, 2], Ranking([["b"], ["a"], ["c"]], ["a", "b", "c"]), True),
        ([0.3], Either([[0.1], [0.3]]), True),
        ("1/3", 1 / 3, True),
        ("1/3", 0.3333, False),
        (None, None, True),
        (None, 0.0, False),
        (0, None, False),
        (True, 1, False),
        ({"published_w": 0.16}, {"w": 0.1619048}, True),
        ({"published_w": 0.16}, {"w": 0.18}, False),
        ({"a": [1, 2]}, {"a": {"x": 1, "y": 2}}, True),
        ([1, 2], [1], False),
    ],
)
def test_what_counts_as_the_same(expected: Any, found: Any, same: bool) -> None:
    assert (differences(expected, found, Tolerance({"abs": 1e-6})) == []) is same


@pytest.mark.parametrize(
    ("tolerance", "same"),
    [(0.1, True), ({"abs": 0.1}, True), ({"weights_abs": 0.1, "abs": 0}, True), ({"rel": 0.1}, True), (None, False)],
)
def test_how_exact_a_case_wants_it(tolerance: Any, same: bool) -> None:
    assert (differences({"weights": [1.05]}, {"weights": [1.0]}, Tolerance(tolerance)) == []) is same
