"""How long cases stay open and how they end, against published numbers and counts by hand."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_cases.formulas.stock_and_flow import Transition
from outreach_cases.formulas.survival import Spell, incidence, median_of_closed, spells, survival

SPELLS = st.lists(
    st.builds(Spell, st.integers(0, 12), st.none() | st.sampled_from(("resolved", "died", "capacity"))), max_size=30
)


def redistributed(cases: list[Spell]) -> dict[float, dict[str, Fraction]]:
    """The share closed by each time and reason: who is seen no longer leaves the share of one to those still open.

    The estimator of Kaplan and Meier found in another way (Efron 1967, redistribution to the right).
    """
    order = sorted(cases, key=lambda one: (one.time, one.reason is None))
    mass = [Fraction(1, len(order))] * len(order) if order else []
    found: dict[float, dict[str, Fraction]] = {}
    sums: dict[str, Fraction] = {}
    for place, one in enumerate(order):
        if one.reason is not None:
            sums[one.reason] = sums.get(one.reason, Fraction()) + mass[place]
        elif after := len(order) - place - 1:
            for later in range(place + 1, len(order)):
                mass[later] += mass[place] / after
        found[one.time] = dict(sums)
    return found


@given(SPELLS)
def test_the_open_share_is_what_redistribution_to_the_right_leaves(cases: list[Spell]) -> None:
    expected = redistributed(cases)
    steps = survival(cases).steps
    assert [one.time for one in steps] == sorted({one.time for one in cases if one.reason})
    for one in steps:
        assert one.survival == pytest.approx(float(1 - sum(expected[one.time].values())))
        assert one.at_risk == sum(case.time >= one.time for case in cases)
        assert one.closed == sum(case.time == one.time and case.reason is not None for case in cases)


@given(SPELLS)
def test_shares_by_reason_and_the_open_share_sum_to_1_at_each_time(cases: list[Spell]) -> None:
    found = incidence(cases)
    expected = redistributed(cases)
    assert list(found.times) == sorted({one.time for one in cases})
    for place, time in enumerate(found.times):
        by_reason = {reason: line[place] for reason, line in found.closed.items()}
        assert sum(by_reason.values()) + found.open_share[place] == pytest.approx(1)
        assert by_reason == pytest.approx({reason: float(expected[time].get(reason, 0)) for reason in by_reason})


@given(SPELLS)
def test_with_the_reasons_taken_together_both_say_the_same(cases: list[Spell]) -> None:
    together = incidence(Spell(one.time, one.reason and "closed") for one in cases)
    for one in survival(cases).steps:
        assert together.open_share[together.times.index(one.time)] == pytest.approx(one.survival)


def test_a_closure_precedes_censoring_at_the_same_time() -> None:
    assert survival([Spell(5, "resolved"), Spell(5), Spell(9, "died")]).steps[0].survival == pytest.approx(2 / 3)


def test_half_is_reached_where_just_half_is_open() -> None:
    found = survival([Spell(time, "resolved") for time in (1, 2, 3, 4, 5, 6)])
    assert (found.lower_quartile, found.median, found.upper_quartile) == (2, 3, 5)


def test_what_is_not_reached_yet_has_no_time() -> None:
    found = survival([Spell(3, "resolved"), Spell(4), Spell(8), Spell(9)])
    assert (found.lower_quartile, found.median, found.upper_quartile) == (3, None, None)


def test_the_median_of_closed_cases_alone_is_too_short() -> None:
    cases = [Spell(2, "died"), Spell(4, "resolved"), Spell(9), Spell(12), Spell(15, "resolved")]
    assert median_of_closed(cases) == 4
    assert survival(cases).median == 15
    assert median_of_closed([Spell(3)]) is None


def test_no_cases_have_no_steps() -> None:
    assert survival([]).steps == ()
    assert incidence([]).times == ()


def test_a_time_before_the_beginning_is_refused() -> None:
    with pytest.raises(ValueError, match="closed 2 before it began"):
        survival([Spell(-2, "resolved")])


def test_a_case_is_open_from_when_it_first_was_active_until_it_was_first_closed() -> None:
    rows = [
        Transition("c1", date(2008, 1, 1), "draft"),
        Transition("c1", date(2008, 1, 11), "active"),
        Transition("c1", date(2008, 2, 1), "dormant"),
        Transition("c1", date(2008, 3, 1), "active"),
        Transition("c1", date(2008, 3, 11), "closed", "resolved"),
        Transition("c1", date(2008, 4, 1), "active"),
        Transition("c2", date(2008, 3, 1), "active"),
        Transition("c2", date(2009, 3, 1), "closed", "died"),
        Transition("c3", date(2008, 3, 1), "draft"),
        Transition("c3", date(2008, 3, 2), "closed", "duplicate"),
        Transition("c4", date(2008, 12, 31), "active"),
        Transition("c4", date(2008, 12, 31), "closed"),
    ]
    found = spells(rows, date(2008, 12, 31))
    assert found == {"c1": Spell(60, "resolved"), "c2": Spell(305), "c4": Spell(0, "closed")}
