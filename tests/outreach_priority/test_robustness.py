"""What is said of robustness adds up, is drawn again by its seed, and agrees with what can be reckoned."""

import math
from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach_priority.formulas.budget import Level, Packages
from outreach_priority.formulas.drawing import Answers, Cell, Panel, Weighing
from outreach_priority.formulas.panel import summary, value
from outreach_priority.formulas.robustness import Analysis, Robustness, in_words, robustness
from outreach_priority.formulas.weights import by_rank

RATINGS = st.lists(st.one_of(st.none(), st.integers(0, 4)), min_size=6, max_size=6).map(tuple)
CELLS = st.one_of(
    st.none(), st.floats(0, 1), st.just((0.2, 0.7)), RATINGS.map(lambda one: Answers(ratings=one)), st.just(0.5)
)
TABLES = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=1), st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=4
)


def found(values: dict[str, list[Cell]], seed: int = 1, draws: int = 300, **more: object) -> Robustness:
    """Return robustness by one analysis whose three items are ranked, the second and third tied."""
    of = Analysis(items=(0, 1, 2), weighing=Weighing.ordered([1, 2, 2]))
    return robustness(values, [of], seed=seed, draws=draws, **more)  # type: ignore[arg-type]


@given(TABLES)
@settings(max_examples=30)
def test_rows_and_columns_sum_to_one(values: dict[str, list[Cell]]) -> None:
    of = found(values)
    rows = [one.ranks for one in of.standings.values()]
    assert [math.fsum(row) for row in rows] == pytest.approx([1] * len(rows))
    assert [math.fsum(column) for column in zip(*rows, strict=True)] == pytest.approx([1] * len(rows))
    for one, others in of.winning.items():
        for other, share in others.items():
            assert share + of.winning[other][one] == pytest.approx(1)
    for standing in of.standings.values():
        assert (standing.central is None) == (standing.ranks[0] == 0) == (standing.confidence is None)
        if standing.central:
            assert math.fsum(standing.central) == pytest.approx(1)


@given(TABLES, st.integers())
@settings(max_examples=10)
def test_the_same_seed_gives_the_same_result(values: dict[str, list[Cell]], seed: int) -> None:
    assert found(values, seed) == found(values, seed)


@given(st.lists(RATINGS, min_size=1, max_size=3), st.booleans())
@settings(max_examples=30)
def test_a_panel_drawn_again_has_the_values_of_f1(rows: list[tuple[int | None, ...]], falling: bool) -> None:
    """A panel of six whose draws are known: each draw's value is the trimmed mean of those drawn."""
    panel = Panel(6, 50, Random(3))
    random = Random(3)
    drawn = [random.choices(range(6), k=6) for _ in range(50)]
    for ratings in rows:
        values = panel.values(Answers(ratings=ratings, falling=falling))
        assert isinstance(values, list)
        for one, advisers in zip(values, drawn, strict=True):
            answers = [given for given in (ratings[adviser] for adviser in advisers) if given is not None]
            if answers:
                mean = summary(answers).trimmed
                assert mean is not None
                assert one == pytest.approx(value(mean, less_is_better=falling))


def test_equal_alternatives_share_their_ranks() -> None:
    of = found({"a": [0.5, 0.5, 0.5], "b": [0.5, 0.5, 0.5], "c": [0, 0, 0]})
    assert [*of.standings["a"].ranks] == [*of.standings["b"].ranks] == [0.5, 0.5, 0]
    assert of.winning["a"]["b"] == 0.5
    assert of.standings["c"].central is None


def test_ordered_weights_average_to_the_centroid() -> None:
    of = robustness(
        {"a": [1.0] * 4}, [Analysis(items=(0, 1, 2, 3), weighing=Weighing.ordered([2, 1, 3, 3]))], seed=1, draws=40_000
    )
    expected = by_rank({"0": 2, "1": 1, "2": 3, "3": 3})
    assert of.mean_weights == pytest.approx([*expected.values()], abs=0.005)


def test_weights_in_ranges_keep_them() -> None:
    for weights in Weighing.within([(0.5, 0.5), (0.1, 0.3), (0, 1)]).draw(Random(1), 200):
        assert weights[0] == 0.5
        assert 0.1 <= weights[1] <= 0.3
        assert math.fsum(weights) == pytest.approx(1)
    with pytest.raises(ValueError, match="sum to 1"):
        Weighing.within([(0, 0.2), (0, 0.3)])


def test_nothing_on_one_side_wins_nothing_together() -> None:
    sides = [Analysis(items=(n,), weighing=Weighing.free(1)) for n in (0, 1)]
    of = robustness({"both": [0.3, 0.3], "one": [1.0, 0.0]}, sides, seed=1, draws=100)
    assert [*of.standings["both"].ranks] == [1, 0]
    assert of.standings["both"].confidence == 1
    assert of.standings["both"].balance == pytest.approx(0.5, abs=0.05)


def test_confidence_counts_what_the_panel_might_have_said() -> None:
    of = found({"known": [0.5, 0.5, 0.5], "unknown": [None, 0.5, 0.5]}, draws=2_000)
    assert of.standings["unknown"].confidence == pytest.approx(0.5, abs=0.06)


def test_the_core_is_what_is_affordable_whatever_is_drawn() -> None:
    def levels(hours: int) -> Sequence[Level]:
        return [Level(name="none", value=0, needs={}), Level(name="structure", value=1, needs={"hours": hours})]

    packages = Packages(
        options={"sure": levels(4), "open": levels(6), "dear": levels(11)}, available={"hours": 10}, reserve=0
    )
    of = found({"sure": [0.9, 0.9, 0.9], "open": [None, 0.1, 0.1], "dear": [1.0, 1.0, 1.0]}, packages=packages)
    assert [one.core for one in of.standings.values()] == [1, 1, 0]
    assert dict(of.standings["dear"].levels) == {"none": 1}


def test_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    found({"a": [1, 1, 1]}, draws=4_500, progress=lambda done, of: told.append((done, of)))
    assert told == [(2_000, 4_500), (4_000, 4_500), (4_500, 4_500)]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "at least one"),
        ({"a": [2, 0, 0]}, "from 0 to 1"),
        ({"a": [(0.7, 0.2), 0, 0]}, "lower to the higher"),
        ({"a": [1, 0]}, "a cell for each"),
        ({"a": [Answers(ratings=(1,)), Answers(ratings=(1, 2)), 0]}, "every adviser"),
    ],
)
def test_values_that_make_no_sense_are_refused(values: dict[str, list[Cell]], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        found(values)
    with pytest.raises(ValueError, match="Ratings"):
        Answers(ratings=(5,))


def test_shares_are_put_in_words() -> None:
    assert [in_words(one) for one in (0.95, 0.8, 0.6, 0.5, 0.4, 0.1, 0)] == [
        "almost sure",
        "very likely",
        "likely",
        "open",
        "open",
        "very unlikely",
        "almost ruled out",
    ]
