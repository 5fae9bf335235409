"""Pages on which it is written down what groups did for cases, and what they reported."""

from pathlib import Path

import pytest

from outreach_cases import service
from outreach_cases.model.activities import ActivityDraft, ActivityKind
from outreach_cases.model.holdings import Holding
from outreach_cases.model.prompts import Prompt
from outreach_crm.dispatch import service as dispatch
from tests.builders import a_person
from tests.outreach_cases.builders import a_case, days_ago
from tests.outreach_cases.holdings import a_free_case, a_local_group, accepted, hold, with_mail
from tests.web.office import Desk, words

pytestmark = pytest.mark.connections


def _held(desk: Desk) -> Holding:
    group, ana = a_local_group(desk.app)
    return accepted(desk.app, group, a_free_case(desk.app), ana, on=days_ago(desk.app, 20))


def test_letters_of_a_group_are_written_down_on_the_page_of_what_it_holds(desk: Desk) -> None:
    held = _held(desk)
    form = f"/cases/holdings/{held.id}/activity"

    page = desk.follow(desk.send(form, {"kind": "appeal letters", "number": "12", "words": "to the minister"}))

    assert "appeal letters (12): to the minister" in words(page)
    assert "appeal letters (12): to the minister" in words(desk.read(f"/cases/{held.case_id}"))
    again = desk.send(form, {"kind": "appeal letters", "number": "12", "words": "to the minister"})
    assert again.status_code == 409
    assert "written down already" in words(again.text)
    assert 'value="to the minister"' in again.text


def test_a_day_that_cannot_be_is_told_beside_its_question_and_nothing_typed_is_lost(desk: Desk) -> None:
    held = _held(desk)
    sent = {"kind": "stall", "words": "At the market", "on": "2026-01-01"}

    answer = desk.send(f"/cases/holdings/{held.id}/activity", sent)

    assert answer.status_code == 422
    assert "began on" in words(answer.text)
    assert "At the market" in answer.text
    assert service.done_while_held(desk.app, held.id) == []


def test_a_report_begins_as_what_was_done_and_tells_when_the_next_is_due(desk: Desk) -> None:
    held = _held(desk)
    draft = ActivityDraft(case_id=held.case_id, group_id=held.group_id, kind=ActivityKind.STALL, words="At the market")
    service.record(desk.app, draft)
    form = f"/cases/holdings/{held.id}/report"
    assert "stall: At the market" in desk.read(form)

    page = desk.follow(desk.send(form, {"text": "A stall, and few of us.", "letters": "0"}))

    assert "the next report is due by 9 March 2027" in words(page)
    assert "no appeal letters" in words(page)
    assert "A stall, and few of us." in words(page)
    assert "Take a report in" not in words(page)  # one a day; the next button is there tomorrow


def test_where_a_report_came_today_the_page_of_the_case_says_so_and_nothing_typed_is_lost(desk: Desk) -> None:
    held = _held(desk)
    form = f"/cases/holdings/{held.id}/report"
    service.hand_in(desk.app, held.id, text="A year")

    quicker = desk.send(form, {"text": "Our own words", "letters": "0"}, seen=f"/cases/{held.case_id}/activity")
    page = desk.follow(desk.client.get(form))

    assert (quicker.status_code, "Our own words" in quicker.text) == (409, True)
    assert "handed in a report on 9 March 2026 already" in words(page)
    assert "Who holds the casefile" in words(page)


def test_the_section_writes_down_its_own_quiet_work_and_takes_it_away(desk: Desk) -> None:
    case = a_case(desk.app)
    sent = {"kind": "trial observer", "words": "Second day of the trial"}

    page = desk.follow(desk.send(f"/cases/{case.id}/activity", sent))

    (made,) = service.activities(desk.app, case.id)
    assert "we: trial observer: Second day of the trial restricted" in words(page)
    gone = desk.follow(desk.send(f"/cases/activities/{made.id}/remove", seen=f"/cases/{case.id}"))
    assert "Second day" not in words(gone)


def test_what_is_due_stands_on_the_page_with_whom_to_write_to(desk: Desk) -> None:
    group, ana = a_local_group(desk.app)
    number = hold(desk.app, group, a_free_case(desk.app), ana, report_on=days_ago(desk.app, 61))

    page = desk.read(f"/cases/holdings/{number}")

    assert "ask the coordinator" in words(page)
    assert "Write to the coordinator" in words(page)
    answer = desk.send(f"/cases/holdings/{number}/prompt", seen=f"/cases/holdings/{number}")
    assert "Nobody coordinates the work" in words(answer.text)


def test_a_button_that_is_pressed_twice_writes_about_what_it_said_and_about_nothing_else(desk: Desk) -> None:
    app, since = desk.app, days_ago(desk.app, 182)
    group, ana = a_local_group(app)
    service.coordinate(app, with_mail(app, a_person(app, "Cé Do").id), "Iran")
    held = hold(app, group, a_free_case(app, opened_on=since), ana, from_on=since, report_on=days_ago(app, 65))
    here = f"/cases/holdings/{held}"
    pressed = f"{here}/prompt?about=report+missing"
    assert pressed in desk.read(here)

    assert "They are written to: Cé Do." in words(desk.follow(desk.send(pressed, {}, seen=here)))
    again = desk.send(pressed, {}, seen=here)

    assert again.status_code == 409
    assert "Nobody is to be written to" in words(again.text)
    left = service.due_prompt(app, held)
    assert left is not None
    assert left.kind is Prompt.COORDINATOR


def test_an_update_is_written_and_the_office_notes_who_has_read_it(desk: Desk) -> None:
    held = _held(desk)
    page = desk.follow(desk.send(f"/cases/{held.case_id}/update", {"kind": "development", "text": "She is free."}))
    assert "Who was not sent it Lyon group, Ana Ruiz" in words(page)
    assert "She is free." in words(desk.read(f"/cases/{held.case_id}"))
    (made,) = service.updates(desk.app, held.case_id)
    assert held.holder is not None
    with desk.app.change("test: sent"):
        sent = {"update_id": made.id, "holder_id": held.holder.id, "sent_on": made.written_on}
        number = desk.app.store.insert("case_receipts", sent)
    here = f"/cases/updates/{made.id}"
    assert "not read so far" in words(desk.read(here))

    page = desk.follow(desk.send(f"/cases/receipts/{number}/seen", seen=here))

    assert "Lyon group , Ana Ruiz: read on 9 March 2026 (the office)" in words(page)


def test_an_update_that_came_back_stands_out_until_they_have_read_it(desk: Desk, tmp_path: Path) -> None:
    held = _held(desk)
    made = service.update(desk.app, held.case_id, "She is free.")
    assert "not sent so far" in words(desk.read(f"/cases/{held.case_id}"))
    service.send_update(desk.app, made.id, channel="folder", place=str(tmp_path))
    (lost,) = desk.app.store.rows("select id from v_deliveries")
    dispatch.came_back(desk.app, {lost["id"]: "nobody of that name"})
    here, told = f"/cases/updates/{made.id}", "sent on 9 March 2026, came back: nobody of that name"
    assert f'<strong class="late">{told}</strong>' in desk.read(here)
    assert "sent to 1, read by 0, 1 came back" in words(desk.read(f"/cases/{held.case_id}"))

    (receipt,) = service.get_update(desk.app, made.id).receipts
    page = desk.follow(desk.send(f"/cases/receipts/{receipt.id}/seen", seen=here))

    assert told not in words(page)
    assert "read on 9 March 2026 (the office)" in words(page)
