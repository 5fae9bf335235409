"""TOPSIS, additive weighting and PROMETHEE keep to their ranges and say what they cannot read."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_priority.formulas.promethee import KINDS, Preference, promethee
from outreach_priority.formulas.topsis import NORMALISATIONS, additive, topsis

TABLES = st.integers(1, 4).flatmap(
    lambda width: st.tuples(
        st.dictionaries(
            st.text("abcdef", min_size=1, max_size=2),
            st.lists(st.integers(1, 20), min_size=width, max_size=width),
            min_size=1,
            max_size=6,
        ),
        st.lists(st.integers(1, 9), min_size=width, max_size=width),
        st.lists(st.booleans(), min_size=width, max_size=width),
    )
)
Given = tuple[dict[str, list[int]], list[int], list[bool]]


@given(TABLES, st.sampled_from([*NORMALISATIONS]))
def test_closeness_lies_from_0_to_1_and_the_order_of_rows_does_not_matter(table: Given, scale: str) -> None:
    values, weights, rising = table
    found = topsis(values, weights, rising, normalisation=scale)
    assert all(0 <= one <= 1 for one in found.closeness.values())
    turned = topsis(dict(reversed(values.items())), weights, rising, normalisation=scale)
    assert turned.closeness == pytest.approx(found.closeness)
    assert turned.order == found.order


@given(TABLES)
def test_the_best_of_everything_is_the_ideal(table: Given) -> None:
    values, weights, rising = table
    best = [
        max(column) + 1 if up else min(column) / 2
        for column, up in zip(zip(*values.values(), strict=True), rising, strict=True)
    ]
    found = topsis({**values, "best": best}, weights, rising)
    assert found.closeness["best"] == pytest.approx(1)
    assert additive({**values, "best": best}, weights, rising).scores["best"] == pytest.approx(1)


@given(TABLES, st.sampled_from([*KINDS]))
def test_net_flows_sum_to_nothing(table: Given, kind: str) -> None:
    values, weights, rising = table
    flows = promethee(values, weights, rising, Preference(kind=kind, q=1, p=4, s=2))
    assert math.fsum(flows.net.values()) == pytest.approx(0, abs=1e-9)
    assert all(0 <= one <= 1 + 1e-12 for side in (flows.positive, flows.negative) for one in side.values())


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("usual", [0, 1, 1, 1]),
        ("u-shape", [0, 0, 1, 1]),
        ("v-shape", [0, 0.25, 0.75, 1]),
        ("level", [0, 0, 0.5, 1]),
        ("linear", [0, 0, 2 / 3, 1]),
        ("gaussian", [0, 1 - math.exp(-1 / 8), 1 - math.exp(-9 / 8), 1 - math.exp(-25 / 8)]),
    ],
)
def test_preference_grows_as_its_kind_says(kind: str, expected: list[float]) -> None:
    one = Preference(kind=kind, q=1, p=4, s=2)
    assert [one.of(d) for d in (0, 1, 3, 5)] == pytest.approx(expected)
    assert one.of(-3) == 0


@pytest.mark.parametrize("thresholds", [{"kind": "other"}, {"kind": "linear", "q": 3, "p": 1}, {"kind": "gaussian"}])
def test_thresholds_that_make_no_sense_are_refused(thresholds: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        Preference(**thresholds)  # type: ignore[arg-type]


def test_cells_without_a_number_and_scales_that_cannot_be_used_are_refused() -> None:
    with pytest.raises(ValueError, match="fill in"):
        topsis({"a": [None], "b": [1]}, [1])  # type: ignore[list-item]
    with pytest.raises(ValueError, match="above 0"):
        topsis({"a": [0], "b": [1]}, [1], [False], normalisation="linear")
    with pytest.raises(ValueError, match="no normalisation"):
        topsis({"a": [1]}, [1], normalisation="other")
    with pytest.raises(ValueError, match="no alternatives"):
        promethee({}, [1])
