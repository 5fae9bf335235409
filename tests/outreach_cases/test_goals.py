"""Goals: gaps, shares told as they may be, coverage, liveliness, and the day as a range."""

import math
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_cases.formulas.forecast import Projection, difference_interval, poisson_interval, project
from outreach_cases.formulas.goals import (
    ActiveCase,
    Progress,
    Share,
    concentration,
    coverage,
    left_behind,
    liveliness,
    poc_share,
)
from outreach_cases.formulas.stock_and_flow import Transition, flow

LAST, TODAY = date(2008, 12, 31), date(2009, 12, 31)


def a_year(before: int, came: int, went: int, target: int, confidence: float = 0.95) -> Projection:
    """What a portfolio promises in which so many cases came and went in a year."""
    rows = [Transition(f"b{n}", LAST, "active") for n in range(before)]
    rows += [Transition(f"n{n}", LAST + timedelta(1 + n % 360), "active") for n in range(came)]
    rows += [Transition(f"b{n}", LAST + timedelta(1 + n % 360), "closed") for n in range(went)]
    return project(flow(rows, LAST, TODAY), target, confidence=confidence)


def at_most(count: int, mean: float) -> float:
    return sum(math.exp(k * math.log(mean) - mean - math.lgamma(k + 1)) for k in range(count + 1))


@pytest.mark.parametrize(
    # Exact limits at 95 % as poisson.test of R prints them.
    ("counted", "low", "high"),
    [(0, 0, 3.688879), (1, 0.02531781, 5.571643), (10, 4.795389, 18.39036), (100, 81.36395, 121.6272)],
)
def test_the_interval_of_a_count_is_what_r_prints(counted: int, low: float, high: float) -> None:
    assert poisson_interval(counted, 0.95) == pytest.approx((low, high), rel=1e-5)


@given(st.integers(0, 60), st.sampled_from((0.5, 0.8, 0.95, 0.99)))
def test_beyond_each_limit_lies_half_of_what_is_left(counted: int, confidence: float) -> None:
    low, high = poisson_interval(counted, confidence)
    assert at_most(counted, high) == pytest.approx((1 - confidence) / 2, rel=1e-6)
    assert not counted or 1 - at_most(counted - 1, low) == pytest.approx((1 - confidence) / 2, rel=1e-6)


def test_the_interval_of_a_gain_without_losses_still_knows_that_there_may_be_some() -> None:
    low, high = difference_interval(24, 0, 0.95)
    assert low == pytest.approx(24 - math.hypot(24 - poisson_interval(24, 0.95)[0], poisson_interval(0, 0.95)[1]))
    assert high == pytest.approx(poisson_interval(24, 0.95)[1])


def test_the_day_lies_between_what_the_highest_and_the_lowest_pace_reach() -> None:
    found = a_year(138, 90, 18, 500)
    assert (found.progress.now, found.progress.gap, found.net) == (210, 290, 72)
    assert found.expected == TODAY + timedelta(math.ceil(290 * 365 / 72))
    assert found.earliest
    assert found.latest
    assert found.earliest < found.expected < found.latest
    assert found.told == f"Between {found.earliest:%Y-%m} and {found.latest:%Y-%m}."
    assert found.how.startswith("95 % interval of what came in and went out in 365 days")


def test_a_higher_confidence_has_a_wider_range() -> None:
    narrow, wide = a_year(138, 90, 18, 500, 0.5), a_year(138, 90, 18, 500, 0.99)
    days = [wide.earliest, narrow.earliest, narrow.latest, wide.latest]
    assert None not in days
    assert days == sorted(day for day in days if day)


def test_a_pace_that_may_be_none_has_no_latest_day() -> None:
    found = a_year(138, 12, 10, 150)
    assert found.latest is None
    assert found.earliest
    assert found.told == f"Not before {found.earliest:%Y-%m}; at the pace of the last period perhaps never."


def test_a_portfolio_that_shrinks_has_its_goal_not_in_sight() -> None:
    found = a_year(138, 1, 60, 500)
    assert (found.expected, found.earliest, found.latest) == (None, None, None)
    assert found.told == "At the pace of the last period the goal is not in sight."


def test_a_goal_that_is_reached_is_reached_today() -> None:
    found = a_year(20, 3, 1, 22)
    assert (found.expected, found.told) == (TODAY, "The goal is reached.")


@given(st.integers(0, 40), st.integers(0, 40))
def test_the_net_gain_lies_within_its_interval(came: int, went: int) -> None:
    low, high = difference_interval(came, went, 0.8)
    assert low <= came - went <= high


def test_what_is_needed_each_month_is_the_gap_over_the_months() -> None:
    assert Progress(138, 500).needed_per_month(60) == pytest.approx(6.0333, abs=1e-4)
    assert Progress(510, 500).needed_per_month(12) == 0
    with pytest.raises(ValueError, match="due already"):
        Progress(138, 500).needed_per_month(0)


def test_of_fewer_than_twenty_numbers_are_told_and_no_per_cent() -> None:
    assert Share(12, 19).told == "12 of 19"
    assert Share(12, 20).told == "60 % (12 of 20)"
    assert Share(0, 0).told == "0 of 0"
    assert Share(0, 0).rate is None


def test_not_all_is_not_a_hundred_per_cent_and_not_nothing_is_not_none() -> None:
    told = [Share(n, 1000).told for n in (0, 1, 999, 1000)]
    assert told == ["0 % (0 of 1000)", "1 % (1 of 1000)", "99 % (999 of 1000)", "100 % (1000 of 1000)"]


def test_a_goal_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="above 0, not 0"):
        Progress(3, 0)


CASES = [
    ActiveCase("c1", "Chad", is_poc=True, groups=2, has_holder=True, updated_on=date(2009, 12, 1)),
    ActiveCase("c2", "Chad", groups=1, updated_on=date(2009, 6, 30)),
    ActiveCase("c3", "Peru", is_poc=True, updated_on=date(2009, 6, 29)),
    ActiveCase("c4", "Peru", groups=1, has_holder=True),
]


def test_coverage_tells_cases_with_a_group_and_with_a_holder() -> None:
    found = coverage(CASES)
    assert (found.with_group, found.with_holder) == (Share(3, 4), Share(2, 4))
    assert (found.by_groups, found.groups_per_case) == ({0: 1, 1: 2, 2: 1}, 1)
    assert coverage([]).groups_per_case is None


def test_quiet_cases_are_named_longest_quiet_first() -> None:
    found = liveliness(CASES, TODAY)
    assert [one.case for one in found.quiet] == ["c4", "c3"]
    assert found.with_news == Share(2, 4)


def test_shares_of_prisoners_of_conscience_and_of_countries() -> None:
    assert poc_share(CASES) == Share(2, 4)
    assert concentration(["Chad", "Chad", "Peru", "Togo"], top=1) == Share(2, 4)


def test_countries_where_some_were_dropped_and_others_stayed_are_a_list() -> None:
    assert left_behind(["Peru", "Chad", "Peru"], ["Peru", "Togo"]) == {"Peru": (2, 1)}
