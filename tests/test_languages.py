"""Days in what is sent stand as its language writes them; all else stays as it was said."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_crm.languages import day_in, in_letter, month_in, stored_day
from outreach_crm.text import beginning, row, say, within

DAY = date(2026, 4, 2)


@pytest.mark.parametrize(
    ("language", "day"), [("en", "2 April 2026"), ("fr", "2 avril 2026"), ("es", "2 de abril de 2026")]
)
@pytest.mark.parametrize("given", [DAY, "2026-04-02"])
def test_a_day_in_a_sentence_stands_as_the_language_of_the_letter_writes_it(
    language: str, day: str, given: object
) -> None:
    assert in_letter(say("until {day}", day=given), language) == f"until {day}"
    inside = say("{told} ({n})", told=row([say("by {day}", day=given), "3/2026"]), n=4)
    assert in_letter(inside, language) == f"by {day}, 3/2026 (4)"


@pytest.mark.parametrize(
    ("language", "month"), [("en", "April 2026"), ("fr", "avril 2026"), ("es", "abril de 2026"), ("xx", "2026-04")]
)
def test_a_month_stands_as_the_language_of_the_letter_writes_it(language: str, month: str) -> None:
    assert month_in(DAY, language) == month


def test_how_a_sentence_stands_where_it_is_put_stays() -> None:
    told = say("{day} is the day.", day="2026-04-02")
    assert in_letter(within(told), "en") == "2 April 2026 is the day"
    assert in_letter(beginning(say("on {day}", day="2026-04-02")), "en") == "On 2 April 2026"


def test_what_somebody_wrote_stays_as_they_wrote_it() -> None:
    assert in_letter("Minutes of 2026-04-02", "fr") == "Minutes of 2026-04-02"
    assert in_letter(say("{text}", text="see 2026-04-02"), "fr") == "see 2026-04-02"
    assert in_letter(say("{text}", text="2026-13-02"), "fr") == "2026-13-02"


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_is_known_by_how_the_database_has_it(day: date) -> None:
    assert stored_day(day.isoformat()) == day
    assert in_letter(say("{day}", day=day.isoformat()), "en") == day_in(day, "en")


@given(st.text() | st.integers() | st.none())
def test_nothing_else_is_a_day(value: object) -> None:
    assert stored_day(value) is None or date.fromisoformat(str(value)).isoformat() == value
