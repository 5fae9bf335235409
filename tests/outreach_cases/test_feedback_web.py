"""Pages of feedback: written down, answered, sent, appealed and concluded, by whoever may, with nothing typed lost."""

from pathlib import Path

import pytest

from outreach_cases.model.feedback import State
from outreach_cases.model.replies import ReplyDraft
from outreach_cases.service import feedback, picking
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft
from outreach_crm.jobs import service as jobs
from outreach_crm.policy import Role
from tests.builders import acting
from tests.outreach_cases.builders import a_case, a_feedback, answered, appealed, days_ago
from tests.web.office import Desk, at_desk, words

pytestmark = pytest.mark.connections

NEW = {"decision": "closure", "text": "She is still in prison", "giver": "a member", "contact": "", "owner": "Maria"}


def test_feedback_is_written_down_on_a_page_that_the_case_leads_to(desk: Desk) -> None:
    case = a_case(desk.app)
    assert f"/cases/feedback/add?case={case.id}" in desk.read(f"/cases/{case.id}")
    assert "Sanaa Rezaiy" in words(desk.read(f"/cases/feedback/add?case={case.id}"))

    sent = {**NEW, "case": str(case.id), "received_on": "2026-03-01"}
    page = desk.follow(desk.send("/cases/feedback/add", sent))

    assert "Feedback: closure of Sanaa Rezaiy" in words(page)
    (found,) = feedback.listed(desk.app, feedback.wanted(desk.app))
    assert (found.due_on, found.giver) == ("2026-03-31", "a member")
    assert "Closure, 1 March 2026: to be answered" in words(desk.read(f"/cases/{case.id}"))


def test_what_is_wrong_stands_beside_its_question_and_nothing_written_is_lost(desk: Desk) -> None:
    answer = desk.send("/cases/feedback/add", {**NEW, "case": "", "received_on": "2026-03-10"})

    assert answer.status_code == 422
    assert "She is still in prison" in answer.text
    named = desk.send("/cases/feedback/add", {**NEW, "case": "", "about": ""})
    assert "Say which case it is about" in words(named.text)
    assert desk.send("/cases/feedback/add", {**NEW, "case": "99"}).status_code == 422
    assert feedback.listed(desk.app, feedback.wanted(desk.app)) == []


def test_the_case_is_found_by_words_on_the_page(desk: Desk) -> None:
    case = a_case(desk.app, ref="IP 12")

    (found,) = picking.cases(desk.app, "rez", ())

    assert (found.key, str(found.label)) == (str(case.id), "Sanaa Rezaiy (IP 12) (active)")
    assert [one.key for one in picking.cases(desk.app, "", ["99", str(case.id), "x"])] == [str(case.id)]


def test_it_is_edited_on_a_page_and_the_second_of_two_sees_what_the_first_wrote(desk: Desk) -> None:
    found = a_feedback(desk.app)
    sent = {**NEW, "about": "Reza Amini", "text": "Twice", "_version": str(found.change_id)}

    assert "Twice" in words(desk.follow(desk.send(f"/cases/feedback/{found.id}/edit", sent)))
    again = desk.send(f"/cases/feedback/{found.id}/edit", {**sent, "text": "Three times"})

    assert again.status_code == 409
    assert "Three times" in again.text


def test_an_answer_is_written_looked_at_and_leaves(desk: Desk, tmp_path: Path) -> None:
    ana = contacts.add(desk.app, ContactDraft(name="Ana Ruiz", emails=("ana@example.org",)))
    found = a_feedback(desk.app, contact=str(ana.id))
    path = f"/cases/feedback/{found.id}"
    page = desk.follow(desk.send(f"{path}/answer", {"subject": "Your letter", "text": "She was released"}))
    assert "The answer as it is written" in words(page)

    shown = words(desk.read(f"{path}/send"))
    assert "She was released" in shown
    desk.follow(desk.send(f"{path}/send", {"way": "folder", "_version": _version(desk.app, found.id)}))
    while jobs.run_one(desk.app):
        pass

    assert feedback.get(desk.app, found.id).state is State.ANSWERED
    assert "They appeal" in words(desk.read(path))


