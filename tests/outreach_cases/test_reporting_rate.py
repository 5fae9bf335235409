"""How many groups report once a year: in time is by the day or soon after it, and what is missing is no success."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from attrs import evolve
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from outreach_cases import service
from outreach_cases.formulas.reporting import Owed, Reporting, reporting
from outreach_cases.model.figures import of_goals, of_published
from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.contacts import service as contacts
from outreach_crm.settings import Settings
from tests.builders import a_group
from tests.outreach_cases.builders import a_case, days_ago
from tests.outreach_cases.holdings import a_local_group, hold
from tests.web.office import Desk, words

Cli = Callable[..., Result]
FIRST, ON = date(2025, 3, 10), date(2026, 3, 9)
some_days = st.integers(-800, 400).map(lambda n: ON + timedelta(n))
some_owed = st.lists(st.builds(Owed, some_days, some_days | st.none()), max_size=30)


def held(app: App, due: str, **values: Any) -> int:
    """Write down that a group holds a case whose report is due on a day, and return the number of the holding."""
    number = app.store.value("select count(*) as n from case_holdings")
    group = a_group(app, f"Group {number}", "local").contact_id
    case = a_case(app, f"Case {number}", opened_on="2024-01-05")
    return hold(app, group, case, from_on="2024-01-05", report_on=due, **values)


def handed(app: App, holding_id: int, on: str) -> int:
    """Take in the report on what a group holds, and return its change."""
    return service.hand_in(app, holding_id, text="We wrote letters", on=on)[0].change_id


def counts(found: Reporting) -> tuple[int, int, int, int]:
    return found.in_time, found.late, found.missing, found.waited_for


def test_a_report_is_in_time_until_the_group_is_reminded_again(app: App) -> None:
    for days, came in ((60, 60), (60, 30), (60, 29), (31, None), (30, None), (0, None)):
        number = held(app, days_ago(app, days))
        if came is not None:
            handed(app, number, days_ago(app, came))

    assert counts(service.goals(app).reporting) == (2, 1, 1, 2)
    stricter = evolve(app, settings=Settings({"cases": {"report_after": 1}}))
    assert counts(service.goals(stricter).reporting) == (1, 2, 2, 1)


def test_a_report_counts_in_the_period_in_which_it_was_due_and_the_next_one_only_when_it_is(app: App) -> None:
    number = held(app, "2025-06-01")
    handed(app, number, "2025-05-01")
    held(app, days_ago(app, -1))

    assert counts(service.goals(app).reporting) == (1, 0, 0, 0)
    assert counts(service.goals(app, date(2025, 5, 20)).reporting) == (0, 0, 0, 0)
    assert service.holding_of(app, number).report_on == "2026-05-01"


def test_seen_from_a_day_a_report_that_came_after_it_had_not_come(app: App) -> None:
    handed(app, held(app, "2025-06-01"), "2025-08-01")

    assert counts(service.goals(app, date(2025, 7, 31)).reporting) == (0, 0, 1, 0)
    assert counts(service.goals(app).reporting) == (0, 1, 0, 0)


def test_what_an_undo_took_back_did_not_come(app: App) -> None:
    made = handed(app, held(app, days_ago(app, 90)), days_ago(app, 80))
    assert counts(service.goals(app).reporting) == (1, 0, 0, 0)

    journal.undo(app, made)

    assert counts(service.goals(app).reporting) == (0, 0, 1, 0)


def test_who_let_go_of_a_case_before_the_day_owes_no_report_and_who_held_it_on_the_day_does(app: App) -> None:
    for to_on in ("2025-06-01", "2025-06-02"):
        held(app, "2025-06-01", to_on=to_on, ended="relinquished")
    late = held(app, "2025-07-01", to_on="2025-08-01", ended="relinquished")
    handed(app, late, "2025-07-10")

    assert counts(service.goals(app).reporting) == (1, 0, 1, 0)


def test_a_group_in_the_trash_owes_nothing(app: App) -> None:
    (group, ana), case = a_local_group(app), a_case(app, opened_on="2024-01-05")
    hold(app, group, case, ana, from_on="2024-01-05", report_on="2025-06-01")
    assert service.goals(app).reporting.missing == 1

    contacts.trash(app, group)

    assert service.goals(app).reporting.missing == 0


def test_a_report_of_before_its_day_was_kept_is_not_counted(app: App) -> None:
    number = held(app, "2026-09-01")
    with app.change("test: a report of long ago"):
        row = {"holding_id": number, "from_on": "2025-01-05", "handed_on": "2025-09-01", "text": "So", "letters": 1}
        app.store.insert("case_reports", {**row, "written_by": "Maria"})

    assert counts(service.goals(app).reporting) == (0, 0, 0, 0)


@given(some_owed, st.integers(0, 100))
def test_every_report_that_was_due_in_the_period_counts_once(owed: list[Owed], grace: int) -> None:
    found = reporting(owed, FIRST, ON, grace=grace)

    assert sum(counts(found)) == sum(FIRST <= one.due <= ON for one in owed)
    assert found.share.of == sum(counts(found)) - found.waited_for


@given(some_owed, st.integers(0, 100), st.integers(0, 50))
def test_more_time_makes_no_report_late(owed: list[Owed], grace: int, more: int) -> None:
    less, longer = (reporting(owed, FIRST, ON, grace=days) for days in (grace, grace + more))

    assert longer.in_time >= less.in_time
    assert longer.late <= less.late
    assert longer.missing <= less.missing


def told(app: App) -> str:
    return next((str(one.said) for one in of_goals(service.goals(app)) if one.label == "Yearly reports in time"), "")


def test_it_is_told_with_the_goal_of_the_section_and_no_per_cent_of_a_few(app: App) -> None:
    assert told(app) == ""
    handed(app, held(app, days_ago(app, 90)), days_ago(app, 80))
    held(app, days_ago(app, 90))
    held(app, days_ago(app, 9))

    assert told(app) == "1 of 2; 1 missing; 1 not here, with time left"
    with_goal = evolve(app, settings=Settings({"cases": {"goal_reported": 90}}))
    assert told(with_goal).startswith("1 of 2; our goal: 90 %; 1 missing")


@pytest.mark.parametrize(("came", "missing", "is_told"), [(4, 8, False), (8, 4, False), (5, 5, True)])
def test_outside_it_is_told_where_neither_part_is_small(app: App, came: int, missing: int, is_told: bool) -> None:
    for number in range(came + missing):
        holding = held(app, days_ago(app, 90))
        if number < came:
            handed(app, holding, days_ago(app, 80))

    found = service.published(app)

    assert (found.reported is not None) is is_told
    assert ("Yearly reports in time" in [str(one.label) for one in of_published(found)]) is is_told


@pytest.mark.connections
def test_it_stands_on_the_page_of_goals_and_in_its_file(desk: Desk) -> None:
    held(desk.app, days_ago(desk.app, 90))

    assert "Yearly reports in time 0 of 1; 1 missing" in words(desk.read("/cases/goals"))
    assert (desk.get("/cases/goals.json").json or {})["goals"]["reporting"]["missing"] == 1


def test_it_is_told_at_the_command_line(cli: Cli) -> None:
    assert json.loads(cli("cases", "goals", "--json").stdout)["goals"]["reporting"] == {
        "in_time": 0,
        "late": 0,
        "missing": 0,
        "waited_for": 0,
    }
