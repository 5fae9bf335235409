"""A session that ended while somebody wrote loses nothing, and what is sent twice is done once."""

import io
import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape as unescaped

import pytest

from outreach_crm.accounts import service
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft
from outreach_crm.tasks import service as tasks
from outreach_crm.web.site import make_site
from outreach_crm.web.visiting import ONCE, PROOF
from tests.accounts.people import PASSWORD, cheap, with_password
from tests.web.office import Desk, at_desk, words

pytestmark = pytest.mark.connections
SIGN_IN = "/account/sign-in"
_HIDDEN = re.compile(r'<input type="hidden" name="(_\w+)" value="([^"]*)"')
_KEPT = re.compile(r'name="_kept" value="([^"]*)"')


@pytest.fixture(name="app")
def the_app(app: App) -> App:
    """An App with passwords that take no time."""
    return cheap(app)


@pytest.fixture
def desk(app: App) -> Desk:
    """Rosa, who has a password."""
    with_password(app)
    return at_desk(app, "Rosa")


def titles(app: App) -> list[str]:
    return [one.title for one in tasks.list_tasks(app, everybody=True)]


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of a page's first form."""
    return dict(reversed([(found[1], found[2]) for found in _HIDDEN.finditer(page)]))


def end_session(desk: Desk) -> None:
    service.end_all(desk.app, service.find_account(desk.app, "Rosa"))


def interrupted(desk: Desk, title: str = 'Ring <b>Ana</b>\nat 9 & "ten"') -> str:
    """Send a form when the session is over, and return the page that asks to sign in."""
    marks = hidden(desk.read("/tasks/add"))
    end_session(desk)
    answer = desk.client.post("/tasks/add", data={**marks, "title": title, "due_on": "2026-03-20"})
    assert answer.status_code == 403
    return answer.text


def signed_in(desk: Desk, page: str, who: str = "Rosa") -> str:
    kept = _KEPT.search(page)
    sent = {"who": who, "password": PASSWORD} | ({"_kept": unescaped(kept[1])} if kept else {})
    answer = desk.client.post(SIGN_IN, data=sent)
    return desk.read("/tasks") if answer.status_code == 303 else answer.text


def test_what_somebody_wrote_is_offered_to_be_sent_again_and_not_sent_by_itself(desk: Desk) -> None:
    page = interrupted(desk)
    assert "What you wrote is kept here" in words(page)
    again = signed_in(desk, page)
    assert titles(desk.app) == []
    assert 'action="/tasks/add"' in again
    assert "Ring &lt;b&gt;Ana&lt;/b&gt;" in again
    texts = dict(re.findall(r'<textarea name="(\w+)" hidden>\n(.*?)</textarea>', again, re.DOTALL))
    sent = {name: unescaped(text) for name, text in texts.items()}
    assert sent == {"title": 'Ring <b>Ana</b>\nat 9 & "ten"', "due_on": "2026-03-20"}
    page = desk.follow(desk.client.post("/tasks/add", data={**hidden(again), **sent}))
    assert "On the list" in words(page)
    assert titles(desk.app) == ['Ring <b>Ana</b> at 9 & "ten"'] or titles(desk.app) == [sent["title"]]


def test_a_wrong_password_in_between_loses_nothing(desk: Desk) -> None:
    kept = _KEPT.search(interrupted(desk))
    assert kept
    failed = desk.client.post(SIGN_IN, data={"who": "Rosa", "password": "wrong", "_kept": unescaped(kept[1])})
    assert failed.status_code == 422
    assert 'action="/tasks/add"' in signed_in(desk, failed.text)


@pytest.mark.parametrize("lost", ["the cookie is gone", "the cookie is no session's"])
def test_a_browser_that_has_lost_its_cookie_has_not_lost_what_somebody_wrote(desk: Desk, lost: str) -> None:
    marks = hidden(desk.read("/tasks/add"))
    desk.client.delete_cookie("outreach")
    if "gone" not in lost:
        desk.client.set_cookie("outreach", "x" * 43)
    answer = desk.client.post("/tasks/add", data={**marks, "title": "Ring Ana"})
    assert answer.status_code == 403
    assert "What you wrote is kept here" in words(answer.text)
    again = hidden(signed_in(desk, answer.text))
    sent = desk.client.post("/tasks/add", data={**again, "title": "Ring Ana"})
    assert (sent.status_code, titles(desk.app)) == (303, ["Ring Ana"])


def test_without_a_cookie_too_it_is_offered_to_nobody_else(desk: Desk) -> None:
    marks = hidden(desk.read("/tasks/add"))
    desk.client.delete_cookie("outreach")
    page = desk.client.post("/tasks/add", data={**marks, "title": "Ring Ana"}).text
    with_password(desk.app, "Tom")
    answer = signed_in(desk, page, "Tom")
    assert "it is somebody else's" in words(desk.read("/today") if "somebody" not in answer else answer)
    assert ("Ring Ana" in answer, titles(desk.app)) == (False, [])