def _version(app: App, feedback_id: int) -> str:
    reply = feedback.reply(app, feedback.get(app, feedback_id))
    assert reply is not None
    return str(reply.change_id)


def test_it_is_answered_by_hand_appealed_and_concluded(desk: Desk) -> None:
    found = a_feedback(desk.app, received_on="2026-03-01")
    path = f"/cases/feedback/{found.id}"
    wrong = desk.send(f"{path}/answered", {"how": "letter", "text": "Because", "on": "2026-02-01"})
    assert (wrong.status_code, "It came on 1 March 2026" in words(wrong.text)) == (422, True)
    assert "Because" in wrong.text

    desk.follow(desk.send(f"{path}/answered", {"how": "letter", "text": "Because", "on": "2026-03-02", "by": "Board"}))
    desk.follow(desk.send(f"{path}/appeal", {"text": "It was another woman", "on": "2026-03-03"}))
    page = desk.follow(desk.send(f"{path}/outcome", {"outcome": "changed", "text": "They are right", "on": ""}))

    assert "concluded: the decision is changed" in words(page)
    assert [one.text for one in feedback.get(desk.app, found.id).steps] == [
        "Because",
        "It was another woman",
        "They are right",
    ]
    assert "/outcome" not in desk.read(path)
    late = desk.send(f"{path}/appeal", {"text": "Once more", "on": ""})
    assert (late.status_code, "Once more" in late.text) == (409, True)


def test_the_second_of_two_who_write_a_step_is_told(desk: Desk) -> None:
    found = a_feedback(desk.app)
    with acting(desk.app, "Bea") as bea:
        answered(bea, found)

    late = desk.send(
        f"/cases/feedback/{found.id}/answered", {"how": "letter", "text": "Mine", "on": "", "_version": "0"}
    )

    assert late.status_code == 409
    assert "Bea wrote down meanwhile" in words(late.text)


def test_before_an_appeal_only_a_withdrawal_is_offered(desk: Desk) -> None:
    found = a_feedback(desk.app)

    assert 'value="upheld"' not in desk.read(f"/cases/feedback/{found.id}/outcome")
    appealed(desk.app, found)
    assert 'value="upheld"' in desk.read(f"/cases/feedback/{found.id}/outcome")


def test_the_list_has_what_is_due_first_and_says_how_it_is_answered(desk: Desk) -> None:
    a_feedback(desk.app, received_on=days_ago(desk.app, 40))
    answered(desk.app, a_feedback(desk.app, about="Bo Li"))

    due, everything = words(desk.read("/cases/feedback")), words(desk.read("/cases/feedback?all=yes"))

    assert "closure of Reza Amini" in due
    assert "Bo Li" not in due
    assert "closure of Bo Li" in everything
    assert "1 answered on time, 0 late, 1 overdue and open, 0 not yet due" in due
    assert 'class="late"' in desk.read("/cases/feedback")


def test_whoever_only_reads_is_led_to_no_form(desk: Desk) -> None:
    found = a_feedback(desk.app)
    feedback.write(desk.app, found.id, ReplyDraft(text="She was released"))
    rita = at_desk(desk.app, "Rita", Role.READER)

    page = rita.read(f"/cases/feedback/{found.id}")

    assert "She is still in prison" in page
    assert not [one for one in ("/answer", "/send", "/outcome", "/edit") if f"/{found.id}{one}" in page]
    assert rita.get(f"/cases/feedback/{found.id}/outcome").status_code == 403


def test_the_record_of_feedback_has_its_page(desk: Desk) -> None:
    found = a_feedback(desk.app)

    assert desk.get(f"/cases/feedback/{found.id}").status_code == 200
    assert desk.get("/cases/feedback/99").status_code == 404
