"""The work plan of a group: taken over from what was decided, followed at meetings, closed with what came of it."""

import json
from collections.abc import Callable
from datetime import date

import pytest
from click.testing import Result

from outreach_crm.app import App
from outreach_crm.campaigns import service as campaigns
from outreach_crm.campaigns.model import CampaignDraft
from outreach_crm.changes import service as journal
from outreach_crm.errors import ConflictError, InvalidInputError
from outreach_crm.model import Ref
from outreach_meetings import service
from outreach_meetings.model.plans import Objective, ObjectiveEdit, State
from tests.builders import a_person
from tests.outreach_meetings.builders import a_doctors_group, a_meeting

YEAR = 2026
Cli = Callable[..., Result]


def intended(app: App, group_id: int, title: str = "A talk at both medical schools", **fields: str) -> Objective:
    return service.intend(app, group_id, YEAR, ObjectiveEdit(fields={"title": title, **fields}))


def test_campaigns_of_the_group_are_taken_over_once(app: App) -> None:
    group = a_doctors_group(app).contact_id
    campaigns.add(app, CampaignDraft(name="Stop torture", to_on="2026-10-31", group=str(group)))
    campaigns.add(app, CampaignDraft(name="Long ago", from_on="2019-01-01", to_on="2019-12-31", group=str(group)))
    assert [title for _, title in service.work_plan(app, group, YEAR).offered] == ["Stop torture"]

    (made,) = service.take_over(app, group, YEAR)

    assert (made.title, made.campaign, made.due_on) == ("Stop torture", "Stop torture", "2026-10-31")
    assert service.work_plan(app, group, YEAR).offered == ()
    with pytest.raises(InvalidInputError, match="not in its plan already"):
        service.take_over(app, group, YEAR)


def test_progress_at_a_meeting_is_kept_with_its_day_and_begins_what_was_only_planned(app: App) -> None:
    group = a_doctors_group(app)
    meeting = a_meeting(app, group)
    made = intended(app, group.contact_id)

    now = service.revise(app, made.id, ObjectiveEdit(), noted="Both deans agreed", meeting=meeting)

    assert now.state is State.UNDER_WAY
    assert [(one.noted_on, one.text) for one in now.notes] == [("2026-04-02", "Both deans agreed")]
    others = a_meeting(app, a_doctors_group(app, name="Nurses"))
    with pytest.raises(InvalidInputError, match="not an objective of"):
        service.revise(app, made.id, ObjectiveEdit(), noted="Well", meeting=others)


def test_an_objective_is_closed_only_with_a_word_on_what_came_of_it(app: App) -> None:
    made = intended(app, a_doctors_group(app).contact_id)
    with pytest.raises(InvalidInputError, match="for whom did it change something"):
        service.revise(app, made.id, ObjectiveEdit(fields={"state": "reached"}))

    fields = {"state": "reached", "result": "A prisoner in our case was seen by a doctor of his choice"}
    closed = service.revise(app, made.id, ObjectiveEdit(fields=fields))

    assert (closed.state, closed.closed_on) == (State.REACHED, "2026-03-09")
    with pytest.raises(ConflictError, match="open it again first"):
        service.revise(app, made.id, ObjectiveEdit(), noted="More")
    again = service.revise(app, made.id, ObjectiveEdit(fields={"state": "under way"}))
    assert again.closed_on is None


def test_who_is_responsible_changes_with_the_objective_and_undo_brings_them_back(app: App) -> None:
    group = a_doctors_group(app).contact_id
    a_person(app, "Ana Ruiz")
    a_person(app, "Tom Bell")
    made = intended(app, group, responsible="Ana Ruiz")

    with app.change("hand over") as change:
        handed = service.revise(app, made.id, ObjectiveEdit(fields={"responsible": "Tom Bell"}))
    assert handed.responsible == "Tom Bell"
    journal.undo(app, change.id)

    assert service.objective(app, made.id).responsible == "Ana Ruiz"


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"title": " "}, "means to reach"),
        ({"money": "-3"}, "no number of hours or money"),
        ({"volunteer_hours": "nan"}, "no number of hours or money"),
        ({"staff_hours": "many"}, "no number of hours or money"),
        ({"due_on": "someday"}, "is not a day"),
    ],
)
def test_what_cannot_be_right_is_told_and_nothing_is_kept(app: App, fields: dict[str, str], told: str) -> None:
    group = a_doctors_group(app).contact_id

    with pytest.raises(InvalidInputError, match=told):
        intended(app, group, **{"title": "A talk", **fields})

    assert service.work_plan(app, group, YEAR).objectives == ()


def test_a_year_of_another_age_is_refused(app: App) -> None:
    group = a_doctors_group(app).contact_id

    with pytest.raises(InvalidInputError, match="not for 20260"):
        service.intend(app, group, 20260, ObjectiveEdit(fields={"title": "A talk"}))


def test_what_is_due_of_the_plan_stands_on_the_agenda_in_the_calendar_and_on_the_list_of_the_day(app: App) -> None:
    group = a_doctors_group(app).contact_id
    a_person(app, "Ana Ruiz")
    due = intended(app, group, "A talk", due_on="2026-03-09", responsible="Ana Ruiz")
    intended(app, group, "A letter a month", due_on="2026-12-31")

    (matter,) = [one for one in app.plugins.agenda_items(app, group, date(2026, 3, 9)) if one.heading == "Work plan"]
    assert (matter.title, matter.owner, matter.ref) == ("A talk", "Ana Ruiz", Ref("meeting_objectives", due.id))
    days = [one.title for one in app.plugins.calendar_events(app, date(2026, 3, 9), date(2026, 12, 31))]
    assert days == ["A talk", "A letter a month"]
    (told,) = [one for one in app.plugins.reminders(app, date(2026, 3, 9)) if one.group == "Work plans"]
    assert str(told.sentence) == "How far is Doctors' group with this: A talk"

    service.revise(app, due.id, ObjectiveEdit(fields={"state": "given up", "result": "The school refused"}))

    assert [one.title for one in app.plugins.agenda_items(app, group, date(2026, 3, 9)) if one.ref == matter.ref] == []
    assert [one for one in app.plugins.reminders(app, date(2026, 3, 9)) if one.group == "Work plans"] == []


def test_the_plan_is_written_and_followed_on_the_command_line(cli: Cli) -> None:
    cli("groups", "add", "Doctors", "--structure", "specialist")
    cli("meetings", "objective", "Doctors", "A talk at both schools", "--by", "6m", "--volunteer-hours", "12.5")

    noted = cli("meetings", "progress", "Doctors", "talk", "Both deans agreed")

    assert "under way" in noted.output
    shown = cli("meetings", "work-plan", "Doctors")
    assert "12.5 hours of volunteers" in shown.output
    assert "Both deans agreed" in shown.output
    (only,) = json.loads(cli("meetings", "work-plan", "Doctors", "--json").stdout)["objectives"]
    assert (only["state"], only["volunteer_hours"]) == ("under way", 12.5)
