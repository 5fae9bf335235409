"""Days as people write them."""

import contextlib
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_crm.clock import FixedClock, SystemClock, timestamp
from outreach_crm.dates import (
    check_span,
    in_words,
    keep_past,
    read_date,
    read_optional,
    read_past,
    read_stored,
    say_past,
)
from outreach_crm.errors import InvalidInputError

MONDAY = date(2026, 3, 9)
_DAYS = st.dates(date(1900, 1, 1), date(2200, 1, 1))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-09", "2026-03-09"),
        (" Today ", "2026-03-09"),
        ("tomorrow", "2026-03-10"),
        ("yesterday", "2026-03-08"),
        ("monday", "2026-03-16"),
        ("tuesday", "2026-03-10"),
        ("SUNDAY", "2026-03-15"),
        ("10d", "2026-03-19"),
        ("0d", "2026-03-09"),
        ("2w", "2026-03-23"),
        ("in 3 months", "2026-06-09"),
        ("1 year", "2027-03-09"),
        ("12m", "2027-03-09"),
    ],
)
def test_a_day_is_read_as_people_write_it(text: str, day: str) -> None:
    assert read_date(text, MONDAY).isoformat() == day


@pytest.mark.parametrize(
    ("start", "step", "day"),
    [
        ("2026-01-31", "1m", "2026-02-28"),
        ("2024-01-31", "1m", "2024-02-29"),
        ("2024-02-29", "1y", "2025-02-28"),
        ("2024-02-29", "4y", "2028-02-29"),
        ("2026-12-31", "2m", "2027-02-28"),
        ("2026-10-31", "1m", "2026-11-30"),
        ("2026-11-30", "13m", "2027-12-30"),
    ],
)
def test_a_step_of_months_ends_on_the_last_day_where_the_day_is_missing(start: str, step: str, day: str) -> None:
    assert read_date(step, date.fromisoformat(start)).isoformat() == day


@pytest.mark.parametrize(
    "text",
    [
        "30 February",
        "2026-02-30",
        "2026-13-01",
        "someday",
        "",
        " ",
        "9999y",
        "99999d",
        "-3d",
        "1.5w",
        "3",
        "09/03/2026",
        "2026-03-09T10:00",
        "tomorrow!",
        "٣d٣",
        "0000-01-01",
    ],
)
def test_what_is_no_day_is_told_in_one_sentence(text: str) -> None:
    with pytest.raises(InvalidInputError) as told:
        read_date(text, MONDAY)
    assert repr(text) in str(told.value)
    assert str(told.value).endswith("10d, 2w or 3m.")


@given(_DAYS, _DAYS)
def test_a_written_day_is_itself_whatever_the_day_today(day: date, today: date) -> None:
    assert read_date(day.isoformat(), today) == day


@given(_DAYS, st.integers(0, 2_000))
def test_a_step_of_months_goes_so_many_months_ahead(today: date, months: int) -> None:
    found = read_date(f"{months}m", today)
    assert found.year * 12 + found.month == today.year * 12 + today.month + months
    assert found.day == today.day or (found.day < today.day and (found + timedelta(days=1)).day == 1)


@given(_DAYS, st.sampled_from(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")))
def test_a_weekday_is_the_next_one_within_a_week(today: date, name: str) -> None:
    found = read_date(name, today)
    assert 1 <= (found - today).days <= 7
    assert found.strftime("%A").lower() == name


@given(st.text(max_size=12), _DAYS)
def test_any_other_text_is_a_day_or_a_sentence(text: str, today: date) -> None:
    with contextlib.suppress(InvalidInputError):
        assert isinstance(read_date(text, today), date)


def test_no_text_is_no_day() -> None:
    assert read_optional(None, MONDAY) is None
    assert read_optional("", MONDAY) is None
    assert read_optional("today", MONDAY) == MONDAY
    assert read_stored(" ", MONDAY) is None
    assert read_stored("today", MONDAY) == MONDAY.isoformat()


def test_a_time_may_last_a_day_and_not_less() -> None:
    check_span("2026-01-01", "2026-01-01", "A campaign")
    check_span(None, "2020-01-01", "A campaign")
    check_span("2026-01-02", None, "A campaign")
    with pytest.raises(InvalidInputError, match="A campaign cannot end on 2026-01-01, before it begins on 2026-01-02"):
        check_span("2026-01-02", "2026-01-01", "A campaign")


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "today"), (1, "tomorrow"), (-1, "yesterday"), (5, "in 5 days"), (-13, "13 days ago"), (14, "in 2 weeks"),
        (-69, "9 weeks ago"), (70, "in 10 weeks"), (71, "2026-05-19"), (-400, "2025-02-02"),
    ],
)  # fmt: skip
def test_a_day_is_said_as_people_say_it(days: int, said: str) -> None:
    assert in_words(MONDAY + timedelta(days=days), MONDAY) == said


def test_a_day_begins_at_midnight_where_the_section_works() -> None:
    now = SystemClock("UTC").now()
    assert now.tzinfo is UTC
    assert SystemClock("Pacific/Kiritimati").today() - SystemClock("Pacific/Pago_Pago").today() >= timedelta(days=1)


def test_a_clock_that_stands_still_says_what_it_was_set_to() -> None:
    clock = FixedClock(datetime.fromisoformat("2026-03-09T01:30:00+03:00"), "Africa/Nairobi")
    assert clock.today() == MONDAY
    assert timestamp(clock.now()) == "2026-03-08T22:30:00Z"


@pytest.mark.parametrize(("text", "day"), [("2015", date(2015, 1, 1)), ("2018-04", date(2018, 4, 1))])
def test_a_year_or_a_month_is_its_first_day(text: str, day: date) -> None:
    assert read_date(text, date(2026, 3, 9)) == day


@pytest.mark.parametrize(
    ("text", "day", "kept", "said"),
    [
        ("90d", "2025-12-09", "90d", "2025-12-09 (90d ago)"),
        ("3 months ago", "2025-12-09", "3m", "2025-12-09 (3m ago)"),
        ("1y", "2025-03-09", "1y", "2025-03-09 (1y ago)"),
        ("Yesterday", "2026-03-08", "yesterday", "2026-03-08"),
        ("monday", "2026-03-02", "2026-03-02", "2026-03-02"),
        ("sunday", "2026-03-08", "2026-03-08", "2026-03-08"),
        ("2025", "2025-01-01", "2025-01-01", "2025-01-01"),
        ("2025-07-14", "2025-07-14", "2025-07-14", "2025-07-14"),
    ],
)
def test_a_day_that_was_looks_back_and_only_steps_move_on(text: str, day: str, kept: str, said: str) -> None:
    assert read_past(text, MONDAY).isoformat() == day
    assert keep_past(text, MONDAY) == kept
    assert say_past(kept, MONDAY) == said


@pytest.mark.parametrize("text", ["", "ago", "soon", "9999y", "2026-02-30"])
def test_what_was_never_a_day_is_refused(text: str) -> None:
    with pytest.raises(InvalidInputError, match="is not a day; write 2026-03-09, yesterday, 90d"):
        read_past(text, MONDAY)


@given(_DAYS, st.integers(0, 2000), st.sampled_from("dwmy"))
def test_a_step_back_is_never_ahead(today: date, count: int, unit: str) -> None:
    with contextlib.suppress(InvalidInputError):
        assert read_past(f"{count}{unit}", today) <= today
