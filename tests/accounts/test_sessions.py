"""Sessions and accounts as a stranger would try them: tokens, signing out, what nobody made, what lists tell."""

import re

import pytest

from outreach_crm.accounts import service
from outreach_crm.accounts.web.gate import COOKIE
from outreach_crm.app import App
from outreach_crm.errors import RefusedError
from outreach_crm.policy import Role
from tests.accounts.people import PASSWORD, cheap, visitor, with_password
from tests.web.office import Desk, at_desk

SIGN_IN = "/account/sign-in"
_TOKEN = re.compile(r"[\w-]{43}")


@pytest.fixture(name="app")
def the_app(app: App) -> App:
    """An App with passwords that take no time."""
    return cheap(app)


def signed_in(app: App) -> Desk:
    with_password(app)
    client = visitor(app)
    assert client.post(SIGN_IN, data={"who": "Rosa", "password": PASSWORD}).status_code == 303
    return Desk(app, client)


def test_a_token_is_of_256_bits_and_never_the_same(app: App) -> None:
    rosa = with_password(app)
    tokens = {service.begin(app, rosa) for _ in range(200)}
    assert len(tokens) == 200
    assert [one for one in tokens if not _TOKEN.fullmatch(one)] == []
    for place in range(42):  # each letter is one of 64; the last one has fewer bits
        assert len({one[place] for one in tokens}) > 32


@pytest.mark.connections
def test_whoever_signs_out_is_out_with_the_token_they_had_and_their_browser_forgets_the_pages(app: App) -> None:
    rosa = signed_in(app)
    kept = rosa.client.get_cookie(COOKIE)
    assert kept is not None
    answer = rosa.send("/account/sign-out", seen="/account")
    assert (answer.headers["Location"], answer.headers["Clear-Site-Data"]) == (SIGN_IN, '"cache"')
    thief = visitor(app)
    thief.set_cookie(COOKIE, kept.value)
    assert thief.get("/today").headers["Location"].startswith(SIGN_IN)
    assert service.of_token(app, kept.value) is None


@pytest.mark.connections
@pytest.mark.parametrize("name", ["", "token", "session", "outreach", "__Host-outreach"])
def test_a_token_is_taken_from_the_cookie_only_and_stands_in_no_page(app: App, name: str) -> None:
    rosa = signed_in(app)
    kept = rosa.client.get_cookie(COOKIE)
    assert kept is not None
    client = visitor(app)
    answer = client.get("/today", query_string={name: kept.value}, headers={"Authorization": f"Bearer {kept.value}"})
    assert answer.status_code == 303
    for path in ("/account", "/today", "/tasks/add"):
        assert kept.value not in rosa.read(path)


@pytest.mark.parametrize("cookie", ["", "x", "a" * 43, "a" * 5_000, "' or 1=1 --", "\u00fc"])
def test_what_is_no_token_opens_nothing(app: App, cookie: str) -> None:
    with_password(app)
    service.begin(app, service.find_account(app, "Rosa"))
    assert service.of_token(app, cookie) is None


@pytest.mark.parametrize(
    "name", ["admin", "administrator", "root", "outreach", "sa", "guest", "test", "sign-in", "demo"]
)
def test_nobody_is_there_before_somebody_lets_them_in(app: App, name: str) -> None:
    assert service.is_new(app)
    for password in ("", name, "password", "outreach", "admin"):
        with pytest.raises(RefusedError):
            service.sign_in(app, name, password, "192.0.2.1")


@pytest.mark.connections
def test_a_list_of_accounts_tells_who_works_here_and_no_secret(app: App) -> None:
    with_password(app)
    maria = at_desk(app, "Maria", Role.ADMINISTRATOR)
    told = maria.get("/accounts.json").json or []
    rosa = next(one for one in told if one["name"] == "Rosa")
    assert {*rosa} == {"id", "name", "role", "email", "language", "retired_on", "can_sign_in"}
    hidden = str(app.store.rows("select hash, mark from credentials"))
    for path in ("/accounts", "/accounts.csv", "/accounts.json", "/account"):
        shown = maria.read(path)
        assert "argon2" not in shown
        assert [one for one in re.findall(r"'([^']{8,})'", hidden) if one in shown] == []
