"""Pages on which an Urgent Action is previewed, sent, paused and stopped."""

from pathlib import Path

import pytest

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import State
from outreach_crm.jobs import service as jobs
from outreach_crm.jobs.model import State as Done
from outreach_crm.policy import Role
from outreach_urgent_actions.model import Seen
from outreach_urgent_actions.model.issues import State as CaseState
from outreach_urgent_actions.service import distributing, finding, pausing
from tests.urgent_actions.at_work import Answers, coordinator, worked
from tests.urgent_actions.builders import add_issue, add_sign_up
from tests.urgent_actions.outgoing import a_member, names
from tests.web.office import Desk, words

pytestmark = pytest.mark.connections


@pytest.fixture(name="place")
def _place(tmp_path: Path) -> Path:
    return tmp_path / "sent"


@pytest.fixture
def desk(app: App, place: Path) -> Desk:
    """Maria at her desk; Ana and Jon want what is about nurses, Eva about lawyers."""
    a_member(app, "Ana Ruiz", "health professionals")
    a_member(app, "Jon Berg", "nurses")
    a_member(app, "Eva Lind", "lawyers")
    return coordinator(app, place)


@pytest.fixture
def issue(desk: Desk) -> int:
    """A first issue about nurses."""
    return add_issue(desk.app, "nurses", ref="UA 1/2026", deadline_on="2026-04-20", languages=("en",))


def of(issue: int, what: str) -> str:
    return f"/urgent-actions/issues/{issue}/{what}"


def send(desk: Desk, issue: int, **altered: str) -> str:
    """Press the button of the page that sends, and return where it leads."""
    answer = desk.send(of(issue, "send"), {**Answers.of(desk.read(of(issue, "send"))), **altered})
    assert answer.status_code == 303, words(answer.text)
    return str(answer.headers["Location"])


def test_a_preview_says_who_gets_it_and_why_and_who_does_not_and_why_not(desk: Desk, issue: int) -> None:
    told = words(desk.read(of(issue, "preview")))
    assert "It goes to everybody who signed up for it: 2 would get it now." in told
    assert "They get it : 2" in told or "They get it: 2" in told
    assert "signed up for Health professionals (Nurses → Health professionals)" in told
    assert "signed up for none of its keywords Eva Lind" in told
    assert "Go on to send it" in told


def test_the_names_of_one_reason_are_paged(desk: Desk, issue: int) -> None:
    for number in range(55):
        add_sign_up(desk.app, a_member(desk.app, f"Lawyer {number:02}", "lawyers").id, "lawyers")
    page = desk.read(of(issue, "preview?decision=no&rule=no-keyword"))
    assert "Lawyer 20" in words(page)
    assert "Lawyer 54" not in words(page)
    more = page.partition('rel="next"')[0].rpartition('href="')[2].partition('"')[0].replace("&amp;", "&")
    assert "Lawyer 54" in words(desk.read(more.partition("#")[0]))


def test_somebody_is_asked_for_by_name(desk: Desk, issue: int) -> None:
    a_member(desk.app, "Nora Vik", "lawyers")
    told = words(desk.read(of(issue, "preview?q=Eva")))
    assert "Eva Lind signed up for none of its keywords" in told
    assert "Nobody is called so." in words(desk.read(of(issue, "preview?q=Xaver")))


def test_a_message_is_read_as_somebody_would_read_it(desk: Desk, issue: int) -> None:
    jon = next(one.contact_id for one in _seen(desk, issue) if one.contact == "Jon Berg")
    told = words(desk.read(of(issue, f"message?to={jon}")))
    assert "Dear Jon Berg" in told
    assert "Please write." in told


def _seen(desk: Desk, issue: int) -> list[Seen]:
    from outreach_urgent_actions.service import previewing

    return [*previewing.everybody(desk.app, issue)]


def test_what_is_shown_is_sent_beside_the_pages_and_how_it_goes_is_told(desk: Desk, issue: int, place: Path) -> None:
    page = words(desk.read(of(issue, "send")))
    assert "2 of 2 would get it now" in page
    assert "you, Maria, say that the list and the text are right" in page
    path = send(desk, issue)
    assert path == of(issue, "sending")
    going = desk.read(path)
    assert "On its way to 2 contacts." in words(going)
    assert 'hx-trigger="every 2s"' in going
    job = worked(desk)
    assert (job.state, job.path) == (Done.DONE, path)
    assert names(place) == {"ana", "jon"}
    assert "It was sent already. See how the sending went" in words(desk.read(of(issue, "send")))
    over = desk.read(path)
    assert "sent 2" in words(over)
    assert "every 2s" not in over


