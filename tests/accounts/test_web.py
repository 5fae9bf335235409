"""Pages of accounts: the first visit, signing in, links, roles, sessions."""

import re
from pathlib import Path

import pytest
from attrs import evolve
from flask.testing import FlaskClient

from outreach_crm.accounts import service
from outreach_crm.accounts.web.gate import COOKIE
from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.errors import RefusedError
from outreach_crm.model import Actor
from outreach_crm.policy import Role
from outreach_crm.settings import Settings
from outreach_crm.web.site import make_site
from tests.accounts.people import ANOTHER, PASSWORD, cheap, visitor, with_password
from tests.web.conftest import ADDRESS
from tests.web.office import Desk, at_desk, words

pytestmark = pytest.mark.connections
SIGN_IN = "/account/sign-in"


@pytest.fixture(name="app")
def the_app(app: App) -> App:
    """An App with passwords that take no time."""
    return cheap(app)


def sign_in(client: FlaskClient, who: str = "Rosa", password: str = PASSWORD, **more: str) -> str:
    """Sign in and return where that leads."""
    answer = client.post(SIGN_IN, data={"who": who, "password": password, **more})
    assert answer.status_code == 303, words(answer.text)
    return answer.headers["Location"]


def test_the_first_visit_makes_the_first_account_for_whoever_has_the_code(app: App) -> None:
    client = visitor(app)
    assert client.get("/tasks").headers["Location"].startswith(SIGN_IN)
    assert client.get(SIGN_IN).headers["Location"] == "/account/first"
    sent = {"name": "Ana", "password": PASSWORD, "code": "accounts-0-" + "a" * 26}
    answer = client.post("/account/first", data=sent)
    assert (answer.status_code, service.is_new(app)) == (422, True)
    assert "the code is not the one" in words(answer.text)
    code = service.first_code(app)
    assert code in client.get(f"/account/first?code={code}").text
    made = client.post("/account/first", data={**sent, "code": code})
    assert made.headers.get("Location") == "/", words(made.text)
    assert "administrator" in words(client.get("/account").text)
    assert client.get("/accounts").status_code == 200
    assert visitor(app).get("/account/first").headers["Location"] == SIGN_IN


def test_where_there_is_no_page_whoever_is_signed_in_is_told_so_in_the_office(app: App) -> None:
    client = visitor(app)
    client.set_cookie(COOKIE, "made up")
    assert "To today" not in client.get("/nowhere").text
    client.set_cookie(COOKIE, service.begin(app, with_password(app)))
    found = client.get("/nowhere")
    assert (found.status_code, "To today" in found.text) == (404, True)


def test_links_to_choose_a_password_cannot_be_tried_without_end(app: App) -> None:
    client = visitor(app)
    rosa = with_password(app)
    assert {client.get(f"/account/link/accounts-{n}-{'a' * 26}").status_code for n in range(20)} == {404}
    told = client.get(f"/account/link/accounts-1-{'a' * 26}")
    assert (told.status_code, 0 < int(told.headers["Retry-After"]) <= 600) == (429, True)
    assert client.get(f"/account/link/{service.invite(app, rosa.name).token}").status_code == 200


