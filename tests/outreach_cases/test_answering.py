"""F14: feedback answered in time, where what lies about counts."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_cases.formulas.answering import Feedback, answering

TODAY = date(2009, 4, 1)
FEEDBACK = st.lists(
    st.builds(
        lambda ago, took: Feedback(
            TODAY - timedelta(ago), None if took is None else TODAY - timedelta(ago) + timedelta(took)
        ),
        st.integers(-20, 120),
        st.none() | st.integers(0, 120),
    )
)


def ago(days: int, took: int | None = None) -> Feedback:
    received = TODAY - timedelta(days)
    return Feedback(received, None if took is None else received + timedelta(took))


def test_the_last_day_is_on_time_and_the_next_one_is_late() -> None:
    found = answering([ago(90, 30), ago(90, 31)], TODAY)
    assert (found.on_time, found.late, found.rate) == (1, 1, 0.5)


def test_open_on_the_last_day_is_not_yet_due_and_a_day_later_a_failure() -> None:
    found = answering([ago(30), ago(31)], TODAY)
    assert (found.not_yet_due, found.overdue_open, found.denominator, found.rate) == (1, 1, 1, 0)


def test_the_rate_of_the_answered_alone_forgives_what_lies_about() -> None:
    found = answering([ago(60, 3), ago(60), ago(60), ago(60)], TODAY)
    assert (found.rate, found.rate_of_answered) == (0.25, 1)


def test_an_answer_after_the_day_was_none_on_the_day() -> None:
    found = answering([ago(40, 50)], TODAY)
    assert (found.overdue_open, found.days) == (1, (None,))


def test_what_had_not_come_is_not_counted() -> None:
    found = answering([ago(-3), ago(-3, 4)], TODAY)
    assert (found.denominator, found.not_yet_due, found.rate) == (0, 0, None)


def test_the_section_chooses_the_days() -> None:
    assert answering([ago(90, 14), ago(90, 15)], TODAY, within=14).rate == 0.5


def test_the_ninetieth_percentile_lies_between_the_answers() -> None:
    # quantile(c(2, 4, 10, 20, 45), .9, type = 7) of R is 35.
    found = answering([ago(90, took) for took in (45, 4, 2, 20, 10)], TODAY)
    assert (found.median_days, found.ninetieth_days) == (10, 35)
    assert answering([ago(90, 7)], TODAY).ninetieth_days == 7
    assert answering([ago(90)], TODAY).ninetieth_days is None


def test_an_answer_before_the_question_is_refused() -> None:
    with pytest.raises(ValueError, match="came on 2009-01-05 cannot have been answered on 2009-01-04"):
        Feedback(date(2009, 1, 5), date(2009, 1, 4))


@given(FEEDBACK, st.integers(0, 60))
def test_whatever_came_by_the_day_is_counted_once(feedback: list[Feedback], within: int) -> None:
    found = answering(feedback, TODAY, within=within)
    assert found.denominator + found.not_yet_due == sum(one.received <= TODAY for one in feedback)
    assert found.rate is None or 0 <= found.rate <= 1
    assert sum(one is not None for one in found.days) == found.on_time + found.late