def test_a_job_that_is_begun_again_sends_nothing_twice(desk: Desk, issue: int, place: Path) -> None:
    send(desk, issue)
    worked(desk)
    (mailing,) = distributing.mailings(desk.app, issue)
    dispatch.send_beside(desk.app, mailing)
    assert "nothing of it was sent now" in worked(desk).sentence
    assert len(list(place.glob("*.txt"))) == 2


def test_one_job_sends_it_from_whichever_page_and_however_often_somebody_goes_on(desk: Desk, issue: int) -> None:
    send(desk, issue)
    (mailing,) = distributing.mailings(desk.app, issue)
    path = of(issue, f"mailings/{mailing}/resume")
    assert "Go on" not in words(desk.read(of(issue, "sending")))
    for _ in range(2):
        assert desk.send(path, {"because": ""}).headers["Location"] == of(issue, "sending")
    assert desk.send(f"/mailings/{mailing}/start", seen=path).status_code == 303
    assert len(jobs.list_jobs(desk.app)) == 1


def test_a_job_that_was_cut_off_leaves_the_rest_due_and_the_page_says_how_to_go_on(
    desk: Desk, issue: int, place: Path
) -> None:
    send(desk, issue)
    jobs.stop(desk.app, jobs.list_jobs(desk.app)[0].id)
    page = desk.read(of(issue, "sending"))
    assert "being sent" in words(page)
    assert "Go on with 2" in words(page)
    assert "every 2s" not in page
    (mailing,) = distributing.mailings(desk.app, issue)
    resume = of(issue, f"mailings/{mailing}/resume")
    assert "2 are still to go." in words(desk.read(resume))
    desk.follow(desk.send(resume, {"because": ""}))
    worked(desk)
    assert names(place) == {"ana", "jon"}


def test_a_list_that_is_another_by_now_is_shown_again_before_it_leaves(desk: Desk, issue: int) -> None:
    shown = Answers.of(desk.read(of(issue, "send")))
    a_member(desk.app, "Nora Vik", "nurses")
    answer = desk.send(of(issue, "send"), shown)
    assert answer.status_code == 409
    assert "The list is another one by now" in words(answer.text)
    assert "It would go to 3." in words(answer.text)
    assert distributing.mailings(desk.app, issue) == []
    send(desk, issue)


def test_one_who_left_and_one_who_signed_up_are_noticed(desk: Desk, issue: int) -> None:
    shown = Answers.of(desk.read(of(issue, "send")))
    pausing.pause(desk.app, contacts.find(desk.app, "Jon Berg")[0].id)
    a_member(desk.app, "Nora Vik", "nurses")
    answer = desk.send(of(issue, "send"), shown)
    assert answer.status_code == 409
    assert "It would go to 2." in words(answer.text)
    assert distributing.mailings(desk.app, issue) == []


def test_a_reason_that_is_another_by_now_is_noticed(desk: Desk, issue: int) -> None:
    shown = Answers.of(desk.read(of(issue, "send")))
    add_sign_up(desk.app, contacts.find(desk.app, "Jon Berg")[0].id, "health professionals")
    assert desk.send(of(issue, "send"), shown).status_code == 409
    assert distributing.mailings(desk.app, issue) == []


def test_what_is_to_be_minded_is_confirmed_before_it_leaves(desk: Desk) -> None:
    soon = add_issue(desk.app, "nurses", ref="UA 2/2026", deadline_on="2026-03-10", languages=("en",))
    page = desk.read(of(soon, "send"))
    assert "To be minded before it leaves: the deadline is 10 March 2026." in words(page)
    refused = desk.send(of(soon, "send"), Answers.of(page))
    assert refused.status_code == 422
    assert "Read what is to be minded, and tick that you have." in words(refused.text)
    send(desk, soon, minded="yes")


def test_a_double_click_sends_once(desk: Desk, issue: int) -> None:
    shown = Answers.of(desk.read(of(issue, "send")))
    assert desk.send(of(issue, "send"), shown).status_code == 303
    again = desk.send(of(issue, "send"), shown)
    assert again.status_code == 200
    assert "It has begun, and 2 are still to go." in words(again.text)
    assert len(distributing.mailings(desk.app, issue)) == 1


def test_after_the_deadline_somebody_says_why(desk: Desk) -> None:
    late = add_issue(desk.app, "nurses", ref="UA 2/2026", deadline_on="2026-03-01", languages=("en",))
    shown = Answers.of(desk.read(of(late, "send")))
    answer = desk.send(of(late, "send"), {**shown, "after": "yes", "minded": "yes"})
    assert answer.status_code == 422
    assert "Say why it goes out after its deadline" in words(answer.text)
    refused = desk.send(of(late, "send"), {**shown, "minded": "yes"})
    assert "The deadline was 1 March 2026" in words(refused.text)
    send(desk, late, after="yes", because="The desk asks for it.", minded="yes")


