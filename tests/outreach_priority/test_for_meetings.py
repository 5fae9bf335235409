"""Rounds in which a group scores and plans it is responsible for are matters of its meeting."""

from datetime import date

from outreach_crm.app import App
from outreach_crm.groups import service as groups
from outreach_crm.model import Ref
from outreach_priority import service
from outreach_priority.model import AssessmentDraft
from outreach_priority.model.budgets import Means
from outreach_priority.model.involvement import Resource
from outreach_priority.model.plans import AdoptionDraft
from tests.builders import a_group, acting
from tests.meeting import TODAY, days, hide, in_a_sector, matters, titles
from tests.outreach_priority.builders import an_advisory_group, an_assessment, closed
from tests.outreach_priority.test_planning import two_organisations

GOOD = {"legal": (4, 4, 4, 2, 4, 0, 0, 0)}
YEAR = date(2027, 3, 9)


def test_a_round_is_a_matter_of_the_group_that_was_asked_until_it_is_closed(app: App) -> None:
    group, other = an_advisory_group(app).contact_id, a_group(app).contact_id
    round_ = service.open_assessment(app, AssessmentDraft(group=str(group), sectors=("legal",), due_on="2w"))
    (item,) = matters(app, group, "Priorities")
    assert (item.ref, item.due_on, item.office) == (Ref("priority_assessments", round_.id), date(2026, 3, 23), False)
    assert titles(app, other, "Priorities") == []
    (event,) = days(app, "priority_assessments", TODAY, date(2026, 3, 23))
    assert (event.on, event.contact_ids[0], len(event.contact_ids)) == (item.due_on, group, 4)
    service.close(app, round_.id, early=True)
    assert titles(app, group, "Priorities") == []
    assert days(app, "priority_assessments", TODAY, date(2026, 3, 23)) == []


def test_a_round_concerns_groups_whose_members_score_and_those_that_know_the_sector(app: App) -> None:
    round_ = an_assessment(app, sectors=("legal",))
    (seat, *_) = service.sheets_of(app, round_)
    scoring = a_group(app, "Local Group", "local").contact_id
    assert titles(app, scoring, "Priorities") == []
    assert seat.adviser_id is not None
    groups.join(app, scoring, seat.adviser_id)
    assert len(titles(app, scoring, "Priorities")) == 1
    knowing = in_a_sector(app, a_group(app, "Lawyers", "specialist").contact_id, "legal")
    doctors = in_a_sector(app, a_group(app, "Doctors", "specialist").contact_id, "medical")
    assert [one.office for one in matters(app, knowing, "Priorities")] == [True]
    assert titles(app, doctors, "Priorities") == []


def test_a_plan_is_a_matter_of_its_group_from_the_day_of_its_review(app: App) -> None:
    group = in_a_sector(app, a_group(app).contact_id, "legal")
    assessment = closed(app, [GOOD] * 3)
    service.seal(app, assessment, because="the board agreed")
    draft = AdoptionDraft(means=Means(available={Resource.STAFF: 100}, reserve=0), groups={"legal": str(group)})
    (plan,) = service.adopt(app, service.get(app, assessment.id), draft)
    assert titles(app, group, "Plans") == []
    (item,) = matters(app, group, "Plans", YEAR)
    assert (item.ref, item.due_on) == (Ref("priority_plans", plan.id), YEAR)
    (event,) = days(app, "priority_plans", YEAR, YEAR)
    assert (event.contact_ids, event.office) == ((group,), False)  # the office has it as a task
    hide(app, group)
    with acting(app, "Jonas") as jonas:
        assert titles(jonas, group, "Plans", YEAR) == []
        assert [one.contact_ids for one in days(jonas, "priority_plans", YEAR, YEAR)] == [()]


def test_a_plan_for_an_organisation_that_is_hidden_is_offered_to_nobody_else(app: App) -> None:
    guild, league, assessment = two_organisations(app)
    group = str(in_a_sector(app, a_group(app, "Doctors").contact_id, "medical"))
    draft = AdoptionDraft(means=Means(available={Resource.STAFF: 100}, reserve=0), groups={guild.uid: group})
    service.adopt(app, assessment, draft)
    expected = titles(app, int(group), "Plans", YEAR)
    assert f"{guild.name}: the plan is to be looked at again" in expected
    hide(app, guild.id)
    assert titles(app, int(group), "Plans", YEAR) == expected
    with acting(app, "Jonas") as jonas:
        assert titles(jonas, int(group), "Plans", YEAR) == [one for one in expected if guild.name not in one]
        named = [str(one.title) for one in days(jonas, "priority_plans", YEAR, YEAR)]
    assert all(guild.name not in one for one in named)
    assert any(league.name in one for one in named)
