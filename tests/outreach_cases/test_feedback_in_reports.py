"""The report of a portfolio of a year tells the feedback that came in it; outside, no small number of it."""

import json
from collections.abc import Callable
from datetime import date

import pytest
from click.testing import Result

from outreach_cases import service
from outreach_cases.model.feedback import Outcome
from outreach_cases.model.published import PublishedFeedback
from outreach_crm.app import App
from tests.outreach_cases.builders import a_case, a_feedback, answered, appealed, concluded
from tests.web.office import Desk, words

Cli = Callable[..., Result]


def _published(app: App, year: int = 2026) -> PublishedFeedback:
    found = service.published(app, year=year).feedback
    assert found is not None
    return found


def test_a_report_of_a_year_has_its_feedback_and_one_of_twelve_months_has_none(app: App) -> None:
    a_feedback(app, a_case(app), received_on="2025-12-31")

    assert service.report(app).feedback is None
    assert service.published(app).feedback is None
    found = service.report(app, year=2025).feedback
    assert found is not None
    assert (found.year, found.came, [str(one.case) for one in found.told]) == (2025, 1, ["Sanaa Rezaiy"])


def test_an_answer_after_the_turn_of_the_year_is_told_unless_the_report_is_of_a_day_before_it(app: App) -> None:
    answered(app, a_feedback(app, received_on="2025-12-20"), on="2026-02-20")

    now, then = service.report(app, year=2025).feedback, service.report(app, date(2025, 12, 31), year=2025).feedback
    assert now is not None
    assert then is not None
    assert (now.answering.late, then.answering.not_yet_due) == (1, 1)


def test_outside_each_list_counts_every_piece_once_and_few_of_a_kind_stand_together(app: App) -> None:
    for number in range(9):
        found = a_feedback(app, decision="closure" if number else "exclusion", received_on="2026-01-01")
        if number < 7:
            answered(app, found, on="2026-01-31" if number < 6 else "2026-02-20")
    concluded(app, appealed(app, found), Outcome.CHANGED)

    told = _published(app)

    assert (told.by_decision.told, told.by_decision.total) == ({}, 9)
    assert (told.answers.told, told.answers.other) == ({}, 9)
    assert (told.appeals.told, told.appeals.other) == ({}, 9)


def test_outside_enough_of_a_kind_are_told_and_of_a_small_year_nothing(app: App) -> None:
    for decision, many in (("closure", 10), ("exclusion", 14)):
        for number in range(many):
            given = {"on": "2026-01-31"} if number < 5 else {"on": "2026-02-20"}
            answered(app, a_feedback(app, decision=decision, received_on="2026-01-01"), **given)
    a_feedback(app, decision="closure", received_on="2025-06-01")

    told = _published(app)

    assert told.by_decision.total == told.answers.total == told.appeals.total == 24
    assert told.by_decision.told == {"exclusion": 14}  # of two kinds there was none: the fewest others stand with them
    assert told.answers.told == {"answered late": 14}
    assert told.appeals.told == {}
    assert _published(app, 2025).by_decision.total is None


def test_the_share_of_all_feedback_is_not_told_beside_a_year_lest_the_rest_can_be_worked_out(app: App) -> None:
    for number in range(12):
        answered(app, a_feedback(app, received_on="2026-01-01"), on="2026-01-31" if number < 6 else "2026-02-20")

    whole = service.published(app).on_time

    assert whole is not None
    assert (whole.n, whole.of) == (6, 12)
    assert service.published(app, year=2026).on_time is None


@pytest.mark.connections
def test_feedback_of_the_year_stands_on_the_page_and_in_the_file(desk: Desk) -> None:
    a_feedback(desk.app, a_case(desk.app), giver="Ana of Bristol", received_on="2025-12-20")

    page = desk.read("/cases/goals?year=2025")

    assert "Feedback that came in 2025" in words(page)
    assert "Sanaa Rezaiy" in words(page)
    assert 'href="/cases/feedback/1"' in page
    assert "Bristol" not in page
    assert (desk.get("/cases/goals.json?year=2025").json or {})["feedback"]["came"] == 1
    assert "Feedback that came in" not in words(desk.read("/cases/goals"))
    outside = words(desk.read("/cases/goals/outside?year=2025"))
    assert "Feedback of 2025, by decision" in outside
    assert "Sanaa Rezaiy" not in outside


def test_feedback_of_the_year_is_told_at_the_command_line(cli: Cli) -> None:
    cli("cases", "add", "Sanaa Rezaiy", "--level", "active", "--since", "2025-02-01")
    cli(
        "cases",
        "feedback",
        "add",
        "closure",
        "Why",
        "--case",
        "1",
        "--giver",
        "Ana of Bristol",
        "--received",
        "2025-03-01",
    )

    said = cli("cases", "goals", "--year", "2025").stdout

    assert "Feedback that came in 2025: 1 by" in said
    assert "Answered on time: 0 of 1; 1 overdue and open" in said
    assert "Bristol" not in said
    assert json.loads(cli("cases", "goals", "--year", "2025", "--json").stdout)["feedback"]["came"] == 1
    outside = json.loads(cli("cases", "goals", "--year", "2025", "--outside", "--json").stdout)["feedback"]
    assert (outside["answers"]["told"], outside["answers"]["other"]) == ({}, None)
    assert "How feedback of 2025 was answered" in cli("cases", "goals", "--year", "2025", "--outside").stdout