def test_a_second_person_approves_where_the_section_says_so(app: App, issue: int, place: Path) -> None:
    maria = coordinator(app, place, second_person_above=1)
    page = words(maria.read(of(issue, "send")))
    assert "It goes to more than 1, so somebody else approves the list before it leaves." in page
    assert "Write the list of 2 down" in page
    path = send(maria, issue)
    assert "Maria has frozen the list" in words(maria.read(path))
    assert "Approve and send it" not in words(maria.read(of(issue, "send")))
    assert maria.send(of(issue, "go-on"), seen="/urgent-actions/new").status_code == 403
    bo = coordinator(app, place, "Bo", second_person_above=1)
    assert "Approve and send it" in words(bo.read(of(issue, "send")))
    bo.follow(bo.send(of(issue, "go-on"), seen=of(issue, "send")))
    assert worked(bo).state is Done.DONE
    assert names(place) == {"ana", "jon"}


def test_a_mailing_is_paused_and_goes_on_after_a_break(desk: Desk, issue: int, place: Path) -> None:
    path = send(desk, issue)
    (mailing,) = distributing.mailings(desk.app, issue)
    pause = of(issue, f"mailings/{mailing}/pause")
    assert desk.send(pause, {"because": ""}).status_code == 422
    assert "paused: the desk rang" in words(desk.follow(desk.send(pause, {"because": "the desk rang"})))
    assert "paused; nothing of it was sent now" in worked(desk).sentence
    assert not list(place.glob("*.txt"))
    desk.follow(desk.send(of(issue, f"mailings/{mailing}/resume"), {"because": ""}))
    assert worked(desk).state is Done.DONE
    assert "sent 2" in words(desk.read(path))


def test_the_mailing_of_another_issue_is_not_touched(desk: Desk, issue: int) -> None:
    send(desk, issue)
    (mailing,) = distributing.mailings(desk.app, issue)
    other = add_issue(desk.app, "nurses", ref="UA 2/2026")
    assert desk.get(of(other, f"mailings/{mailing}/pause")).status_code == 404


def test_a_stop_cancels_at_once_and_tells_those_who_got_it(desk: Desk, issue: int, place: Path) -> None:
    app = desk.app
    send(desk, issue)
    worked(desk)
    case = finding.find_case(app, "UA 1/2026")
    path = f"/urgent-actions/cases/{case.id}/stop"
    told = words(desk.read(path))
    assert "Got an issue of it 2" in told
    assert desk.send(path, {"because": " "}).status_code == 422
    page = words(desk.follow(desk.send(path, {"because": "Her family asks us to."})))
    assert "UA 1/2026 is stopped. 0 messages that had not left are cancelled. 2 who got it are being told." in page
    assert finding.get_case(app, case.id).state is CaseState.STOPPED
    assert worked(desk).state is Done.DONE
    assert len([one for one in place.glob("*.txt") if "Please stop writing" in one.read_text()]) == 2
    shown = words(desk.read(f"/urgent-actions/cases/{case.id}"))
    assert "Pull, if not yet posted: 2" in shown
    assert "UA 1/2026: ana-ruiz ….txt" in shown


def test_a_stop_in_mid_sending_lets_nothing_more_leave(desk: Desk, issue: int, place: Path) -> None:
    send(desk, issue)
    case = finding.find_case(desk.app, "UA 1/2026")
    answer = desk.send(f"/urgent-actions/cases/{case.id}/stop", {"because": "At once."})
    assert "2 messages that had not left are cancelled. Nobody who could be told has got it." in words(
        desk.follow(answer)
    )
    worked(desk)
    assert not list(place.glob("*.txt"))
    (mailing,) = distributing.mailings(desk.app, issue)
    assert dispatch.get(desk.app, mailing).state is State.DONE


def test_an_update_goes_to_those_who_got_the_case(desk: Desk, issue: int, place: Path) -> None:
    update = add_issue(desk.app, "lawyers", ref="UA 1/2026", kind="followup", languages=("en",))
    assert "There is no earlier issue of UA 1/2026 to follow" in words(desk.read(of(update, "preview")))
    send(desk, issue)
    worked(desk)
    told = words(desk.read(of(update, "preview")))
    assert "It goes to the 2 who got UA 1/2026: 2 would get it now." in told
    send(desk, update, minded="yes")
    worked(desk)
    assert names(place) == {"ana", "jon"}


def test_whoever_only_reads_previews_and_does_not_send(app: App, issue: int, place: Path) -> None:
    rosa = coordinator(app, place, "Rosa", Role.READER)
    page = rosa.read(of(issue, "preview"))
    assert of(issue, "send") not in page
    assert rosa.get(of(issue, "send")).status_code == 403
    assert rosa.client.post(of(issue, "go-on")).status_code == 403
