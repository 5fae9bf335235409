"""Tokens: shown once, kept as digests, and never good for more than their account."""

from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from outreach_crm.accounts import service as accounts
from outreach_crm.api import service
from outreach_crm.app import App
from outreach_crm.clock import FixedClock
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Contact
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError, RefusedError
from outreach_crm.model import Actor, Via
from outreach_crm.policy import Action, Role, may
from tests.api.conftest import Program, with_account
from tests.conftest import CLOCK
from tests.web.office import at_desk, words

_ROLES, _ONLY = st.sampled_from(Role), st.none() | st.frozensets(st.sampled_from(Action))


@given(role=_ROLES, only=_ONLY, action=st.sampled_from(Action))
def test_a_token_can_only_narrow(role: Role, only: frozenset[Action] | None, action: Action) -> None:
    account = Actor(name="Maria", role=role, via=Via.API)
    left = may(evolve(account, only=only), action)
    assert left == (may(account, action) and (only is None or action in only))


def test_the_text_of_a_token_is_nowhere_in_the_database(app: App) -> None:
    with_account(app, "Maria", Role.OFFICER)
    made = service.add_token(app, "Maria", name="newsletter")
    row = app.store.one("select * from api_tokens where id = :id", id=made.token.id) or {}
    assert made.text not in map(str, row.values())
    assert (made.text.startswith(row["prefix"]), len(made.text) > 50, made.text not in repr(made)) == (True, True, True)
    assert service.token_of(app, made.text) is not None


@pytest.mark.parametrize("text", ["", "outreach_", "outreach_x", "x" * 500, "outreach_é"])
def test_any_other_text_is_no_token(app: App, text: str) -> None:
    assert service.token_of(app, text) is None


def test_a_token_is_over_when_its_days_are(app: App) -> None:
    with_account(app, "Maria", Role.OFFICER)
    made = service.add_token(app, "Maria", name="newsletter", days=2)
    for days, good in ((1, True), (2, False)):
        clock = FixedClock(CLOCK.moment + timedelta(days=days))
        app.store.bound.clock = clock
        assert (service.token_of(evolve(app, clock=clock), made.text) is not None) == good
    app.store.bound.clock = CLOCK


def test_a_token_that_was_taken_back_is_over_and_not_taken_back_twice(app: App) -> None:
    with_account(app, "Maria", Role.OFFICER)
    made = service.add_token(app, "Maria", name="newsletter")
    service.revoke_token(app, made.token.id)
    assert service.token_of(app, made.text) is None
    with pytest.raises(ConflictError):
        service.revoke_token(app, made.token.id)


def test_a_retired_account_has_no_token_that_is_good(app: App) -> None:
    with_account(app, "Ben", Role.OFFICER)
    made = service.add_token(app, "Ben", name="newsletter")
    accounts.retire_account(app, "Ben")
    assert service.token_of(app, made.text) is None
    with pytest.raises(ConflictError):
        service.add_token(app, "Ben", name="another")


@pytest.mark.connections
@pytest.mark.parametrize("role", [Role.OFFICER, Role.READER, Role.MEMBER])
def test_only_an_administrator_sees_to_tokens_of_somebody_else(app: App, role: Role) -> None:
    with_account(app, "Olga", Role.ADMINISTRATOR)
    with_account(app, "Ben", role)
    hers = service.add_token(app, "Olga", name="newsletter")
    ben = app.as_actor(Actor(name="Ben", role=role, via=Via.WEB))
    with pytest.raises(RefusedError):
        service.add_token(ben, "Olga", name="mine")
    with pytest.raises(RefusedError):
        service.revoke_token(ben, hers.token.id)
    own = service.add_token(ben, "Ben", name="mine")
    assert service.revoke_token(ben, own.token.id).revoked_at
    assert service.token_of(app, hers.text) is not None
    ben.close()


@pytest.mark.parametrize("wrong", [{"name": " "}, {"only": ()}, {"days": 0}, {"days": 367}, {"name": "x" * 101}])
def test_a_token_is_made_for_something_and_for_some_days(app: App, wrong: dict[str, object]) -> None:
    with_account(app, "Maria", Role.OFFICER)
    with pytest.raises(InvalidInputError):
        service.add_token(app, "Maria", **{"name": "newsletter", **wrong})  # type: ignore[arg-type]
    with pytest.raises(NotFoundError):
        service.add_token(app, "Nobody", name="newsletter")


