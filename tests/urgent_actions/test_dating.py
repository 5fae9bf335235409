"""Days of issue: given ones are kept where they fit, missing ones come from the neighbours."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from outreach_urgent_actions.model.dating import Settled, Told, is_backwards, settle

_START = date(2001, 1, 1)
_STEPS = st.lists(st.integers(min_value=0, max_value=3), min_size=12, max_size=60)


def _days(steps: list[int]) -> list[date]:
    days, at = [], _START
    for step in steps:
        at += timedelta(days=step)
        days.append(at)
    return days


@given(_STEPS)
def test_days_in_order_stay_as_they_were_given(steps: list[int]) -> None:
    days = _days(steps)
    assert settle([Told(given=day) for day in days]) == [Settled(on=day) for day in days]


@given(_STEPS, st.data(), st.booleans())
def test_a_missing_day_lies_between_those_of_its_neighbours(steps: list[int], data: st.DataObject, back: bool) -> None:
    days = _days(steps)[:: -1 if back else 1]
    at = data.draw(st.integers(min_value=1, max_value=len(days) - 2))
    found = settle([Told(given=day if n != at else None) for n, day in enumerate(days)])[at]
    assert found.inferred
    assert found.on is not None
    assert min(days[at - 1], days[at + 1]) <= found.on <= max(days[at - 1], days[at + 1])


@given(_STEPS, st.data(), st.integers(min_value=200, max_value=4000))
def test_a_day_far_from_its_neighbours_is_doubted_and_replaced(steps: list[int], data: st.DataObject, off: int) -> None:
    days = _days(steps)
    at = data.draw(st.integers(min_value=0, max_value=len(days) - 1))
    wrong = days[at] + timedelta(days=off)
    found = settle([Told(given=wrong if n == at else day) for n, day in enumerate(days)])[at]
    assert found.doubted
    assert found.on is not None
    assert abs((found.on - days[at]).days) <= 6


def test_of_the_days_named_in_a_message_the_one_that_fits_its_place_is_its_own() -> None:
    days = _days([1] * 20)
    log = [Told(given=day) for day in days]
    log[10] = Told(named=(date(1998, 5, 1), days[10], days[10] + timedelta(days=42)))
    assert settle(log)[10] == Settled(on=days[10], inferred=True)


def test_the_day_of_the_first_issue_is_not_taken_for_that_of_the_update_that_names_it() -> None:
    days = _days([1] * 40)
    log = [Told(given=day) for day in days]
    log[25] = Told(given=days[5], named=(days[25], days[5]))
    assert settle(log)[25] == Settled(on=days[25], inferred=True, doubted=True)


def test_a_day_that_its_deadline_bears_out_stands_against_its_neighbours() -> None:
    days = _days([1] * 20)
    late = days[10] - timedelta(days=44)
    log = [Told(given=day) for day in days]
    log[10] = Told(given=late, until=late + timedelta(days=42), named=(days[10],))
    assert settle(log)[10].on == late


@given(st.lists(st.dates(min_value=date(1980, 1, 1), max_value=date(2020, 1, 1)), max_size=5))
def test_a_few_days_without_order_are_all_believed(days: list[date]) -> None:
    assert [one.on for one in settle([Told(given=day) for day in days])] == days


def test_without_neighbours_that_agree_no_day_is_made_up() -> None:
    far = [Told(given=date(1990 + 2 * n, 1, 1)) for n in range(12)]
    assert settle([*far[:6], Told(), *far[6:]])[6] == Settled()
    assert settle([Told(), Told()]) == [Settled(), Settled()]


def test_a_log_tells_which_way_round_it_is() -> None:
    days = _days([1] * 5)
    assert is_backwards([*reversed(days), None])
    assert not is_backwards(days)
    assert not is_backwards([])
