"""Feedback in figures: late is late and open too long a failure, and the report of a year names nobody who gave it."""

import json
from datetime import date
from typing import Any

import pytest
from attrs import asdict, evolve
from hypothesis import given
from hypothesis import strategies as st

from outreach_cases.formulas.answering import Feedback as Measured
from outreach_cases.formulas.answering import answering
from outreach_cases.model.feedback import Outcome
from outreach_cases.model.levels import Reason
from outreach_cases.service import draft_of, edit, feedback, stop
from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError
from outreach_crm.settings import Settings
from tests.builders import a_person
from tests.outreach_cases.builders import a_case, a_feedback, answered, appealed, concluded, days_ago


def test_each_piece_counts_by_whether_it_was_answered_by_its_day(app: App) -> None:
    answered(app, a_feedback(app, received_on="2026-01-01"), on="2026-01-31")
    answered(app, a_feedback(app, received_on="2026-01-01"), on="2026-02-01")
    a_feedback(app, received_on=days_ago(app, 31))
    a_feedback(app, received_on=days_ago(app, 30))

    found = feedback.figures(app)

    assert (found.on_time, found.late, found.overdue_open, found.not_yet_due) == (1, 1, 1, 1)
    assert (found.rate, found.median_days) == (1 / 3, 30.5)
    then = feedback.figures(app, date(2026, 1, 31))
    assert (then.on_time, then.late, then.overdue_open, then.not_yet_due) == (1, 0, 0, 1)


def test_the_day_that_was_promised_holds_whatever_the_section_chooses_later(app: App) -> None:
    found = a_feedback(app, received_on="2026-02-01")
    quicker = evolve(app, settings=Settings({"cases": {"feedback_days": 7}}))

    assert a_feedback(quicker, received_on="2026-02-01").due_on == "2026-02-08"
    answered(app, found, on="2026-02-20")

    figures = feedback.figures(quicker)
    assert (figures.on_time, figures.overdue_open) == (1, 1)


def test_what_was_withdrawn_in_time_is_left_out_and_what_lay_about_is_not_forgiven(app: App) -> None:
    concluded(app, a_feedback(app, received_on=days_ago(app, 10)), Outcome.WITHDRAWN)
    concluded(app, a_feedback(app, received_on=days_ago(app, 40)), Outcome.WITHDRAWN)
    concluded(app, answered(app, a_feedback(app, received_on=days_ago(app, 10))), Outcome.WITHDRAWN)

    found = feedback.figures(app)

    assert (found.on_time, found.overdue_open, found.not_yet_due) == (1, 1, 0)
    assert feedback.feedback_of_year(app, 2026).withdrawn == 1


def test_a_year_is_told_with_its_appeals_and_how_they_ended(app: App) -> None:
    case = a_case(app)
    concluded(app, appealed(app, answered(app, a_feedback(app, case), on="today")), Outcome.CHANGED)
    appealed(app, a_feedback(app, decision="exclusion"))
    a_feedback(app, received_on="2025-12-31")

    year = feedback.feedback_of_year(app, 2026)

    assert (year.came, year.appeals, year.appeals_open, year.outcomes) == (2, 2, 1, {Outcome.CHANGED: 1})
    assert [(str(one.case), one.decision.value, one.outcome) for one in year.told] == [
        ("Sanaa Rezaiy", "closure", Outcome.CHANGED),
        ("a case that is in no portfolio", "exclusion", None),
    ]
    assert (feedback.feedback_of_year(app, 2025).came, feedback.feedback_of_year(app, 2024).came) == (1, 0)


def test_what_was_open_at_the_turn_of_the_year_is_found_late_in_its_year(app: App) -> None:
    answered(app, a_feedback(app, received_on="2025-12-20"), on="2026-02-20")

    assert feedback.feedback_of_year(app, 2025, date(2025, 12, 31)).answering.not_yet_due == 1
    now = feedback.feedback_of_year(app, 2025)
    assert (now.answering.late, now.told[0].answered_on) == (1, "2026-02-20")


def test_nobody_who_gave_feedback_is_named_nor_what_they_or_we_wrote(app: App) -> None:
    ana = a_person(app, "Ana Ruiz")
    concluded(app, appealed(app, a_feedback(app, contact=str(ana.id), text="I, Ana Ruiz, protest"), "Ana Ruiz again"))
    concluded(app, a_feedback(app, giver="Bo Li of Bristol"), Outcome.WITHDRAWN)

    told = json.dumps(asdict(feedback.feedback_of_year(app, 2026)), default=str)

    assert not [one for one in ("Ruiz", "Bristol", "protest", "released", "lawyer") if one in told]


@pytest.mark.parametrize("how", [{"public": False}, {"consent": "agrees to quiet work only"}])
def test_a_case_of_which_not_everybody_may_know_is_not_named(app: App, how: dict[str, Any]) -> None:
    case = a_case(app)
    a_feedback(app, case)
    assert [str(one.case) for one in feedback.feedback_of_year(app, 2026).told] == ["Sanaa Rezaiy"]

    edit(app, case.id, evolve(draft_of(case), **how))

    assert [str(one.case) for one in feedback.feedback_of_year(app, 2026).told] == ["a case that is not named"]


def test_a_case_on_which_all_work_is_stopped_is_not_named(app: App) -> None:
    case = a_case(app)
    a_feedback(app, case)
    stop(app, case.id, Reason.SAFETY, note="Arrests after letters came")

    assert [str(one.case) for one in feedback.feedback_of_year(app, 2026).told] == ["a case that is not named"]


def test_of_a_year_to_come_there_is_nothing_to_tell(app: App) -> None:
    for year in (2027, 0, -5, 99999):
        with pytest.raises(InvalidInputError, match="has not begun"):
            feedback.feedback_of_year(app, year)


@given(st.integers(0, 90), st.integers(1, 90), st.integers(0, 120) | st.none())
def test_a_day_of_its_own_counts_as_the_days_of_all_do(ago: int, within: int, took: int | None) -> None:
    received = date.fromordinal(date(2026, 3, 9).toordinal() - ago)
    after = None if took is None else date.fromordinal(received.toordinal() + took)
    due = date.fromordinal(received.toordinal() + within)
    on = date(2026, 3, 9)

    own = answering([Measured(received, after, due)], on, within=1)

    assert own == answering([Measured(received, after)], on, within=within)
