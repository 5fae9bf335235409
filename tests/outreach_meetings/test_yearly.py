"""The year of a group: what it planned beside what came of it, and what its meetings did."""

from collections.abc import Callable

import pytest
from click.testing import Result

from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError
from outreach_crm.groups import service as groups
from outreach_crm.groups.model import Heading
from outreach_meetings import service
from outreach_meetings.model.attendance import Presence
from outreach_meetings.model.minutes import DecisionDraft
from outreach_meetings.model.plans import Objective, ObjectiveEdit
from tests.outreach_meetings.builders import a_doctors_group, a_meeting
from tests.web.office import Desk, words

FREED = "A prisoner of our case was seen by a doctor of his choice"


def intended(app: App, group_id: int, title: str, **fields: str) -> Objective:
    return service.intend(app, group_id, 2026, ObjectiveEdit(fields={"title": title, **fields}))


def a_year(app: App) -> int:
    """A group that met once, decided once, reached one of two objectives and used some of its hours."""
    group = a_doctors_group(app, "Ana Ruiz", "Tom Bell")
    meeting = a_meeting(app, group, "2026-03-05 19:30", quorum=2)
    service.attend(app, meeting, {}, rest=Presence.PRESENT)
    service.decide(app, service.meant(app, group.name, past=True), DecisionDraft(text="We write"))
    intended(app, group.contact_id, "A talk at both schools")
    reached = intended(app, group.contact_id, "A doctor for the prisoner")
    service.revise(app, reached.id, ObjectiveEdit(fields={"state": "reached", "result": FREED}))
    hours = Heading.VOLUNTEER_HOURS
    groups.set_resources(app, group.contact_id, 2026, planned={hours: 40}, used={hours: 12.5})
    return group.contact_id


def test_plan_and_result_stand_beside_each_other_what_was_reached_first(app: App) -> None:
    found = service.year_report(app, a_year(app), 2026)

    assert [one.title for one in found.ordered] == ["A doctor for the prisoner", "A talk at both schools"]
    assert found.changed[0].result == FREED
    assert str(found.told) == "1 of 2 objectives reached; 1 meeting, 1 decision, 0 letters"
    assert [(one.planned, one.used) for one in found.resources] == [(40, 12.5)]


def test_a_year_in_which_nothing_was_planned_says_so(app: App) -> None:
    found = service.year_report(app, a_year(app), 2025)

    assert str(found.told) == "0 of 0 objectives reached; 0 meetings, 0 decisions, 0 letters"
    with pytest.raises(InvalidInputError, match="is no year"):
        service.year_report(app, found.plan.group_id, 0)


@pytest.mark.connections
def test_the_page_of_a_year_tells_what_changed_and_for_whom(desk: Desk) -> None:
    page = words(desk.read(f"/meetings/groups/{a_year(desk.app)}/report?year=2026"))

    assert FREED in page
    assert "We write" in page
    assert "12.5" in page


def test_the_report_is_printed_on_the_command_line(cli: Callable[..., Result]) -> None:
    cli("groups", "add", "Doctors", "--structure", "specialist")
    cli("meetings", "objective", "Doctors", "A doctor for the prisoner")
    cli("meetings", "progress", "Doctors", "doctor", "--state", "reached", "--result", FREED)

    printed = " ".join(cli("meetings", "report", "Doctors").output.split())

    assert "Reached: - A doctor for the prisoner: " + FREED in printed