def test_without_a_cookie_only_what_a_page_of_ours_sent_is_kept(desk: Desk) -> None:
    desk.client.delete_cookie("outreach")
    for proof in ({}, {PROOF: "0" * 32}, {PROOF: "ü"}):
        answer = desk.client.post("/tasks/add", data={"title": "Pay Mallory", **proof})
        assert (answer.status_code, "Mallory" in answer.text) == (403, False)
    answer = desk.client.post("/tasks/add", data={PROOF: "0" * 32, "title": "x" * 70_000})
    assert (answer.status_code, _KEPT.search(answer.text)) == (413, None)


def test_what_is_sent_again_stands_there_by_its_questions_in_the_words_of_its_answers(desk: Desk) -> None:
    with desk.app.change("add"):
        ana = contacts.add(desk.app, ContactDraft(name="Ana Ruiz")).id
    marks = hidden(desk.read("/log"))
    end_session(desk)
    sent = {"contacts": str(ana), "kind": "meeting", "day": "2026-03-08", "odd-thing": "7"}
    told = words(page := signed_in(desk, desk.client.post("/log", data={**marks, **sent}).text))
    for line in ("With whom Ana Ruiz", "What it was Meeting", "When 8 Mar 2026", "odd thing 7"):
        assert line.lower() in told.lower()
    assert str(ana) not in re.findall(r"<dd[^>]*>(.*?)</dd>", page)


def test_what_was_written_about_something_that_is_gone_is_shown_all_the_same(desk: Desk) -> None:
    marks = hidden(desk.read("/tasks/add"))
    end_session(desk)
    page = signed_in(desk, desk.client.post("/tasks/999999/edit", data={**marks, "due_on": "2026-03-20"}).text)
    assert "due on" in words(page)


def test_somebody_else_is_not_offered_it(desk: Desk) -> None:
    with_password(desk.app, "Tom")
    page = signed_in(desk, interrupted(desk), "Tom")
    assert "it is somebody else's" in words(page)
    assert 'action="/tasks/add"' not in page
    assert titles(desk.app) == []


def test_a_stranger_who_sends_a_form_is_asked_to_sign_in_and_nothing_is_kept(desk: Desk) -> None:
    client = make_site(desk.app, public_only=False).test_client()
    answer = client.post("/tasks/add", data={"title": "x"})
    assert (answer.status_code, _KEPT.search(answer.text)) == (403, None)


def test_what_no_page_of_ours_sent_in_the_session_is_not_kept(desk: Desk) -> None:
    marks = hidden(desk.read("/tasks/add"))
    end_session(desk)
    for proof in ({}, {PROOF: "0" * 32}, {PROOF: "ü"}):
        answer = desk.client.post("/tasks/add", data={"title": "Pay Mallory", **proof})
        assert (answer.status_code, "Mallory" in answer.text) == (403, False)
    assert _KEPT.search(desk.client.post("/tasks/add", data={**marks, "title": "Ring Ana"}).text)


@pytest.mark.parametrize("text", ["Ring Ana", "élan \U0001f600\r\nat 9\x00"])
def test_a_kept_form_comes_back_as_it_was_or_not_at_all(desk: Desk, text: str) -> None:
    found = _KEPT.search(interrupted(desk, text))
    assert found
    kept = unescaped(found[1])
    assert 'action="/tasks/add"' in signed_in(desk, f'name="_kept" value="{found[1]}"')
    for other in (kept.replace("/tasks/add", "/tasks/1/finish"), kept[1:], kept[32:], f"{kept} "):
        end_session(desk)
        page = desk.client.post(SIGN_IN, data={"who": "Rosa", "password": PASSWORD, "_kept": other})
        assert (page.status_code, page.headers["Location"]) == (303, "/")


@pytest.mark.parametrize(
    "kept",
    ["", "{}", "[1]", "x", '{"path": "//evil.example", "fields": [], "files": [], "whole": true}'],
)
def test_what_we_did_not_write_is_not_taken_for_a_kept_form(desk: Desk, kept: str) -> None:
    answer = desk.client.post(SIGN_IN, data={"who": "Rosa", "password": PASSWORD, "_kept": kept})
    assert answer.headers["Location"] == "/"


def test_passwords_do_not_go_along(desk: Desk) -> None:
    marks = hidden(desk.read("/account/password"))
    end_session(desk)
    answer = desk.client.post("/account/password", data={**marks, "password_now": PASSWORD, "password": "new secret"})
    assert PASSWORD not in answer.text
    assert "new secret" not in answer.text


def test_files_are_named_to_be_chosen_again(desk: Desk) -> None:
    marks = hidden(desk.read("/tasks/add"))
    end_session(desk)
    sent = {**marks, "title": "With a list", "list": (io.BytesIO(b"a,b"), "people <1>.csv")}
    page = signed_in(desk, desk.client.post("/tasks/add", data=sent).text)
    assert "Choose this file again: people <1>.csv" in unescaped(page)
    assert 'enctype="multipart/form-data"' in page


