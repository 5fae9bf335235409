"""Pages of plans: what is made of a sealed result, shown before it is done, changed after."""

import re

import pytest

from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.groups import service as groups
from outreach_crm.groups.model import GroupDraft
from outreach_crm.tasks import service as tasks
from outreach_priority import service
from outreach_priority.model import Assessment, AssessmentDraft
from outreach_priority.model.budgets import Means
from outreach_priority.model.involvement import Level, Resource
from outreach_priority.model.plans import AdoptionDraft
from tests.outreach_priority.builders import closed, handed_in
from tests.outreach_priority.effort import SAID, THERE, adoption, effort, sealed
from tests.web.office import Desk, words

pytestmark = pytest.mark.connections


@pytest.fixture
def assessment(app: App) -> Assessment:
    """Three sectors, of which one is on caution."""
    return closed(app, [SAID] * 3)


def plans(app: App, assessment: Assessment) -> dict[str, Level]:
    return {one.key: one.level for one in service.plans_of(app, assessment)}


def test_plans_are_shown_before_they_are_made_in_one_change(desk: Desk, assessment: Assessment) -> None:
    app = desk.app
    assessment = sealed(app, assessment)
    group = groups.add(app, GroupDraft(name="Medical Group", structure="specialist", sectors=("medical",)))
    link = re.search(r'href="([^"]*/adopt\?[^"]*)"', desk.read(effort(assessment, THERE)))
    assert link
    path = link[1].replace("&amp;", "&")
    page = desk.read(path)
    assert "Nothing is planned for: The International Legal Network." in words(page)
    assert f'value="{group.contact_id}" checked' in page
    assert plans(app, assessment) == {}
    numbers = {one.key: one.id for one in assessment.subjects}
    sent = {
        f"group-{numbers['medical']}": str(group.contact_id),
        f"group-{numbers['unions']}": "",
        "review": "2026-09-01",
    }
    made = words(desk.follow(desk.send(path, {**sent, "owner": "", "because": "Board"})))
    assert "2 plans were made." in made
    assert (
        "The Medical Sector Structure: specialist or professional coordination group Medical Group 400 90 2500" in made
    )
    assert plans(app, assessment)["legal"] is Level.NONE
    assert {one.review_on for one in service.current_plans(app)} == {"2026-09-01"}
    assert "Make plans of it" not in desk.read(effort(assessment, THERE))
    assert desk.get(path).headers["Location"] == effort(assessment)
    changes.undo(app, service.current_plans(app)[0].change_id)
    assert plans(app, assessment) == {}


def test_nobody_can_be_made_responsible_where_there_is_one_group(desk: Desk, assessment: Assessment) -> None:
    app = desk.app
    assessment = sealed(app, assessment)
    groups.add(app, GroupDraft(name="Medical Group", structure="specialist", sectors=("medical",)))
    numbers = {one.key: one.id for one in assessment.subjects}
    sent = {f"group-{numbers['medical']}": "", f"group-{numbers['unions']}": "", "review": "2026-09-01", "owner": ""}
    desk.send(adoption(assessment), sent)
    assert {one.group_id for one in service.current_plans(app)} == {None}


def test_plans_need_a_seal_what_there_is_and_a_day_to_come(desk: Desk, assessment: Assessment) -> None:
    app = desk.app
    assert "is not sealed yet" in words(desk.follow(desk.get(adoption(assessment))))
    assessment = sealed(app, assessment)
    assert "Say what there is of hours and money first" in words(desk.follow(desk.get(adoption(assessment, ""))))
    odd = desk.get(adoption(assessment, "staff_hours=many"))
    assert "Write an amount" in words(desk.follow(odd))
    numbers = {one.key: one.id for one in assessment.subjects}
    sent = {f"group-{numbers[one]}": "" for one in ("medical", "unions")}
    late = desk.send(adoption(assessment), {**sent, "review": "2026-03-09", "owner": ""})
    assert late.status_code == 422
    assert "is not in the future" in words(late.text)
    assert plans(app, assessment) == {}


