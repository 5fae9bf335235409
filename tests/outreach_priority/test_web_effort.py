"""Pages of effort: the best use of what there is, and what levels take."""

import re

import pytest

from outreach_crm.app import App
from outreach_crm.policy import Role
from outreach_priority import service
from outreach_priority.model import Assessment
from outreach_priority.model.budgets import Means
from outreach_priority.model.involvement import Level, Resource
from outreach_priority.model.plans import AdoptionDraft
from tests.outreach_priority.builders import an_assessment, closed, handed_in
from tests.outreach_priority.effort import SAID, THERE, adoption, effort, sealed
from tests.web.office import Desk, at_desk, words

pytestmark = pytest.mark.connections


@pytest.fixture
def assessment(app: App) -> Assessment:
    """Three sectors, of which one is on caution."""
    return closed(app, [SAID] * 3)


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
