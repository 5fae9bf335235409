"""Actions stand on the agenda of a meeting, take its letters, and go off it at once where work on their case rests."""

import pytest

from outreach_cases import service
from outreach_cases.model.levels import Decided, Level, Reason
from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.groups import service as groups
from outreach_crm.model import Ref
from outreach_meetings import service as meetings
from outreach_meetings.model.series import Meeting
from tests.outreach_cases.actions import a_letter_group, an_action, titles
from tests.outreach_cases.holdings import a_free_case
from tests.outreach_meetings.builders import a_meeting

TODAY = "2026-03-09 07:00"


def planned(app: App, group_id: int, starts: str = "2026-03-12 18:00") -> Meeting:
    """Plan a meeting of a group, and build its agenda."""
    made = a_meeting(app, groups.get(app, group_id), starts)
    meetings.build(app, made)
    return made


def on_agenda(app: App, meeting: Meeting) -> list[str]:
    return [str(one.title) for one in meetings.agenda(app, meeting).items if one.ref and one.ref.kind == "case_actions"]


def test_an_action_of_a_case_that_is_closed_goes_off_the_agenda_and_an_undo_brings_it_back(app: App) -> None:
    lyon, case = a_letter_group(app), a_free_case(app)
    an_action(app, "For Sanaa", case=str(case.id))
    meeting = planned(app, lyon)
    assert on_agenda(app, meeting) == ["For Sanaa"]

    closed = service.level(app, case.id, Decided(state=Level.CLOSED.value, reason=Reason.RELEASED))

    assert on_agenda(app, meeting) == []
    journal.undo(app, closed.change_id)
    assert on_agenda(app, meeting) == ["For Sanaa"]


def test_a_stop_and_an_end_take_actions_off_the_agendas(app: App) -> None:
    lyon, case = a_letter_group(app), a_free_case(app)
    an_action(app, "For Sanaa", case=str(case.id))
    miners = an_action(app)
    meeting = planned(app, lyon)

    service.stop(app, case.id, Reason.SAFETY, note="Arrests after letters came")
    assert on_agenda(app, meeting) == ["Free the miners"]

    service.end_action(app, miners.id)
    assert on_agenda(app, meeting) == []


@pytest.mark.parametrize("what", ["miners", "case_actions:{id}"])
def test_letters_told_at_a_meeting_count_on_the_action_and_are_corrected_there(app: App, what: str) -> None:
    lyon, found = a_letter_group(app), an_action(app)
    meeting = planned(app, lyon, TODAY)
    said = what.format(id=found.id)

    for number in (5, 3):
        meetings.letters(app, meeting, {said: number})

    assert [(row["name"], row["letters"]) for row in service.writers(app, found.id)] == [("Lyon group", 3)]
    assert titles(app, lyon) == []
    meetings.letters(app, meeting, {said: 0})
    assert service.writers(app, found.id) == []
    assert titles(app, lyon) == ["Free the miners"]


def test_what_was_taken_off_an_agenda_by_hand_stays_off_it(app: App) -> None:
    lyon, found = a_letter_group(app), an_action(app)
    meeting = planned(app, lyon)
    (item,) = [one for one in meetings.agenda(app, meeting).items if one.ref == Ref("case_actions", found.id)]

    meetings.drop(app, item.id)

    meetings.build(app, meeting)
    assert (on_agenda(app, meeting), item.appeals) == ([], True)
