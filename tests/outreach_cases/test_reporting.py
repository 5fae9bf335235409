"""A yearly report is made of what was done; none is lost, and one without letters is flagged."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_cases import service
from outreach_cases.model.activities import ActivityDraft, ActivityKind
from outreach_cases.model.cases import Case
from outreach_cases.model.holdings import Holding
from outreach_cases.model.prompts import Prompt, stage_of
from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.errors import ConflictError, InvalidInputError
from outreach_crm.timeline import service as timeline
from tests.outreach_cases.builders import days_ago
from tests.outreach_cases.holdings import a_free_case, a_local_group, accepted


def _held(app: App, days: int = 20) -> tuple[Holding, Case]:
    group, ana = a_local_group(app)
    case = a_free_case(app)
    return accepted(app, group, case, ana, on=days_ago(app, days)), case


def _did(app: App, held: Holding, kind: ActivityKind = ActivityKind.LETTERS, **draft: Any) -> None:
    given = {"number": 7, **draft} if kind is ActivityKind.LETTERS else draft
    service.record(app, ActivityDraft(case_id=held.case_id, group_id=held.group_id, kind=kind, **given))


def test_the_history_of_a_group_says_on_which_case_it_reported(app: App) -> None:
    held, case = _held(app)
    _did(app, held, on=days_ago(app, 9))
    report, _ = service.hand_in(app, held.id)

    told = [str(one.title) for one in timeline.history(app, held.group_id) if one.kind == "report"]

    assert told == [f"Report on {case.called}, {report.told}"]


def test_a_report_is_made_of_what_was_done_and_the_next_is_due_a_year_later(app: App) -> None:
    held, _ = _held(app)
    _did(app, held, on=days_ago(app, 9), words="to the minister")
    _did(app, held, on=days_ago(app, 2))
    _did(app, held, ActivityKind.STALL, on=days_ago(app, 5), outcome="40 signatures")

    report, after = service.hand_in(app, held.id)

    assert report.text.splitlines() == [
        "Appeal letters: 14, 2 times",
        "Stall: once",
        "",
        f"{days_ago(app, 9)}: appeal letters (7): to the minister",
        f"{days_ago(app, 5)}: stall. What came of it: 40 signatures",
        f"{days_ago(app, 2)}: appeal letters (7)",
    ]
    assert (report.from_on, report.letters, report.flagged) == (held.from_on, 14, False)
    assert after.report_on == (app.clock.today() + timedelta(days=365)).isoformat()
    assert {one.report_id for one in service.done_while_held(app, held.id)} == {report.id}
    journal.undo(app, report.change_id)
    assert service.holding_of(app, held.id).report_on == held.report_on
    assert service.report_so_far(app, held.id).letters == 14


def test_what_was_written_down_late_stands_in_the_next_report(app: App) -> None:
    held, _ = _held(app)
    _did(app, held, on=days_ago(app, 9))
    service.hand_in(app, held.id, on=days_ago(app, 8))
    _did(app, held, on=days_ago(app, 12), words="told late")

    second = service.report_so_far(app, held.id)

    assert (second.from_on, second.letters) == (days_ago(app, 7), 7)
    assert second.text.endswith("told late")


def test_a_report_without_appeal_letters_is_taken_in_and_flagged(app: App) -> None:
    held, _ = _held(app)
    _did(app, held, ActivityKind.CARDS, number=30)

    report, _ = service.hand_in(app, held.id, text="We were few this year.")

    assert (report.text, report.flagged) == ("We were few this year.", True)
    assert "no appeal letters" in report.told


def test_letters_that_only_the_report_tells_of_are_written_down_with_it(app: App) -> None:
    held, case = _held(app)

    report, _ = service.hand_in(app, held.id, text="A quiet year.", letters=31)

    assert (report.letters, report.flagged) == (31, False)
    assert [one.letters for one in service.activities(app, case.id)] == [31]


def test_what_is_restricted_counts_and_is_not_told(app: App) -> None:
    held, _ = _held(app)
    _did(app, held, words="by way of the embassy", restricted=True)

    so_far = service.report_so_far(app, held.id)

    assert (so_far.letters, so_far.text) == (7, "")


def test_what_was_done_for_the_case_before_the_group_held_it_is_in_no_report(app: App) -> None:
    held, case = _held(app, days=5)
    _did(app, held, on=days_ago(app, 9))

    assert service.report_so_far(app, held.id).letters == 0
    assert len(service.activities(app, case.id)) == 1


def test_reports_that_cannot_be_are_told_in_a_sentence_and_nothing_is_written(app: App) -> None:
    held, _ = _held(app)
    with pytest.raises(InvalidInputError, match="Nothing was written down"):
        service.hand_in(app, held.id)
    with pytest.raises(InvalidInputError, match="has not come yet"):
        service.hand_in(app, held.id, text="A year", on="tomorrow")
    with pytest.raises(InvalidInputError, match="began on"):
        service.hand_in(app, held.id, text="A year", on=days_ago(app, 21))
    with pytest.raises(InvalidInputError, match="-1 letters"):
        service.hand_in(app, held.id, text="A year", letters=-1)
    assert service.reports(app, held.id) == []
    service.hand_in(app, held.id, text="A year", on=days_ago(app, 3))
    with pytest.raises(ConflictError, match="already; give a later day"):
        service.hand_in(app, held.id, text="A year", letters=4, on=days_ago(app, 3))
    assert len(service.reports(app, held.id)) == 1
    assert service.done_while_held(app, held.id) == []


def test_who_let_go_of_a_case_owes_no_report_but_one_from_before_is_taken_in(app: App) -> None:
    held, _ = _held(app)
    service.relinquish(app, held.id, because="Too few of us", on=days_ago(app, 4))

    with pytest.raises(ConflictError, match="owes no report"):
        service.hand_in(app, held.id, text="A year")
    report, after = service.hand_in(app, held.id, text="A year", on=days_ago(app, 5))

    assert report.text == "A year"
    assert after.report_on == held.report_on


DAY = date(2026, 3, 9)


@pytest.mark.parametrize(
    ("days", "found"),
    [
        (-31, None),
        (-30, (Prompt.REPORT, -30)),
        (-1, (Prompt.REPORT, -30)),
        (0, (Prompt.REPORT, 0)),
        (29, (Prompt.REPORT, 0)),
        (30, (Prompt.REPORT, 30)),
        (59, (Prompt.REPORT, 30)),
        (60, (Prompt.MISSING, 60)),
        (900, (Prompt.MISSING, 60)),
    ],
)
def test_a_report_is_asked_for_before_on_and_after_its_day_then_the_coordinator_is_asked(
    days: int, found: tuple[Prompt, int] | None
) -> None:
    stage = stage_of(DAY, DAY + timedelta(days=days), before=30, after=30, asked=60)
    assert stage == (found and (found[0], DAY + timedelta(days=found[1])))


@given(st.integers(0, 90), st.integers(1, 90), st.integers(1, 90), st.integers(-400, 400))
def test_whatever_the_settings_a_stage_once_reached_is_never_left_for_an_earlier_one(
    before: int, after: int, more: int, days: int
) -> None:
    steps = [
        stage_of(DAY, DAY + timedelta(days=days + later), before=before, after=after, asked=after + more)
        for later in (0, 1)
    ]
    first, second = ((one[1] if one else date.min) for one in steps)
    assert first <= second <= DAY + timedelta(days=days + 1)
