"""When a rate has fallen: an exact test of two counts."""

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_urgent_actions.model.alarms import CHANCE, History, at_most


@given(st.integers(0, 40), st.integers(1, 40), st.integers(1, 19))
def test_the_chance_is_that_of_the_binomial_distribution(k: int, n: int, twentieths: int) -> None:
    p = Fraction(twentieths, 20)
    exact = sum(comb(n, i) * p**i * (1 - p) ** (n - i) for i in range(min(k, n) + 1))
    assert at_most(k, n, float(p)) == pytest.approx(float(exact), rel=1e-9, abs=1e-12)


def test_a_steady_rate_is_never_a_fall() -> None:
    assert not [*History([1] * 180, [15] * 180).falls()]


def test_a_rate_that_ends_is_told_once_within_a_year() -> None:
    (told,) = History([1] * 60 + [0] * 42, [30] * 102).falls()
    month, fall = told
    assert 60 < month <= 72
    assert fall.met == 0
    assert fall.chance < CHANCE


def test_a_rate_that_falls_with_all_others_is_no_fall() -> None:
    assert not [*History([2] * 60 + [0, 1] * 20, [40] * 60 + [10] * 40).falls()]


def test_two_hits_in_four_years_are_too_few_to_tell() -> None:
    assert not [*History([1] + [0] * 30 + [1] + [0] * 60, [30] * 92).falls()]


def test_a_second_fall_after_a_recovery_is_told_again() -> None:
    met = [3] * 60 + [0] * 12 + [3] * 60 + [0] * 12
    assert len([*History(met, [30] * len(met)).falls()]) == 2


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 20)), max_size=120))
def test_what_is_told_is_at_most_half_of_what_was_to_be_expected(months: list[tuple[int, int]]) -> None:
    met, of = [min(pair) for pair in months], [pair[1] for pair in months]
    for month, fall in History(met, of).falls():
        assert fall.met <= fall.expected / 2 + 0.05
        assert fall.met == sum(met[month + 1 - fall.months : month + 1])
