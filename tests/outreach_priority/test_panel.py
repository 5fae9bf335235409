"""F1 and F3: what a panel says, what it should discuss, what changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_priority.formulas.panel import change, quantile, summary, to_discuss, value

RATING = st.integers(0, 4)
RATINGS = st.lists(st.none() | RATING, max_size=15)


def test_quartiles_are_those_of_r() -> None:
    sample = [6, 7, 15, 36, 39, 40, 41, 42, 43, 47, 49]
    assert [quantile(sample, share) for share in (0.25, 0.5, 0.75)] == [25.5, 40, 42.5]
    assert [quantile(range(1, 11), share) for share in (0, 0.25, 0.5, 0.75, 1)] == [1, 3.25, 5.5, 7.75, 10]


@pytest.mark.parametrize(
    ("ratings", "trimmed", "thin"),
    [
        ([3], 3, True),
        ([1, 4], 2.5, True),
        ([0, 4, 4], 8 / 3, False),
        ([0, 4, 4, 4], 3, False),
        ([0, 1, 4, 4, 4], 3, False),
    ],
)
def test_one_highest_and_one_lowest_are_dropped_from_five_answers_on(
    ratings: list[float], trimmed: float, thin: bool
) -> None:
    told = summary(ratings)
    assert told.trimmed == pytest.approx(trimmed)
    assert told.thin is thin


def test_an_answer_that_vanishes_from_the_value_is_listed_as_an_outlier() -> None:
    told = summary([4, None, 0, 4, 4, 4])
    assert (told.trimmed, told.outliers, told.within_one) == (4, (2,), 0.8)


def test_where_nobody_knows_the_answer_is_the_whole_scale() -> None:
    told = summary([None, None])
    assert (told.n, told.dont_know, told.interval, told.thin, told.trimmed) == (0, 2, (0, 4), True, None)
    assert summary([]).share_dont_know == 1


def test_a_rating_off_the_scale_is_refused() -> None:
    with pytest.raises(ValueError, match=r"5 is not on the scale from 0 to 4\."):
        summary([1, 5])
    with pytest.raises(ValueError, match=r"-1 is not on the scale"):
        value(-1)
    assert summary([5, 1], scale=(1, 5)).mean == 3


@given(RATINGS, st.randoms(use_true_random=False))
def test_the_order_of_advisers_changes_nothing(ratings: list[int | None], lot: object) -> None:
    shuffled = list(ratings)
    lot.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = summary(ratings), summary(shuffled)
    for name in ("n", "dont_know", "mean", "median", "q1", "q3", "iqr", "trimmed", "interval", "thin", "within_one"):
        assert getattr(one, name) == getattr(other, name)


@given(st.lists(RATING, min_size=1, max_size=15), st.data())
def test_the_value_lies_between_the_lowest_and_the_highest_and_follows_a_better_rating(
    ratings: list[int], data: st.DataObject
) -> None:
    told = summary(ratings)
    assert told.trimmed is not None
    assert min(ratings) <= told.trimmed <= max(ratings)
    place = data.draw(st.integers(0, len(ratings) - 1))
    better = [*ratings[:place], data.draw(st.integers(ratings[place], 4)), *ratings[place + 1 :]]
    after = summary(better).trimmed
    assert after is not None
    assert after >= told.trimmed
    assert value(after) >= value(told.trimmed)
    assert value(after, less_is_better=True) <= value(told.trimmed, less_is_better=True)


def test_items_are_discussed_by_weight_times_how_far_apart_or_unknown() -> None:
    answers: dict[str, list[float | None]] = {
        "apart": [0, 0, 4, 4],
        "unknown": [2, None],
        "agreed": [3, 3, 3],
        "tied": [4, 0, 4, 0],
        "empty": [],
    }
    flags = to_discuss(answers, {"apart": 1, "unknown": 1, "agreed": 9, "tied": 1, "empty": 0.1})
    assert [(flag.item, flag.urgency) for flag in flags] == [("apart", 4), ("tied", 4), ("unknown", 2), ("empty", 0.4)]
    with pytest.raises(ValueError, match="The weight of apart is missing"):
        to_discuss(answers, {})


def test_a_dont_know_that_became_an_answer_is_a_change() -> None:
    told = change({"a": [1, None, 2], "gone": [1, 1, 1]}, {"a": [1, 3, None], "new": [0, 0, 0]})
    assert (told.changed, told.ratings, told.share, told.settled) == (2, 3, 2 / 3, False)
    assert change({"a": [1] * 20}, {"a": [1] * 19 + [2]}).settled
    assert change({"a": [1]}, {"b": [1]}).share is None
    with pytest.raises(ValueError, match="ratings of 1 advisers, and later of 2"):
        change({"a": [1]}, {"a": [1, 1]})