@pytest.mark.connections
def test_a_program_does_what_its_account_may_do_now(
    app: App, ana: Contact, program_for: Callable[..., Program]
) -> None:
    program = program_for("Ben", Role.READER)
    assert program.get(f"/contacts/{ana.id}").status_code == 200
    assert (
        program.get("/contacts").get_json()["detail"] == "Ben is here as reader and may not take this out of the house."
    )
    assert program.ask("POST", "/contacts", {"name": "Rosa"}).status_code == 403
    accounts.set_role(app, "Ben", Role.OFFICER)
    assert (program.get("/contacts").status_code, program.ask("POST", "/contacts", {"name": "Rosa"}).status_code) == (
        200,
        201,
    )


@pytest.mark.connections
def test_a_program_does_no_more_than_its_token_leaves(
    app: App, ana: Contact, program_for: Callable[..., Program]
) -> None:
    program = program_for("Maria", Role.ADMINISTRATOR, frozenset({Action.LOOK}))
    tag = program.get(f"/contacts/{ana.id}").headers["ETag"]
    asked = [
        ("GET", "/contacts", None),
        ("POST", "/contacts", {"name": "Rosa"}),
        ("PATCH", f"/contacts/{ana.id}", {"remarks": "x"}),
        ("DELETE", f"/contacts/{ana.id}", None),
    ]
    told = {program.ask(method, path, sent, If_Match=tag).status_code for method, path, sent in asked}
    assert told == {HTTPStatus.FORBIDDEN}


@pytest.mark.connections
def test_a_program_that_may_only_write_reads_nothing_of_it(
    app: App, ana: Contact, program_for: Callable[..., Program]
) -> None:
    program = program_for("Maria", Role.OFFICER, frozenset({Action.WRITE}))
    made = program.ask("POST", "/contacts", {"name": "Rosa"})
    assert (made.status_code, made.data, "ETag" in made.headers) == (201, b"", False)
    edited = program.ask("PATCH", f"/contacts/{ana.id}", {"remarks": "x"}, If_Match="*")
    assert (edited.status_code, edited.data) == (204, b"")
    assert contacts.get(app, ana.id).remarks == "x"
    assert program.get(made.headers["Location"].removeprefix("/api/v1")).status_code == 403


@pytest.mark.connections
def test_a_session_does_not_open_the_api_and_a_token_opens_no_page(app: App, program: Program) -> None:
    desk = at_desk(app)
    assert desk.get("/api/v1/contacts").status_code == 401
    bearer = {"Authorization": f"Bearer {program.issued.text}"}
    assert program.client.get("/today", headers=bearer).status_code == 303
    assert program.client.get("/contacts.json", headers=bearer).status_code == 303


@pytest.mark.connections
def test_guessing_tokens_comes_to_an_end(program: Program) -> None:
    client = program.client
    told = [
        client.get("/api/v1/contacts", headers={"Authorization": f"Bearer outreach_{n}"}).status_code for n in range(21)
    ]
    assert told == [401] * 20 + [429]
    assert program.get("/contacts").status_code == 200


@pytest.mark.connections
def test_an_officer_makes_a_token_of_their_own_sees_it_once_and_takes_it_back(app: App) -> None:
    desk = at_desk(app)
    assert "/api" in desk.read("/account")
    shown = desk.send("/api/tokens/add", {"name": "newsletter", "only": ["look", "write"], "days": "30"})
    text = next(word for word in words(shown.text).split() if word.startswith("outreach_"))
    token = service.token_of(app, text)
    assert token is not None
    assert (token.account, token.leaves, token.until_at[:10]) == ("Maria", "look, write", "2026-04-08")
    page = desk.read("/api")
    assert (text in page, "newsletter" in page, token.prefix in page) == (False, True, True)
    desk.follow(desk.send(f"/api/tokens/{token.id}/revoke", seen="/api"))
    assert service.token_of(app, text) is None
    assert "newsletter" not in words(desk.read("/api"))


@pytest.mark.connections
def test_nobody_takes_back_the_token_of_another_account_on_their_page(app: App, program: Program) -> None:
    desk = at_desk(app, "Ben")
    assert desk.send(f"/api/tokens/{program.issued.token.id}/revoke", seen="/api/tokens/add").status_code == 404
    assert program.get("/contacts").status_code == 200


@pytest.mark.connections
def test_a_page_offers_no_more_than_whoever_is_there_may_do(app: App) -> None:
    desk = at_desk(app, "Ben", Role.READER)
    assert ("look at records" in desk.read("/api/tokens/add"), "add and edit" in desk.read("/api/tokens/add")) == (
        True,
        False,
    )
    answer = desk.send("/api/tokens/add", {"name": "newsletter", "only": ["write"], "days": "30"})
    assert (answer.status_code, service.list_tokens(app, "Ben")) == (422, [])