@pytest.mark.parametrize(("column", "shown"), [("sealed_by", True), ("result", False)])
def test_an_altered_result_is_told_and_no_plans_are_made_of_it(
    desk: Desk, assessment: Assessment, column: str, shown: bool
) -> None:
    app = desk.app
    assessment = sealed(app, assessment)
    with app.change("alter"):
        app.store.update("priority_results", app.store.value("select id from priority_results"), {column: "{}"})
    page = words(desk.read(effort(assessment, THERE)))
    assert "This is not the result that" in page
    assert "Make plans of it" not in page
    assert ("What it goes to" in page) is shown
    assert "This is not the result that" in words(desk.follow(desk.get(adoption(assessment))))
    assert plans(app, assessment) == {}


def test_a_plan_is_shown_changed_and_taken_back(desk: Desk, assessment: Assessment) -> None:
    app = desk.app
    assessment = sealed(app, assessment)
    means = Means(available={Resource.STAFF: 170, Resource.VOLUNTEERS: 700}, reserve=0)
    plan = next(one for one in service.adopt(app, assessment, AdoptionDraft(means=means)) if one.key == "medical")
    path = f"/priorities/plans/{plan.id}"
    page = desk.read(path)
    assert "Who is responsible nobody yet" in words(page)
    assert f'href="/tasks/{plan.task_id}"' in page
    assert f'href="/contacts?segment={plan.segment_id}"' in page
    as_it_is = {"volunteer_hours": "400", "staff_hours": "90", "money": "2500", "review": plan.review_on or ""}
    sent = {**as_it_is, "level": "contact", "group": "", "_version": str(plan.change_id)}
    changed = words(desk.follow(desk.send(f"{path}/edit", sent)))
    assert "The plan for The Medical Sector was changed." in changed
    assert "How far it goes Contact" in changed
    assert "Staff hours 20" in changed
    late = desk.send(f"{path}/edit", {**sent, "money": "3"})
    assert late.status_code == 409
    now = service.get_plan(app, plan.id)
    sent = {"level": "contact", "group": "", "volunteer_hours": "40", "staff_hours": "25", "money": "200"}
    moved = {**sent, "review": "2026-07-01", "_version": str(now.change_id)}
    assert "1 Jul 2026" in words(desk.follow(desk.send(f"{path}/edit", moved))).replace("\u00a0", " ")
    now = service.get_plan(app, plan.id)
    assert (now.staff_hours, now.review_on) == (25, "2026-07-01")
    assert tasks.get(app, now.task_id or 0).due_on == "2026-07-01"
    same = {**moved, "_version": str(now.change_id)}
    assert "It is as it was." in words(desk.follow(desk.send(f"{path}/edit", same)))


def test_a_later_result_says_whose_plans_it_replaces_and_the_earlier_plan_says_so(
    desk: Desk, assessment: Assessment
) -> None:
    app = desk.app
    means = Means(available={Resource.STAFF: 170}, reserve=0)
    before = service.adopt(app, sealed(app, assessment), AdoptionDraft(means=means))[0]
    people = tuple(str(one.adviser_id) for one in service.sheets_of(app, assessment))
    draft = AssessmentDraft(title="Next year", sectors=tuple(SAID), advisers=people)
    later = service.open_assessment(app, draft)
    for seat in (1, 2, 3):
        handed_in(app, later, seat, SAID)
    later = sealed(app, service.close(app, later.id))
    assert "count instead of the plans that were made of: Priorities." in words(desk.read(adoption(later)))
    service.adopt(app, later, AdoptionDraft(means=means))
    page = words(desk.read(f"/priorities/plans/{before.id}"))
    assert "A later plan counts instead." in page
    assert "Edit" not in page
    assert "count instead" not in words(desk.read(effort(later)))
    earlier = words(desk.read(f"/priorities/plans?assessment={assessment.id}"))
    assert "Those that were made of this assessment: Priorities" in earlier


def test_the_card_of_a_group_leads_to_the_plans_it_is_responsible_for(desk: Desk, assessment: Assessment) -> None:
    app = desk.app
    group = groups.add(app, GroupDraft(name="Medical Group", structure="specialist", sectors=("medical",)))
    assessment = sealed(app, assessment)
    means = Means(available={Resource.STAFF: 170}, reserve=0)
    plan = next(one for one in service.adopt(app, assessment, AdoptionDraft(means=means)) if one.key == "medical")
    assert f'href="/priorities/plans/{plan.id}"' in desk.read(f"/contacts/{group.contact_id}")
