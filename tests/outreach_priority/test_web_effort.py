"""Pages of effort and plans: the best use of what there is, what levels take, and what is made of a sealed result."""

import re

import pytest

from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.groups import service as groups
from outreach_crm.groups.model import GroupDraft
from outreach_crm.policy import Role
from outreach_crm.tasks import service as tasks
from outreach_priority import service
from outreach_priority.model import Assessment, AssessmentDraft
from outreach_priority.model.budgets import Means
from outreach_priority.model.involvement import Level, Resource
from outreach_priority.model.plans import AdoptionDraft
from tests.outreach_priority.builders import Ratings, an_assessment, closed, handed_in
from tests.web.office import Desk, at_desk, words

pytestmark = pytest.mark.connections
# Strong in both analyses; at home only; with a risk that three see.
SAID: Ratings = {
    "medical": (4, 4, 3, 2, 4, 0, 0, 0),
    "unions": (4, 0, 1, 2, 3, 0, 0, 0),
    "legal": (3, 3, 3, 2, 3, 2, 0, 0),
}
THERE = "staff_hours=170&volunteer_hours=700&money=&reserve=0"


@pytest.fixture
def desk(app: App) -> Desk:
    """Maria at her desk."""
    return at_desk(app)


@pytest.fixture
def assessment(app: App) -> Assessment:
    """Three sectors, of which one is on caution."""
    return closed(app, [SAID] * 3)


def sealed(app: App, assessment: Assessment) -> Assessment:
    service.seal(app, assessment, because="the board agreed")
    return service.get(app, assessment.id)


def effort(assessment: Assessment, asked: str = "") -> str:
    return f"/priorities/{assessment.id}/effort{'?' if asked else ''}{asked}"


def adoption(assessment: Assessment, asked: str = THERE) -> str:
    return f"/priorities/{assessment.id}/adopt?{asked}"


def plans(app: App, assessment: Assessment) -> dict[str, Level]:
    return {one.key: one.level for one in service.plans_of(app, assessment)}


def test_while_a_round_is_open_only_what_levels_take_is_shown(desk: Desk) -> None:
    app = desk.app
    assessment = an_assessment(app)
    handed_in(app, assessment, 1, dict.fromkeys(("legal", "medical", "unions"), (4, 4, 4, 4, 4, 0, 0, 0)))
    for asked in ("", THERE, f"{THERE}&firm=yes"):
        page = words(desk.read(effort(assessment, asked)))
        assert "The round is still open." in page
        assert "What each level takes" in page
        assert "best set" not in page
        assert "100.0" not in page
    answer = desk.get(adoption(assessment))
    assert answer.headers["Location"] == effort(assessment)
    assert "is not sealed yet" in words(desk.read(effort(assessment)))


def test_nor_is_the_first_round_weighed_while_a_second_one_is_open(desk: Desk, assessment: Assessment) -> None:
    service.again(desk.app, assessment.id)
    page = words(desk.read(effort(assessment, f"{THERE}&firm=yes")))
    assert "The round is still open." in page
    assert "The best use of it" not in page
    assert "nobody has said yet how the risk is met" not in page.lower()


def test_the_best_use_of_what_there_is_adds_up(desk: Desk, assessment: Assessment) -> None:
    page = words(desk.read(effort(assessment, "staff_hours=200&money=5000&reserve=15")))
    assert "Staff hours 200 30 150 20" in page
    assert "Money 5000 750 4000 250" in page
    assert "Volunteer hours not limited 560" in page
    assert "The Medical Sector Structure: specialist or professional coordination group" in page
    assert re.search(r"Together \d+\.\d 560 150 4000", page)
    assert "The International Legal Network Nobody has said yet how the risk is met" in page
    assert "the result is not sealed yet" in page
    assert "Make plans of it" not in page


def test_what_is_not_said_is_not_limited_and_something_has_to_be_said(desk: Desk, assessment: Assessment) -> None:
    page = words(desk.read(effort(assessment, "staff_hours=&money=&reserve=20")))
    assert "at least one has to be said" in page
    assert "The best use of it" not in page


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("staff_hours=many", "Write an amount, such as 40 or 12.50."),
        ("staff_hours=-3", "Write an amount, such as 40 or 12.50."),
        ("staff_hours=1e9", "Write an amount, such as 40 or 12.50."),
        ("staff_hours=10&reserve=150", "Not more than 100."),
        ("staff_hours=10&subject-{medical}=fix-nonsense", "Choose one of these."),
        ("staff_hours=10&subject-{medical}=fix-network", "needs more than there is"),
        ("staff_hours=100&subject-{legal}=fix-contact", "cannot have the level contact"),
    ],
)
def test_what_cannot_be_is_said_beside_the_question(desk: Desk, assessment: Assessment, asked: str, said: str) -> None:
    numbers = {one.key: one.id for one in assessment.subjects}
    page = words(desk.read(effort(assessment, asked.format(**numbers))))
    assert said in page
    assert "What each level takes" in page


