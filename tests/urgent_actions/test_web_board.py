"""The board of Urgent Actions, the page of a case, and what comes back."""

from pathlib import Path

import pytest

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.policy import Role
from outreach_urgent_actions import plugin
from outreach_urgent_actions.model.boards import Next, Tab
from outreach_urgent_actions.service import boards, editing, finding, showing
from tests.urgent_actions.at_work import coordinator, saved
from tests.urgent_actions.builders import add_issue
from tests.urgent_actions.outgoing import a_member, sent
from tests.web.office import Desk, words

pytestmark = pytest.mark.connections
BOARD = "/urgent-actions"


@pytest.fixture
def desk(app: App, tmp_path: Path) -> Desk:
    """Maria at her desk."""
    return coordinator(app, tmp_path / "sent")


def on_board(app: App, tab: Tab = Tab.RUNNING) -> list[str]:
    return [one.name for one in boards.board(app, tab)]


def case_of(app: App, ref: str) -> str:
    return f"/urgent-actions/cases/{finding.find_case(app, ref).id}"


def test_an_empty_board_says_how_to_begin(desk: Desk) -> None:
    page = desk.read(BOARD)
    assert "Paste the Urgent Action that has just arrived, and it stands here." in words(page)
    assert f'href="{BOARD}/new"' in page


def test_cases_stand_under_the_tab_of_how_far_they_are(app: App) -> None:
    add_issue(app, "nurses", ref="UA 1/2026", deadline_on="2026-04-01")
    add_issue(app, "nurses", ref="UA 2/2026", deadline_on="2026-03-20")
    add_issue(app, "nurses", ref="UA 3/2026", issued="2026-01-09", deadline_on="2026-03-08")
    add_issue(app, "nurses", ref="UA 4/2026")
    add_issue(app, "nurses", ref="UA 5/2020", issued="2020-01-09")
    add_issue(app, "nurses", ref="UA 6/2026", deadline_on="2026-04-01")
    editing.close(app, "UA 6/2026")
    assert on_board(app) == ["UA 2/2026", "UA 1/2026", "UA 4/2026"]
    assert on_board(app, Tab.PAST) == ["UA 6/2026", "UA 3/2026", "UA 5/2020"]
    assert on_board(app, Tab.STOPPED) == []
    assert len(on_board(app, Tab.ALL)) == 6


def test_the_board_tells_figures_alarms_and_the_next_step(desk: Desk, tmp_path: Path) -> None:
    app = desk.app
    for name in ("Ana Ruiz", "Jon Berg"):
        a_member(app, name, "nurses")
    issue = add_issue(app, "nurses", ref="UA 1/2026", deadline_on="2026-03-11", languages=("en",))
    assert boards.board(app)[0].step.what is Next.SEND
    sent(app, issue, tmp_path / "sent")
    (line,) = boards.board(app)
    assert (line.got, line.left, line.wrote, line.step.what) == (2, 0, 0, Next.LOG)
    told = words(desk.read(BOARD))
    assert "2 days to the deadline; few takers: 2" in told
    assert "Log appeals" in told


def test_each_state_of_a_case_has_its_next_step(app: App, tmp_path: Path) -> None:
    a_member(app, "Ana Ruiz", "nurses")
    first = add_issue(app, "nurses", ref="UA 1/2026", deadline_on="2026-03-20", languages=("en",))
    sent(app, first, tmp_path)
    later = add_issue(app, "nurses", ref="UA 1/2026", kind="followup", deadline_on="2026-03-20", languages=("en",))
    (line,) = boards.board(app)
    assert (line.step.what, line.step.issue_id, line.last) == (Next.SEND, later, "update")
    add_issue(app, "nurses", ref="UA 2/2026", deadline_on="2026-03-01")
    (past,) = boards.board(app, Tab.PAST)
    assert past.step.what is Next.CLOSE


def test_the_board_is_narrowed_by_a_keyword_and_a_word_that_is_none_is_told(desk: Desk) -> None:
    add_issue(desk.app, "nurses", ref="UA 1/2026", deadline_on="2026-04-01")
    add_issue(desk.app, "lawyers", ref="UA 2/2026", deadline_on="2026-04-01")
    told = words(desk.read(f"{BOARD}?keyword=health+professionals"))
    assert "UA 1/2026" in told
    assert "UA 2/2026" not in told
    assert "There is no keyword 'abcxyz'" in words(desk.read(f"{BOARD}?keyword=abcxyz"))
    assert desk.get(f"{BOARD}.json?keyword=abcxyz").status_code == 404


def test_the_board_is_to_be_had_as_json_and_csv(desk: Desk) -> None:
    add_issue(desk.app, "nurses", ref="UA 1/2026", deadline_on="2026-04-01")
    (line,) = desk.get(f"{BOARD}.json").json or []
    assert (line["name"], line["deadline_on"], line["step"]["what"]) == ("UA 1/2026", "2026-04-01", "send")
    assert desk.read(f"{BOARD}.csv").splitlines()[1].startswith("UA 1/2026,")


def test_a_case_is_found_by_its_number_however_it_is_written_and_by_words(desk: Desk) -> None:
    saved(desk)
    path = case_of(desk.app, "UA 12/26")
    for text in ("UA 12/26", "12/2026", "elena duarte"):
        answer = desk.get(f"{BOARD}?q={text}")
        assert (answer.status_code, answer.headers.get("Location")) == (303, path), text
    assert "No case is called so: UA 999/26." in words(desk.read(f"{BOARD}?q=UA 999/26"))


