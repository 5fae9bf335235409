"""A sealed result becomes plans: levels, who is responsible, a review, whom to approach; and it can be taken back."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from attrs import evolve
from click.testing import Result

from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError, RefusedError
from outreach_crm.groups import service as groups
from outreach_crm.groups.model import GroupDraft
from outreach_crm.model import Ref
from outreach_crm.privacy import service as privacy
from outreach_crm.segments import service as segments
from outreach_crm.tasks import service as tasks
from outreach_priority import service
from outreach_priority.model import Assessment, DecisionDraft
from outreach_priority.model.budgets import Means
from outreach_priority.model.involvement import Level, PackageDraft, Resource
from outreach_priority.model.plans import AdoptionDraft, Plan, PlanEdit
from tests.builders import acting, an_organisation
from tests.outreach_priority.builders import closed

Cli = Callable[..., Result]
# Strong in both analyses; at home only; with a risk that three see.
SAID = {"medical": (4, 4, 3, 2, 4, 0, 0, 0), "unions": (4, 0, 1, 2, 3, 0, 0, 0), "legal": (3, 3, 3, 2, 3, 2, 0, 0)}
MEANS = Means(available={Resource.STAFF: 170, Resource.VOLUNTEERS: 700}, reserve=0)


def a_sealed_one(app: App) -> Assessment:
    assessment = closed(app, [SAID] * 3)
    service.seal(app, assessment, because="the board agreed")
    return service.get(app, assessment.id)


def adopted(app: App, assessment: Assessment, **more: Any) -> dict[str, Plan]:
    draft = AdoptionDraft(**{"means": MEANS, **more})
    return {one.key: one for one in service.adopt(app, assessment, draft, because="for the year")}


def test_a_sealed_result_becomes_plans_with_a_review_and_a_segment(app: App) -> None:
    group = groups.add(app, GroupDraft(name="Medical Group", structure="specialist", sectors=("medical",)))
    guild = an_organisation(app, "Doctors' Guild")
    contacts.edit(app, guild.id, contacts.Edit(sectors=("medical",)))
    plans = adopted(app, a_sealed_one(app))
    medical = plans["medical"]
    assert (medical.level, medical.model, medical.staff_hours) == (Level.STRUCTURE, "specialist", 90)
    assert (medical.group, medical.group_id) == ("Medical Group", group.contact_id)
    assert medical.review_on == "2027-03-09"
    assert medical.task_id is not None
    assert tasks.get(app, medical.task_id).due_on == "2027-03-09"
    segment = segments.get(app, str(medical.segment_id))
    assert segments.count(app, segment).count == 1
    assert (plans["legal"].level, plans["legal"].task_id) == (Level.NONE, None)  # on caution, and nobody decided


def test_all_of_it_is_one_change_that_can_be_taken_back(app: App) -> None:
    assessment = a_sealed_one(app)
    before = [one.name for one in segments.list_segments(app)]
    plans = adopted(app, assessment)
    changes.undo(app, plans["medical"].change_id)
    assert service.plans_of(app, assessment) == []
    assert [one.name for one in segments.list_segments(app)] == before
    assert tasks.list_tasks(app) == []
    assert adopted(app, assessment).keys() == plans.keys()


def test_a_decision_lets_a_sector_on_caution_be_chosen_with_what_that_costs(app: App) -> None:
    assessment = closed(app, [SAID] * 3)
    legal = service.subject_meant(assessment, "legal")
    decision = DecisionDraft(goes=True, because="we need them", mitigation="no joint names on paper", staff_hours=5)
    service.decide(app, assessment, legal, decision)
    service.seal(app, assessment, because="the board agreed")
    plans = adopted(app, assessment, means=evolve(MEANS, fixed={"legal": Level.CONTACT}))
    assert plans["legal"].staff_hours == 25


def test_only_a_sealed_result_is_adopted_and_only_once(app: App) -> None:
    assessment = closed(app, [SAID] * 3)
    with pytest.raises(RefusedError, match="not sealed yet"):
        adopted(app, assessment)
    service.seal(app, assessment, because="the board agreed")
    adopted(app, assessment)
    with pytest.raises(ConflictError, match="adopted already"):
        adopted(app, assessment)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"review": "2020-01-01"}, "not in the future"),
        ({"groups": {"medical": "Nobody's Group"}}, "Nobody's Group"),
        ({"groups": {"women": "Medical Group"}}, "women"),
        ({"owner": "Nobody"}, "Nobody"),
        ({"means": Means(available={})}, "Say what there is"),
    ],
)
def test_what_cannot_be_adopted_leaves_everything_as_it_was(app: App, more: dict[str, Any], said: str) -> None:
    assessment = a_sealed_one(app)
    with pytest.raises((InvalidInputError, NotFoundError), match=said):
        adopted(app, assessment, **more)
    assert service.plans_of(app, assessment) == []
    assert segments.list_segments(app) == []


def test_a_plan_is_changed_and_its_review_moves_with_its_task(app: App) -> None:
    assessment = a_sealed_one(app)
    plan = adopted(app, assessment)["medical"]
    changed = service.edit_plan(app, plan.id, PlanEdit(level="contact", review="6m", money=50, version=plan.change_id))
    assert (changed.level, changed.staff_hours, changed.money) == (Level.CONTACT, 20, 50)
    assert changed.review_on == "2026-09-09"
    assert changed.task_id is not None
    assert tasks.get(app, changed.task_id).due_on == "2026-09-09"
    with pytest.raises(ConflictError, match="meanwhile"):
        service.edit_plan(app, plan.id, PlanEdit(level="none", version=plan.change_id))
    nothing = service.edit_plan(app, plan.id, PlanEdit(level="none"))
    assert (nothing.level, nothing.task_id, nothing.staff_hours) == (Level.NONE, None, 0)
    assert service.current_plans(app) == [one for one in service.plans_of(app, assessment) if one.level != Level.NONE]
    again = service.edit_plan(app, plan.id, PlanEdit(level="network"))
    assert again.task_id is not None


def test_a_plan_keeps_to_the_rules(app: App) -> None:
    plans = adopted(app, a_sealed_one(app))
    with pytest.raises(RefusedError, match="does not stand out in both"):
        service.edit_plan(app, plans["unions"].id, PlanEdit(level="structure"))
    with pytest.raises(RefusedError, match="nobody has said yet how the risk is met"):
        service.edit_plan(app, plans["legal"].id, PlanEdit(level="contact"))
    with pytest.raises(InvalidInputError, match="cannot be planned"):
        service.edit_plan(app, plans["unions"].id, PlanEdit(money=-1))


def test_cards_and_segments_know_what_is_planned(app: App) -> None:
    guild = an_organisation(app, "Doctors' Guild")
    contacts.edit(app, guild.id, contacts.Edit(sectors=("medical",)))
    group = groups.add(app, GroupDraft(name="Medical Group", structure="specialist", sectors=("medical",)))
    plan = adopted(app, a_sealed_one(app))["medical"]
    for contact_id, title in ((guild.id, "What is planned"), (group.contact_id, "Plans it is responsible for")):
        panel = next(one for one in app.plugins.contact_panels(app, contact_id) if one.title == title)
        assert [row[1] for row in panel.rows] == ["structure: specialist or professional coordination group"]
        ref = panel.refs[0]
        assert isinstance(ref, Ref)
        assert ref.id == plan.id
    planned = segments.read(app, ["plan=structure", "kind=organisation"])
    assert segments.count(app, planned).count == 1
    assert segments.count(app, segments.read(app, ["plan=single-action"])).count == 0
    assert "have a plan of the level structure" in segments.sentence(app, planned)


def test_who_may_not_see_the_group_does_not_read_its_name(app: App) -> None:
    from outreach_crm.accounts import service as accounts

    group = groups.add(app, GroupDraft(name="Quiet Group", structure="specialist", sectors=("medical",)))
    assessment = a_sealed_one(app)
    adopted(app, assessment)
    accounts.add_circle(app, "Careful")
    contacts.edit(app, group.contact_id, contacts.Edit(circle="Careful"))
    with acting(app, "Jonas") as other:
        plan = next(one for one in service.plans_of(other, assessment) if one.key == "medical")
        assert (plan.group_id, plan.group) == (None, "")


def test_of_an_erased_group_no_name_stays(app: App) -> None:
    group = groups.add(app, GroupDraft(name="Short Group", structure="specialist", sectors=("medical",)))
    assessment = a_sealed_one(app)
    adopted(app, assessment)
    privacy.erase(app, [group.contact_id], because="asked for it")
    plan = next(one for one in service.plans_of(app, assessment) if one.key == "medical")
    assert (plan.group_id, plan.group, plan.level) == (None, "", Level.STRUCTURE)


def test_packages_are_said_anew_for_all_or_for_one(app: App) -> None:
    assessment = closed(app, [SAID] * 3)
    service.set_package(app, assessment, PackageDraft(level="contact", staff_hours=12))
    medical = service.set_package(app, assessment, PackageDraft(level="contact", subject="medical", money=0))
    assert (medical.staff_hours, medical.money, medical.own) == (12, 0, True)
    there = {key: {one.level: one for one in many} for key, many in service.packages_of(app, assessment).items()}
    assert there["unions"][Level.CONTACT].staff_hours == 12
    assert there["unions"][Level.CONTACT].money == 200
    local = service.set_package(app, assessment, PackageDraft(level="structure", model="local-brief", staff_hours=40))
    assert (local.model, local.volunteer_hours, local.staff_hours) == ("local-brief", 300, 40)
    shipped = service.drop_package(app, assessment, "contact", "medical")
    assert (shipped.staff_hours, shipped.money) == (12, 200)
    with pytest.raises(NotFoundError, match="Nothing of its own"):
        service.drop_package(app, assessment, "network")


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        (PackageDraft(level="none", money=1), "takes nothing"),
        (PackageDraft(level="contct", money=1), "contact"),
        (PackageDraft(level="contact", money=-1), "Money is -1"),
        (PackageDraft(level="contact", share=2), "between 0 and 1"),
        (PackageDraft(level="contact", model="advisory"), "Only a structure has a model"),
        (PackageDraft(level="structure", model="country"), "no model of a structure"),
        (PackageDraft(level="contact", subject="atlantis", money=1), "atlantis"),
    ],
)
def test_a_package_that_makes_no_sense_is_refused(app: App, draft: PackageDraft, said: str) -> None:
    assessment = closed(app, [SAID] * 3)
    with pytest.raises((InvalidInputError, NotFoundError), match=said):
        service.set_package(app, assessment, draft)


def test_what_is_judged_later_counts_instead(app: App) -> None:
    adopted(app, a_sealed_one(app))
    assert {one.key for one in service.current_plans(app)} == {"medical", "unions"}
    later = closed_again(app)
    adopted(app, later, means=Means(available={Resource.STAFF: 0}))
    assert {one.key for one in service.current_plans(app)} == set()


def closed_again(app: App) -> Assessment:
    people = tuple(str(one.adviser_id) for one in service.sheets_of(app, service.listed(app)[0]))
    from outreach_priority.model import AssessmentDraft
    from tests.outreach_priority.builders import handed_in

    draft = AssessmentDraft(title="Next year", sectors=tuple(SAID), advisers=people)
    assessment = service.open_assessment(app, draft)
    for seat in (1, 2, 3):
        handed_in(app, assessment, seat, SAID)
    assessment = service.close(app, assessment.id)
    service.seal(app, assessment, because="the board agreed")
    return service.get(app, assessment.id)


def test_commands_show_packages_find_the_best_use_and_adopt(cli: Cli) -> None:
    _prepare()
    assert "specialist or professional" in cli("priority", "packages", "1").output
    cli("priority", "package", "1", "contact", "--for", "medical", "--staff-hours", "12")
    budget = json.loads(cli("priority", "budget", "1", "--staff-hours", "200", "--json").stdout)
    assert budget["lines"][0]["level"] == "structure"
    assert "What cannot be chosen" in cli("priority", "budget", "1", "--staff-hours", "200").output
    said = cli("priority", "adopt", "1", "--staff-hours", "200", "--review", "6m").output
    assert "structure" in said
    assert "Take back: outreach undo" in said
    assert "Medical" in cli("priority", "plans").output
    number = json.loads(cli("priority", "plans", "--json").stdout)[0]["id"]
    assert "contact, 40 volunteer hours" in cli("priority", "plan", str(number), "--level", "contact").output


def _prepare() -> None:
    import os

    app = App.open(os.environ["OUTREACH_DATABASE"], actor="maria")
    a_sealed_one(app)
    app.close()