def test_what_is_promised_or_barred_is_kept_to(desk: Desk, assessment: Assessment) -> None:
    numbers = {one.key: one.id for one in assessment.subjects}
    asked = (
        f"staff_hours=170&reserve=0&subject-{numbers['unions']}=fix-contact&subject-{numbers['medical']}=not-structure"
    )
    page = desk.read(effort(assessment, asked))
    assert "Trade Unions Contact" in words(page)
    assert "The Medical Sector Network" in words(page)
    assert '<option value="fix-contact" selected' in page


def test_a_comma_and_blanks_in_an_amount_are_read(desk: Desk, assessment: Assessment) -> None:
    assert "Staff hours 1200.5" in words(desk.read(effort(assessment, "staff_hours=1+200,5")))


def test_how_firm_it_is_is_told_when_asked(desk: Desk, assessment: Assessment) -> None:
    page = desk.read(effort(assessment, THERE))
    assert "At this level" not in words(page)
    assert "firm=yes" in page
    firm = words(desk.read(effort(assessment, f"{THERE}&firm=yes")))
    assert "At this level" in firm
    assert "In the best set whatever one makes of weights and ratings: The Medical Sector" in firm
    assert f"(seed {assessment.seed})" in firm


def test_what_a_level_takes_is_said_anew_for_all_and_for_one_and_taken_back(desk: Desk, assessment: Assessment) -> None:
    app = desk.app
    path = f"/priorities/{assessment.id}/effort/package?level=contact"
    sent = {"volunteer_hours": "40", "staff_hours": "12,5", "money": "200", "share": "35", "because": "as last year"}
    page = words(desk.follow(desk.send(path, sent)))
    assert "Kept: what the level contact takes for all." in page
    assert "Contact 35 % 40 12.5 200" in page
    desk.send(f"{path}&for=medical", {**sent, "staff_hours": "30", "share": "35"})
    page = desk.read(effort(assessment))
    assert "The Medical Sector Contact 35 % 40 30 200" in words(page)
    assert {one.staff_hours for one in service.packages_of(app, assessment)["medical"]} >= {30}
    assert {one.staff_hours for one in service.packages_of(app, assessment)["legal"]} >= {12.5}
    drop = f"/priorities/{assessment.id}/effort/package/drop"
    desk.send(drop, {"level": "contact", "for": "medical"}, seen=effort(assessment))
    assert {one.staff_hours for one in service.packages_of(app, assessment)["medical"]} >= {12.5}
    assert "Otherwise for one of them" not in desk.read(effort(assessment))


def test_another_model_of_a_structure_brings_its_own_numbers(desk: Desk, assessment: Assessment) -> None:
    path = f"/priorities/{assessment.id}/effort/package?level=structure"
    asked = desk.read(path)
    assert "advisory group" in asked
    sent = {"model": "advisory", "volunteer_hours": "400", "staff_hours": "90", "money": "2500", "share": "100"}
    desk.send(path, sent)
    (package,) = [one for one in service.packages_of(desk.app, assessment)["medical"] if one.level is Level.STRUCTURE]
    assert (package.model, package.staff_hours) == ("advisory", 120)


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


def test_whoever_reads_sees_effort_and_plans_and_changes_nothing(app: App, assessment: Assessment) -> None:
    reader = at_desk(app, "Rosa", Role.READER)
    page = reader.read(effort(assessment, THERE))
    assert "The best use of it" in words(page)
    assert "/package" not in page
    assessment = sealed(app, assessment)
    means = Means(available={Resource.STAFF: 170}, reserve=0)
    plan = service.adopt(app, assessment, AdoptionDraft(means=means))[0]
    assert "/edit" not in reader.read(f"/priorities/plans/{plan.id}")
    for path in (f"plans/{plan.id}/edit", f"{assessment.id}/adopt", f"{assessment.id}/effort/package?level=contact"):
        assert reader.get(f"/priorities/{path}").status_code == 403
    assert reader.get("/priorities/plans.csv").status_code == 403