def test_the_search_of_the_office_finds_cases(app: App) -> None:
    add_issue(app, "nurses", ref="UA 1/2026")
    (hit,) = plugin.hits(app, "UA 1/26")
    assert hit.ref is not None
    assert (hit.ref.kind, hit.title) == ("ua_cases", "UA 1/2026")
    assert list(plugin.hits(app, "  ")) == []


def test_the_page_of_a_case_shows_its_chain_its_people_and_how_to_write(desk: Desk) -> None:
    saved(desk)
    page = desk.read(case_of(desk.app, "UA 12/26"))
    told = words(page)
    assert "first issue" in told
    assert "Elena Duarte Prieto, f, 41, nurse and trade unionist" in told
    assert "Minister of the Interior, Carrera 8 No. 1, Bogota, Colombia" in told
    assert "Preview and send" in told


def test_appeals_are_logged_by_count_and_kind_and_by_whom(desk: Desk) -> None:
    saved(desk)
    ana, path = a_member(desk.app, "Ana Ruiz", "nurses"), case_of(desk.app, "UA 12/26")
    sent_now = {"letters": "12", "emails": "3", "by": str(ana.id), "on": "2026-03-08"}
    page = desk.follow(desk.send(f"{path}/appeals", sent_now))
    assert "Written down: 15 appeals for UA 12/2026." in words(page)
    (back,) = showing.show_case(desk.app, "UA 12/26").back
    assert (back.letters, back.emails, back.people) == (12, 3, 1)


def test_no_appeals_and_a_day_to_come_are_asked_for_again(desk: Desk) -> None:
    saved(desk)
    path = f"{case_of(desk.app, 'UA 12/26')}/appeals"
    answer = desk.send(path, {"letters": "", "note": "from the stall", "on": "2026-03-09", "by": ""})
    assert answer.status_code == 422
    assert "from the stall" in answer.text
    later = desk.send(path, {"letters": "2", "on": "2026-03-10", "by": ""})
    assert "Not after 9 March 2026." in words(later.text)


def test_replies_thanks_and_outcomes_stand_with_the_case(desk: Desk) -> None:
    saved(desk)
    path = case_of(desk.app, "UA 12/26")
    reply = {"sender": "The Ministry", "result": "token", "by": "", "on": "2026-03-09", "note": "A card."}
    desk.follow(desk.send(f"{path}/reply", reply))
    desk.follow(desk.send(f"{path}/thanks", {"sender": "Her sister", "by": "", "on": "2026-03-09"}))
    became = {"name": "Elena Duarte Prieto", "outcome": "released", "on": "2026-03-09"}
    page = words(desk.follow(desk.send(f"{path}/outcome", became)))
    assert "The Ministry: a form letter. A card." in page
    assert "Her sister: gave thanks" in page
    assert "set free (9 March 2026)" in page


def test_a_case_is_closed_and_opened_again(desk: Desk) -> None:
    add_issue(desk.app, "nurses", ref="UA 1/2026")
    path = case_of(desk.app, "UA 1/2026")
    assert "UA 1/2026 is closed." in words(desk.follow(desk.send(f"{path}/close", {"because": "She is free."})))
    assert desk.send(f"{path}/close", {"because": ""}).status_code == 409
    assert "UA 1/2026 is open." in words(desk.follow(desk.send(f"{path}/reopen", {"because": ""})))


def test_what_is_put_right_by_two_at_once_is_shown_and_not_overwritten(desk: Desk) -> None:
    saved(desk)
    issue = showing.show_case(desk.app, "UA 12/26").issues[0].issue
    path = f"/urgent-actions/issues/{issue.id}"
    from tests.urgent_actions.at_work import Answers

    mine = {**Answers.of(desk.read(f"{path}/edit")), "_version": str(issue.change_id), "deadline": "2026-04-30"}
    editing.edit(desk.app, str(issue.id), editing.Edit(fields={"deadline": "2026-05-05"}))
    answer = desk.send(f"{path}/edit", mine)
    assert answer.status_code == 409
    assert "Somebody else wrote by now: 5 May 2026" in words(answer.text)
    assert 'value="2026-04-30"' in answer.text
    again = {**Answers.of(answer.text), "_version": str(finding.get_issue(desk.app, issue.id).change_id)}
    desk.follow(desk.send(f"{path}/edit", again))
    assert finding.get_issue(desk.app, issue.id).deadline_on == "2026-04-30"


def test_whoever_only_reads_sees_the_case_and_no_buttons(app: App, tmp_path: Path) -> None:
    add_issue(app, "nurses", ref="UA 1/2026")
    rosa = coordinator(app, tmp_path, "Rosa", Role.READER)
    path = case_of(app, "UA 1/2026")
    assert "Log appeals" not in words(rosa.read(path))
    for doing in ("close", "stop", "appeals", "reply", "thanks", "outcome"):
        assert rosa.get(f"{path}/{doing}").status_code == 403, doing


def test_who_got_a_case_is_an_export_as_csv(app: App, tmp_path: Path) -> None:
    a_member(app, "Ana Ruiz", "nurses")
    sent(app, add_issue(app, "nurses", ref="UA 1/2026", languages=("en",)), tmp_path)
    path = f"{case_of(app, 'UA 1/2026')}/got"
    rosa, maria = coordinator(app, tmp_path, "Rosa", Role.READER), coordinator(app, tmp_path)
    assert "Ana Ruiz" in words(rosa.read(path))
    assert rosa.get(f"{path}.csv").status_code == 403
    assert "Ana Ruiz" in maria.read(f"{path}.csv")
    assert contacts.find(app, "Ana")
