"""Whatever goes wrong below ``/api/v1`` is told as problem+json, in one sentence."""

from typing import Any

import pytest

from outreach_crm.api.web import records
from outreach_crm.contacts.model import Contact
from tests.api.conftest import ROOT, Program

pytestmark = pytest.mark.connections
_JSON = "application/json"


@pytest.mark.parametrize(
    ("method", "path", "given", "status"),
    [
        ("GET", "/contacts/999999", {}, 404),
        ("GET", "/contacts/99999999999999999999", {}, 404),
        ("GET", "/contacts/-1", {}, 404),
        ("GET", "/contacts/ana", {}, 404),
        ("GET", "/nothing", {}, 404),
        ("GET", "/contacts/1/more", {}, 404),
        ("GET", "", {}, 404),
        ("GET", "/", {}, 404),
        ("PUT", "/contacts", {}, 405),
        ("OPTIONS", "/contacts", {}, 405),
        ("DELETE", "/contacts", {}, 405),
        ("POST", "/contacts/1", {}, 405),
        ("POST", "/openapi.json", {}, 405),
        ("POST", "/contacts", {"data": "name=Ana"}, 415),
        ("POST", "/contacts", {"data": "{}", "content_type": "text/plain"}, 415),
        ("POST", "/contacts", {"data": "{", "content_type": _JSON}, 422),
        ("POST", "/contacts", {"data": "[]", "content_type": _JSON}, 422),
        ("POST", "/contacts", {"data": "[" * 50_000, "content_type": _JSON}, 422),
        ("POST", "/contacts", {"data": '{"name": "\\ud800"}', "content_type": _JSON}, 422),
        ("POST", "/contacts", {"data": '{"name": "a\\u0000b"}', "content_type": _JSON}, 422),
        ("POST", "/contacts", {"data": b'{"name": "\xff"}', "content_type": _JSON}, 422),
        ("POST", "/contacts", {"data": '{"name": NaN}', "content_type": _JSON}, 422),
        ("POST", "/contacts", {"data": f'{{"rhythm_days": {9**40}}}', "content_type": _JSON}, 422),
        ("POST", "/contacts", {"data": '{"name": "' + "x" * 70_000 + '"}', "content_type": _JSON}, 413),
    ],
)
def test_every_refusal_is_a_problem_in_one_sentence(
    program: Program, method: str, path: str, given: dict[str, Any], status: int
) -> None:
    bearer = {"Authorization": f"Bearer {program.issued.text}"}
    answer = program.client.open(f"{ROOT}{path}", method=method, headers=bearer, **given)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json"), answer.text
    told = answer.get_json()
    assert (told["status"], told["type"], told["detail"].endswith(".")) == (status, "about:blank", True)
    assert ("Allow" in answer.headers) == (status == 405)


def test_whoever_shows_no_token_is_told_how_to(program: Program) -> None:
    for headers in ({}, {"Authorization": "Bearer nothing"}, {"Authorization": "Basic TWFyaWE6eA=="}):
        answer = program.client.get(f"{ROOT}/contacts", headers=headers)
        assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_all_mistakes_are_told_at_once_and_by_name(program: Program) -> None:
    given = {"nam": "Ana", "kind": "robot", "emails": "ana@example.org", "membership_from": "yesterday"}
    answer = program.ask("POST", "/contacts", given)
    assert answer.status_code == 422
    told = {one["field"]: one["sentence"] for one in answer.get_json()["problems"]}
    assert set(told) == {"", "kind", "emails", "membership_from"}
    assert told[""] == "'nam' is not known here (did you mean 'name'?)"
    assert told["kind"] == "'robot' is not one of person, organisation, group"


def test_a_text_is_not_taken_for_a_number_nor_for_a_day(program: Program, ana: Contact) -> None:
    for given in ({"rhythm_days": "30"}, {"membership_from": "20260101"}, {"membership_from": "2026-02-30"}):
        assert program.edit(f"/contacts/{ana.id}", **given).status_code == 422


def test_what_a_service_refuses_is_told_in_its_own_sentence(program: Program) -> None:
    answer = program.ask("POST", "/contacts", {"name": "Ana", "emails": ["no address"]})
    assert (answer.status_code, "no address" in answer.get_json()["detail"]) == (422, True)
    assert program.read("/contacts")["items"] == []


def test_what_goes_wrong_in_ours_says_nothing_of_how_we_are_made(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(records, "_listed", broken)
    answer = program.get("/contacts")
    assert (answer.status_code, answer.mimetype, "secret" in answer.text) == (500, "application/problem+json", False)