def test_a_wrong_code_costs_no_hash(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    def dear(*_: object) -> str:
        pytest.fail("anybody may ask for that")

    monkeypatch.setattr("outreach_crm.accounts.service.letting_in.hashed", dear)
    with pytest.raises(RefusedError, match="the code is not the one"):
        service.make_first(app, "accounts-0-" + "a" * 26, "Ana", PASSWORD)


def test_somebody_signs_in_and_comes_where_they_wanted_to(app: App) -> None:
    with_password(app)
    client = visitor(app)
    asked = client.get("/tasks?everybody=").headers["Location"]
    assert 'value="/tasks?everybody="' in client.get(asked).text
    assert sign_in(client, next="/tasks?everybody=") == "/tasks?everybody="
    assert client.get("/tasks").status_code == 200


@pytest.mark.parametrize(
    "path",
    ["//evil.example", "/\\evil.example", "https://evil.example", "/\tx", "/\n/evil.example", "javascript:1", ""],
)
def test_nobody_is_led_to_another_site(app: App, path: str) -> None:
    with_password(app)
    assert sign_in(visitor(app), next=path) == "/"


def test_who_fails_reads_one_sentence_and_keeps_what_they_wrote_but_the_password(app: App) -> None:
    with_password(app)
    client = visitor(app)
    pages = set()
    for who in ("Rosa", "Nobody"):
        answer = client.post(SIGN_IN, data={"who": who, "password": "wrong"})
        assert answer.status_code == 422
        assert f'value="{who}"' in answer.text
        assert "wrong" not in re.sub(r'class="wrong"|-wrong"', "", answer.text)
        pages.add(words(answer.text))
    assert len(pages) == 1
    assert service.FAILED in pages.pop()


def test_the_token_is_another_one_at_each_sign_in_and_the_one_before_is_over(app: App) -> None:
    with_password(app)
    client = visitor(app)
    client.set_cookie("outreach", "chosen-by-somebody-else")
    sign_in(client)
    first = client.get_cookie("outreach")
    sign_in(client)
    second = client.get_cookie("outreach")
    assert first is not None
    assert second is not None
    assert len({"chosen-by-somebody-else", first.value, second.value}) == 3
    assert service.of_token(app, first.value) is None


@pytest.mark.parametrize(("scheme", "name"), [("http", "outreach"), ("https", "__Host-outreach")])
def test_no_script_reads_the_cookie_and_no_other_site_sends_it(app: App, scheme: str, name: str) -> None:
    with_password(app)
    answer = visitor(app).post(f"{scheme}://localhost{SIGN_IN}", data={"who": "Rosa", "password": PASSWORD})
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith(f"{name}=")
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= {*cookie.split("; ")}
    assert ("Secure" in cookie) == (scheme == "https")
    assert "Domain" not in cookie


def test_another_site_signs_nobody_in(app: App) -> None:
    with_password(app)
    sent = {"who": "Rosa", "password": PASSWORD}
    assert visitor(app).post(SIGN_IN, data=sent, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


@pytest.fixture
def desk(app: App) -> Desk:
    """Maria, who lets others in."""
    return at_desk(app, "Maria", Role.ADMINISTRATOR)


def test_an_administrator_lets_somebody_in_by_a_link(desk: Desk) -> None:
    page = desk.follow(desk.send("/accounts/add", {"name": "Rosa", "role": "reader", "email": "rosa@example.org"}))
    assert "Rosa has an account." in words(page)
    rosa = service.find_account(desk.app, "Rosa")
    made = desk.send(f"/accounts/{rosa.id}/link", seen=f"/accounts/{rosa.id}").text
    found = re.search(r"http://localhost(/account/link/[a-z0-9-]+)", made)
    assert found
    client = visitor(desk.app)
    assert "You sign in here as Rosa" in words(client.get(found[1]).text)
    assert client.post(found[1], data={"password": "short"}).status_code == 422
    assert client.post(found[1], data={"password": PASSWORD}).headers["Location"] == "/"
    assert "rosa@example.org" in words(client.get("/account").text)
    assert client.get(found[1]).status_code == 404
    assert sign_in(visitor(desk.app), "rosa@example.org") == "/"


def test_a_link_begins_with_the_address_outside(app: App) -> None:
    from attrs import evolve

    from outreach_crm.settings import Settings

    own = evolve(app, settings=Settings({**app.settings.written, "web": {"address": ADDRESS}}))
    maria = at_desk(own, "Maria", Role.ADMINISTRATOR)
    number = service.find_account(own, "Maria").id
    assert f"{ADDRESS}/account/link/" in maria.send(f"/accounts/{number}/link", seen=f"/accounts/{number}").text


@pytest.mark.parametrize("role", [Role.READER, Role.OFFICER])
def test_only_administrators_see_accounts(app: App, role: Role) -> None:
    rosa = at_desk(app, "Rosa", role)
    number = service.find_account(app, "Rosa").id
    for path in ("/accounts", "/accounts.csv", "/accounts.json", "/accounts/add", f"/accounts/{number}"):
        assert rosa.get(path).status_code == 403
    sent = rosa.send(f"/accounts/{number}/edit", {"role": "administrator"}, seen="/account")
    assert (sent.status_code, service.find_account(app, "Rosa").role) == (403, role)


def test_a_role_holds_from_the_next_page_on_and_the_last_administrator_stays(desk: Desk) -> None:
    rosa = at_desk(desk.app, "Rosa")
    number = service.find_account(desk.app, "Rosa").id
    assert rosa.get("/tasks/add").status_code == 200
    desk.send(f"/accounts/{number}/edit", {"role": "reader", "email": ""})
    assert rosa.get("/tasks/add").status_code == 403
    own = service.find_account(desk.app, "Maria").id
    answer = desk.send(f"/accounts/{own}/edit", {"role": "reader", "email": ""})
    assert (answer.status_code, "the only administrator" in words(answer.text)) == (422, True)


def test_who_is_retired_is_out_at_once(desk: Desk) -> None:
    rosa = at_desk(desk.app, "Rosa")
    number = service.find_account(desk.app, "Rosa").id
    assert rosa.get("/account").status_code == 200
    page = desk.follow(desk.send(f"/accounts/{number}/retire", seen=f"/accounts/{number}"))
    assert "Rosa is retired and signed out." in words(page)
    assert rosa.get("/account").status_code == 303
    assert "Rosa is back." in words(desk.follow(desk.send(f"/accounts/{number}/reinstate", seen=f"/accounts/{number}")))
    assert rosa.get("/account").status_code == 303


def test_somebody_sees_where_they_are_signed_in_and_ends_it(app: App) -> None:
    with_password(app)
    here, there = visitor(app), visitor(app)
    firefox = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}
    for client in (here, there):
        client.post(SIGN_IN, data={"who": "Rosa", "password": PASSWORD}, headers=firefox)
    rosa = Desk(app, here)
    assert words(rosa.read("/account")).count("Firefox, Linux") == 2
    page = rosa.follow(rosa.send("/account/sign-out-elsewhere", seen="/account"))
    assert "signed out in 1 other place" in words(page)
    assert there.get("/account").status_code == 303
    assert rosa.send("/account/sign-out", seen="/account").headers["Location"] == SIGN_IN
    assert here.get("/account").status_code == 303


def test_somebody_chooses_another_password(app: App) -> None:
    with_password(app)
    client = visitor(app)
    sign_in(client)
    rosa = Desk(app, client)
    wrong = rosa.send("/account/password", {"password_now": "wrong", "password": ANOTHER})
    assert "not your present password" in words(wrong.text)
    page = rosa.follow(rosa.send("/account/password", {"password_now": PASSWORD, "password": ANOTHER}))
    assert "You have another password." in words(page)
    assert sign_in(visitor(app), password=ANOTHER) == "/"


def test_pages_of_accounts_are_not_among_those_for_everybody(app: App) -> None:
    client = make_site(app, public_only=True).test_client()
    for path in (SIGN_IN, "/account/first", "/accounts", "/account"):
        assert client.get(path).status_code == 404


def test_an_officer_takes_back_nothing_about_who_works_here(desk: Desk) -> None:
    service.add_account(desk.app, "Tom")
    service.retire_account(desk.app, "Tom")
    change = changes.latest(desk.app)[0].id
    rosa = desk.app.as_actor(Actor(name="Rosa", role=Role.OFFICER))
    with pytest.raises(RefusedError, match="an administrator takes it back"):
        changes.undo(rosa, change)
    rosa.close()
    changes.undo(desk.app, change)
    assert service.find_account(desk.app, "Tom").retired_on is None


def speaking_polish(app: App, folder: Path) -> App:
    """The App with a text in Polish, and all others in English."""
    header = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    (folder / "pl.po").write_text(f'{header}msgid "Another password"\nmsgstr "Inne hasło"\n', "utf-8")
    return evolve(app, settings=Settings({"web": {"texts": str(folder)}}))


def test_somebody_has_pages_in_the_language_they_chose_whatever_their_browser_asks_for(
    app: App, tmp_path: Path
) -> None:
    desk = at_desk(speaking_polish(app, tmp_path), role=Role.READER)
    assert "Language of your pages as the browser asks" in words(desk.read("/account"))
    assert "as the browser asks English español français polski" in words(desk.read("/account/language"))
    page = desk.follow(desk.send("/account/language", {"language": "pl"}))
    assert '<html lang="pl"' in page
    assert "Inne hasło" in words(page)
    assert service.find_account(app, "Maria").language == "pl"
    assert 'lang="en"' in desk.follow(desk.send("/account/language", {"language": "en"}))
    desk.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "pl"
    assert 'lang="pl"' in desk.follow(desk.send("/account/language", {"language": ""}))
    assert desk.send("/account/language", {"language": "xx"}).status_code == 422


def test_whoever_chose_a_language_that_is_gone_has_pages_as_their_browser_asks(app: App, tmp_path: Path) -> None:
    at_desk(speaking_polish(app, tmp_path)).send("/account/language", {"language": "pl"})
    assert service.find_account(app, "Maria").language == "pl"
    desk = at_desk(app)
    assert "Language of your pages as the browser asks" in words(desk.read("/account"))
    assert "polski" not in words(desk.read("/account/language"))
