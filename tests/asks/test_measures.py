"""Measures of outreach: how often, how lately, how one-sided."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_crm.asks.model import measures

TODAY = date(2026, 3, 9)
DAYS = st.lists(st.integers(-30, 200).map(lambda age: TODAY - timedelta(days=age)), max_size=12)
COUNTS = st.lists(st.integers(0, 20), min_size=1, max_size=30).filter(sum)
PAIRS = st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from("abcde")), max_size=12)


@given(DAYS, st.integers(1, 120), st.integers(1, 5))
def test_on_the_day_it_says_one_more_ask_is_allowed_and_not_before(days: list[date], window: int, cap: int) -> None:
    past = [day for day in days if day <= TODAY]
    found = measures.load(days, TODAY, window_days=window, cap=cap)

    def full(wait: int) -> bool:
        later = TODAY + timedelta(days=wait)
        return measures.load(past, later, window_days=window, cap=cap).at_cap_or_over

    assert found.over_cap <= found.at_cap_or_over == full(0)
    assert not full(found.days_until_allowed)
    assert found.days_until_allowed == 0 or full(found.days_until_allowed - 1)


@given(COUNTS, st.randoms())
def test_shares_lie_between_their_bounds_whatever_the_order(counts: list[int], random: object) -> None:
    mixed = list(counts)
    random.shuffle(mixed)  # type: ignore[attr-defined]

    assert 0 <= measures.gini(counts) < 1
    assert 1 / len(counts) - 1e-9 <= measures.hhi(counts) <= 1
    assert measures.top_share(counts) <= 1
    assert measures.gini(counts) == pytest.approx(measures.gini(mixed))
    assert measures.hhi(counts) == pytest.approx(measures.hhi(mixed))


def test_even_shares_are_even_and_one_alone_has_all() -> None:
    assert measures.gini([2, 2, 2]) == pytest.approx(0)
    assert measures.hhi([2, 2, 2, 2]) == pytest.approx(0.25)
    assert measures.hhi([5, 0, 0]) == pytest.approx(1)


@given(PAIRS)
def test_density_and_reciprocity_are_shares(pairs: list[tuple[str, str]]) -> None:
    back = [(other, one) for one, other in pairs]

    assert 0 <= measures.density(pairs) <= 1
    share = measures.reciprocity(pairs)
    assert share is None or 0 <= share <= 1
    assert measures.reciprocity([*pairs, *back]) in {None, 1}


@given(st.integers(0, 50), st.integers(0, 50))
def test_mutuality_is_even_where_both_did_as_much_and_undefined_where_nobody_did(theirs: int, ours: int) -> None:
    found = measures.mutuality(theirs, ours)

    assert (found is None) == (theirs + ours == 0)
    assert found is None or (found == 1) == (theirs == ours)
    assert found is None or (found == 0) == (min(theirs, ours) == 0)


@pytest.mark.parametrize(
    ("days", "status"),
    [(0, "current"), (60, "current"), (61, "due"), (90, "due"), (91, "stale"), (180, "stale"), (181, "lapsed")],
)
def test_a_relationship_ages_by_its_agreed_interval(days: int, status: str) -> None:
    assert measures.recency(TODAY - timedelta(days=days), TODAY, interval=60).status == status


def test_what_makes_no_sense_is_refused() -> None:
    with pytest.raises(ValueError, match="at least"):
        measures.load([], TODAY, window_days=0, cap=3)
    with pytest.raises(ValueError, match="has not come"):
        measures.recency(TODAY + timedelta(days=1), TODAY, interval=30)
    with pytest.raises(ValueError, match="Nobody was asked"):
        measures.gini([0, 0])
    with pytest.raises(ValueError, match="below 0"):
        measures.mutuality(-1, 2)
