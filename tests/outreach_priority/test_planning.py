"""Plans for organisations within a sector, plans that end and begin again, and what others may not see."""

from collections.abc import Mapping

import pytest
from attrs import evolve

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Contact
from outreach_crm.errors import InvalidInputError, RefusedError
from outreach_crm.privacy import service as privacy
from outreach_crm.segments import service as segments
from outreach_crm.tasks import service as tasks
from outreach_priority import service
from outreach_priority.model import Assessment, AssessmentDraft
from outreach_priority.model.budgets import Means
from outreach_priority.model.involvement import Level, Resource
from outreach_priority.model.plans import AdoptionDraft, Plan, PlanEdit
from tests.builders import acting, an_organisation
from tests.outreach_priority.builders import advisers, handed_in

GOOD, FAIR = (4, 4, 4, 2, 4, 0, 0, 0), (2, 2, 2, 2, 2, 0, 0, 0)
DRAFT = AdoptionDraft(means=Means(available={Resource.STAFF: 100}, reserve=0))


def of_the_sector(app: App, name: str, sector: str = "medical") -> Contact:
    """Add an organisation of a sector."""
    return contacts.edit(app, an_organisation(app, name).id, contacts.Edit(sectors=(sector,)))


def sealed(app: App, said: Mapping[str, tuple[int, ...]], **draft: tuple[str, ...]) -> Assessment:
    """Open an assessment of what is rated, let three say the same of it, close and seal it."""
    people = tuple(str(one.id) for one in advisers(app))
    named = AssessmentDraft(title="Whom first", advisers=people, **draft)  # type: ignore[arg-type]
    assessment = service.open_assessment(app, named)
    for seat in (1, 2, 3):
        handed_in(app, assessment, seat, said)
    assessment = service.close(app, assessment.id)
    service.seal(app, assessment, because="the board agreed")
    return service.get(app, assessment.id)


def two_organisations(app: App) -> tuple[Contact, Contact, Assessment]:
    guild, league = of_the_sector(app, "Doctors' Guild"), of_the_sector(app, "Nurses' League")
    names = (guild.name, league.name)
    assessment = sealed(app, {guild.uid: GOOD, league.uid: FAIR}, sectors=("medical",), organisations=names)
    return guild, league, assessment


def plans(app: App, assessment: Assessment) -> dict[str, Plan]:
    return {one.key: one for one in service.adopt(app, assessment, DRAFT)}


def test_a_plan_for_an_organisation_concerns_it_alone(app: App) -> None:
    guild, league, assessment = two_organisations(app)
    adopted = plans(app, assessment)
    plan = adopted[guild.uid]
    assert (plan.title, plan.level, plan.segment_id) == ("Doctors' Guild", Level.STRUCTURE, None)
    assert plan.task_id is not None
    assert tasks.get(app, plan.task_id).contact_id == guild.id
    with app.store.selection() as selection:
        segments.fill(app, selection, segments.read(app, ["plan=structure"]))
        assert [row["contact_id"] for row in app.store.rows("select contact_id from selection")] == [guild.id]
    panels = {one.title: one for one in app.plugins.contact_panels(app, league.id)}
    assert [row[0] for row in panels["What is planned"].rows] == [
        one.title for one in adopted.values() if one.key == league.uid and one.level is not Level.NONE
    ]


def test_who_may_not_see_an_organisation_neither_adopts_nor_reads_its_plan(app: App) -> None:
    guild, _, assessment = two_organisations(app)
    accounts.add_circle(app, "Careful")
    contacts.edit(app, guild.id, contacts.Edit(circle="Careful"))
    with acting(app, "Jonas") as other, pytest.raises(RefusedError, match="may not see"):
        service.adopt(other, assessment, DRAFT)
    adopted = plans(app, assessment)
    assert guild.uid in adopted
    with acting(app, "Jonas") as other:
        assert guild.uid not in {one.key for one in service.plans_of(other, assessment)}


def test_who_may_not_see_an_organisation_is_told_that_the_budget_is_a_part(app: App) -> None:
    guild, league, assessment = two_organisations(app)
    assert not any("may not see" in one for one in service.budget(app, assessment, DRAFT.means, draws=200).told)
    accounts.add_circle(app, "Careful")
    contacts.edit(app, guild.id, contacts.Edit(circle="Careful"))
    with acting(app, "Jonas") as other:
        budget = service.budget(other, service.get(other, assessment.id), DRAFT.means, draws=200)
    assert [one.key for one in budget.lines] == [league.uid]
    assert budget.told[0].startswith("In it are organisations that you may not see")
    assert budget.robustness is None
    assert guild.name not in str(budget)


def test_of_an_erased_organisation_the_plan_stays_without_a_name_and_concerns_nobody(app: App) -> None:
    guild, league, assessment = two_organisations(app)
    plan = plans(app, assessment)[guild.uid]
    privacy.erase(app, [guild.id], because="asked for it")
    assert service.get_plan(app, plan.id).title == ""
    panels = {one.title: one for one in app.plugins.contact_panels(app, league.id)}
    assert [row for row in panels["What is planned"].rows if "structure" in row[1]] == []


def test_a_plan_that_ended_begins_again_with_a_review_of_its_own(app: App) -> None:
    plan = plans(app, sealed(app, {"medical": GOOD}, sectors=("medical",)))["medical"]
    ended = service.edit_plan(app, plan.id, PlanEdit(level="none"))
    assert plan.task_id is not None
    assert tasks.get(app, plan.task_id).done_on == "2026-03-09"
    for edit in (PlanEdit(review="2y"), PlanEdit(group=""), PlanEdit(money=3)):
        with pytest.raises(InvalidInputError, match="Nothing is planned for The Medical Sector"):
            service.edit_plan(app, plan.id, edit)
    again = service.edit_plan(app, plan.id, PlanEdit(level="contact", review="2m"))
    assert (again.review_on, again.staff_hours) == ("2026-05-09", 20)
    assert again.task_id not in {None, plan.task_id}
    assert tasks.get(app, again.task_id or 0).due_on == "2026-05-09"
    changes.undo(app, again.change_id)
    assert service.get_plan(app, plan.id) == evolve(ended, change_id=service.get_plan(app, plan.id).change_id)


def test_a_second_assessment_makes_a_segment_of_another_name(app: App) -> None:
    plans(app, sealed(app, {"medical": GOOD}, sectors=("medical",)))
    first = {one.name for one in segments.list_segments(app)}
    people = tuple(str(one.adviser_id) for one in service.sheets_of(app, service.listed(app)[0]))
    draft = AssessmentDraft(title="Whom first", sectors=("medical",), advisers=people)
    assessment = service.open_assessment(app, draft)
    handed_in(app, assessment, 1, {"medical": GOOD})
    handed_in(app, assessment, 2, {"medical": GOOD})
    service.close(app, assessment.id, early=True)
    service.seal(app, service.get(app, assessment.id), because="the board agreed")
    plans(app, service.get(app, assessment.id))
    assert len({one.name for one in segments.list_segments(app)} - first) == 1
    assert len(service.current_plans(app)) == 1
