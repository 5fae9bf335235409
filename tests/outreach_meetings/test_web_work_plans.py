"""Pages of work plans: an objective is planned, followed and closed there."""

import pytest

from outreach_crm.campaigns import service as campaigns
from outreach_crm.campaigns.model import CampaignDraft
from outreach_meetings import service
from outreach_meetings.model.plans import ObjectiveEdit, State
from tests.outreach_meetings.builders import a_doctors_group
from tests.web.office import Desk, words

pytestmark = pytest.mark.connections

_EMPTY = {"campaign": "", "responsible": "", "due_on": "", "volunteer_hours": "", "staff_hours": "", "money": ""}


def test_an_objective_is_planned_on_a_page_and_stands_in_the_plan(desk: Desk) -> None:
    group = a_doctors_group(desk.app).contact_id
    sent = {**_EMPTY, "title": "A talk at both schools", "volunteer_hours": "12.5", "due_on": "2026-10-31"}

    page = desk.follow(desk.send(f"/meetings/groups/{group}/plan/add?year=2026", sent))

    assert "Planned: A talk at both schools." in words(page)
    assert "12.5 hours of volunteers" in words(page)


def test_what_was_noted_and_what_came_of_it_are_kept_together(desk: Desk) -> None:
    group = a_doctors_group(desk.app).contact_id
    made = service.intend(desk.app, group, 2026, ObjectiveEdit(fields={"title": "A talk"}))
    said = {"noted": "40 students came", "state": "reached", "result": "Six of them joined"}
    sent = {**_EMPTY, "title": "A talk", **said}

    page = desk.follow(desk.send(f"/meetings/objectives/{made.id}", sent))

    assert "Six of them joined" in words(page)
    now = service.objective(desk.app, made.id)
    assert (now.state, [one.text for one in now.notes]) == (State.REACHED, ["40 students came"])


def test_an_objective_closed_without_a_result_is_asked_again_with_all_that_was_typed(desk: Desk) -> None:
    group = a_doctors_group(desk.app).contact_id
    made = service.intend(desk.app, group, 2026, ObjectiveEdit(fields={"title": "A talk"}))
    sent = {**_EMPTY, "title": "A talk", "noted": "40 students came", "state": "reached", "result": ""}

    answer = desk.send(f"/meetings/objectives/{made.id}", sent)

    assert (answer.status_code, "Say what came of it" in words(answer.text)) == (422, True)
    assert "40 students came" in answer.text
    assert service.objective(desk.app, made.id).notes == ()


def test_what_was_decided_elsewhere_is_taken_over_by_a_button(desk: Desk) -> None:
    group = a_doctors_group(desk.app).contact_id
    campaigns.add(desk.app, CampaignDraft(name="Stop torture", group=str(group)))
    plan = f"/meetings/groups/{group}/plan"
    assert "Decided elsewhere" in words(desk.read(plan))

    page = desk.follow(desk.send(f"{plan}/take-over?year=2026", seen=plan))

    assert "Taken over: 1." in words(page)
    assert "Decided elsewhere" not in words(page)


def test_a_year_that_is_none_is_told(desk: Desk) -> None:
    group = a_doctors_group(desk.app).contact_id

    assert desk.get(f"/meetings/groups/{group}/plan?year=soon").status_code == 422