def test_too_much_to_be_kept_is_said(desk: Desk) -> None:
    marks = hidden(desk.read("/tasks/add"))
    end_session(desk)
    answer = desk.client.post("/tasks/add", data={**marks, "title": "x" * 63_000 + "é" * 2_000})
    assert answer.status_code in {403, 413}


def test_a_part_of_a_page_leads_the_whole_page_to_the_sign_in(desk: Desk) -> None:
    end_session(desk)
    part = desk.client.get("/jobs/1", headers={"HX-Request": "true", "HX-Current-URL": "http://localhost/tasks?a=b"})
    assert part.headers["HX-Redirect"] == f"{SIGN_IN}?next=/tasks%3Fa%3Db"
    sent = desk.client.post("/tasks/add", data={"title": "x"}, headers={"HX-Request": "true"})
    assert sent.headers["HX-Retarget"] == "body"


def test_what_is_sent_twice_is_done_once_and_leads_to_the_same_page(desk: Desk) -> None:
    marks = hidden(desk.read("/tasks/add"))
    assert {PROOF, ONCE} <= marks.keys()
    sent = {**marks, "title": "Ring Ana"}
    answers = [desk.client.post("/tasks/add", data=sent) for _ in range(3)]
    assert {(one.status_code, one.headers["Location"]) for one in answers} == {(303, "/tasks")}
    assert titles(desk.app) == ["Ring Ana"]
    assert "On the list" in words(desk.read("/tasks"))


def test_a_double_click_is_one_click(desk: Desk) -> None:
    sent = {**hidden(desk.read("/tasks/add")), "title": "Ring Ana"}
    cookie = desk.client.get_cookie("outreach")
    assert cookie is not None
    site = desk.client.application

    def click(_: int) -> int:
        client = site.test_client()
        client.set_cookie("outreach", cookie.value)
        return client.post("/tasks/add", data=sent).status_code

    with ThreadPoolExecutor(6) as threads:
        assert {*threads.map(click, range(6))} == {303}
    assert titles(desk.app) == ["Ring Ana"]


def test_the_same_form_with_other_words_is_another_one_as_after_the_back_button(desk: Desk) -> None:
    marks = hidden(desk.read("/tasks/add"))
    for title in ("Ring Ana", "Ring Tom"):
        assert desk.client.post("/tasks/add", data={**marks, "title": title}).status_code == 303
    assert titles(desk.app) == ["Ring Ana", "Ring Tom"]


def test_two_tabs_are_two_forms(desk: Desk) -> None:
    for marks in [hidden(desk.read("/tasks/add")) for _ in range(2)]:
        desk.client.post("/tasks/add", data={**marks, "title": "Ring Ana"})
    assert titles(desk.app) == ["Ring Ana", "Ring Ana"]


def test_what_was_wrong_is_sent_again_as_often_as_it_takes(desk: Desk) -> None:
    marks = hidden(desk.read("/tasks/add"))
    for _ in range(2):
        assert desk.client.post("/tasks/add", data={**marks, "title": " "}).status_code == 422
    assert desk.client.post("/tasks/999/finish", data=marks).status_code == 404
    assert desk.client.post("/tasks/999/finish", data=marks).status_code == 404


def test_a_form_that_is_still_being_done_is_not_done_a_second_time(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from outreach_crm.web import once

    monkeypatch.setattr(once, "_LOOKS", 2)
    sent = {**hidden(desk.read("/tasks/add")), "title": "Ring Ana"}
    desk.client.post("/tasks/add", data=sent)
    with desk.app.store.write():
        desk.app.store.execute("update sent_forms set path = ''")
    answer = desk.client.post("/tasks/add", data=sent)
    assert (answer.status_code, "still being done" in words(answer.text)) == (409, True)
    with desk.app.store.write():  # its program broke off
        desk.app.store.execute("update sent_forms set sent_at = '2026-03-09T07:00:00Z'")
    assert desk.client.post("/tasks/add", data=sent).status_code == 303


def test_a_page_in_another_tab_from_before_somebody_signed_in_again_loses_nothing(desk: Desk) -> None:
    marks = hidden(desk.read("/tasks/add"))
    end_session(desk)
    assert signed_in(desk, "")
    again = desk.client.post("/tasks/add", data={**marks, "title": "Ring Ana"}, headers={"HX-Request": "true"})
    assert titles(desk.app) == []
    assert "This is what you wrote" in words(again.text)
    assert again.headers["HX-Retarget"] == "body"
    sent = desk.client.post("/tasks/add", data={**hidden(again.text), "title": "Ring Ana"})
    assert (sent.status_code, titles(desk.app)) == (303, ["Ring Ana"])


def test_a_mark_of_another_session_sends_nothing(desk: Desk) -> None:
    marks = hidden(desk.read("/tasks/add"))
    with_password(desk.app, "Tom")
    tom = at_desk(desk.app, "Tom")
    assert tom.client.post("/tasks/add", data={**marks, "title": "x"}).status_code == 403
