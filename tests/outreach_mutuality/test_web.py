"""Pages of what organisations ask of us."""

import pytest

from outreach_crm.app import App
from outreach_crm.policy import Role
from outreach_mutuality import service
from outreach_mutuality.model.assessing import Outcome, Verdict
from outreach_mutuality.model.requests import State
from outreach_mutuality.service import rules
from tests.builders import an_organisation
from tests.outreach_mutuality.builders import TEXT, a_request, assessed, decided
from tests.web.office import Desk, at_desk, words

pytestmark = pytest.mark.connections


def test_a_request_is_written_down_on_a_page(desk: Desk) -> None:
    union = an_organisation(desk.app, "Dockers' Union")
    sent = {"contact": str(union.id), "text": TEXT, "kind": "", "received_on": "2026-03-09", "owner": "Maria"}

    page = desk.follow(desk.send("/requests/add", sent))

    assert "Assess it" in words(page)
    (request,) = service.listed(desk.app)
    assert (request.contact, request.text) == ("Dockers' Union", TEXT)


def test_a_request_of_nobody_is_asked_again_beside_whose_it_is(desk: Desk) -> None:
    answer = desk.send("/requests/add", {"text": TEXT, "kind": "", "received_on": "2026-03-09", "owner": "Maria"})

    assert (answer.status_code, "Look by name, then choose." in words(answer.text)) == (422, True)
    assert TEXT in answer.text


def test_rules_are_answered_on_a_page_and_then_it_is_decided(desk: Desk) -> None:
    request = a_request(desk.app)
    said = {f"rule-{key}": "yes" for key in rules.put(desk.app, request.kind)}

    page = desk.follow(desk.send(f"/requests/{request.id}/assess", said))
    assert "The request is assessed now." in words(page)
    sent = {"outcome": "offer something else", "told": "We sign our own words", "offered": "a speaker", "rule": ""}
    page = desk.follow(
        desk.send(f"/requests/{request.id}/decide", {**sent, "what-0": "Send a speaker", "day-0": "2999-01-01"})
    )

    assert "Decided: offer something else." in words(page)
    assert "Send a speaker" in words(page)
    assert service.get(desk.app, request.id).state is State.DECIDED


def test_what_is_missing_is_told_and_nothing_is_decided(desk: Desk) -> None:
    request = assessed(desk.app, a_request(desk.app))

    answer = desk.send(f"/requests/{request.id}/decide", {"outcome": "decline", "told": "", "rule": ""})

    assert answer.status_code == 422
    assert "Say what they are told" in words(answer.text)
    assert service.decision(desk.app, request) is None


def test_where_a_rule_says_no_nothing_is_proposed_and_somebody_has_to_choose(desk: Desk) -> None:
    request = assessed(desk.app, a_request(desk.app), impartiality=Verdict.NO)

    answer = desk.send(f"/requests/{request.id}/decide", {"told": "No.", "rule": ""})

    assert answer.status_code == 422
    assert service.decision(desk.app, request) is None


def test_nothing_is_proposed_before_all_rules_have_said_something(desk: Desk) -> None:
    request = a_request(desk.app)
    page = desk.read(f"/requests/{request.id}/decide")
    assert "Nothing was assessed yet. Assess it" in words(page)
    assert "Nothing speaks against it" not in words(page)
    assert "checked" not in page

    service.assess(desk.app, request.id, {"mandate": Verdict.YES})
    page = desk.read(f"/requests/{request.id}/decide")
    assert f"Not said yet: {rules.find(desk.app, 'impartiality').question}" in words(page)
    assert "checked" not in page

    assessed(desk.app, request)
    page = desk.read(f"/requests/{request.id}/decide")
    assert "Nothing speaks against it." in words(page)
    assert page.count("checked") == 1


def test_a_decision_rests_on_a_rule_that_is_put(desk: Desk) -> None:
    request = assessed(desk.app, a_request(desk.app))

    page = words(desk.read(f"/requests/{request.id}/decide"))

    assert rules.find(desk.app, "impartiality").question in page
    assert rules.find(desk.app, "spending").question not in page


def test_what_is_decided_has_no_form_for_its_rules_or_its_decision(desk: Desk) -> None:
    request = a_request(desk.app)
    decided(desk.app, request, Outcome.DECLINE)

    for form in ("assess", "decide"):
        assert desk.get(f"/requests/{request.id}/{form}").location == f"/requests/{request.id}"


def test_what_is_unclear_goes_to_one_of_us_and_the_page_says_it_beside_that_question(desk: Desk) -> None:
    request = a_request(desk.app)

    answer = desk.send(f"/requests/{request.id}/assess", {"rule-independence-government": "unclear"})

    assert answer.status_code == 422
    assert f'"{rules.find(desk.app, "independence-government").question}" is unclear' in words(answer.text)
    assert "--ask" not in answer.text


def test_whoever_decides_otherwise_than_before_is_told(desk: Desk) -> None:
    first = a_request(desk.app)
    decided(desk.app, first, Outcome.DECLINE)
    second = assessed(desk.app, a_request(desk.app, first.contact_id))

    page = desk.follow(desk.send(f"/requests/{second.id}/decide", {"outcome": "accept", "rule": ""}))

    assert f"Decided: accept; other than on like requests: {first.id} (decline)." in words(page)


def test_the_answer_is_written_beside_what_to_think_of_and_sent(desk: Desk) -> None:
    request = a_request(desk.app)
    decided(desk.app, request, Outcome.DECLINE, offered="")

    page = desk.read(f"/requests/{request.id}/answer")
    assert "Nothing is offered instead." in words(page)
    desk.send(f"/requests/{request.id}/answer", {"text": "No, alas."})
    page = desk.follow(desk.send(f"/requests/{request.id}/answered", {"how": "letter"}))

    assert "Dockers' Union is answered." in words(page)
    assert service.get(desk.app, request.id).state is State.CLOSED


def test_a_promise_is_kept_by_a_button(desk: Desk) -> None:
    request = a_request(desk.app)
    decided(desk.app, request, promises=(("Sign", "1w"),))
    (promise,) = service.promises(desk.app, request)

    desk.send(f"/requests/promises/{promise.id}/keep", seen=f"/requests/{request.id}")

    assert service.promises(desk.app, request)[0].done_on


def test_like_requests_and_the_balance_are_shown(desk: Desk) -> None:
    first = a_request(desk.app)
    decided(desk.app, first, Outcome.DECLINE)
    second = a_request(desk.app, first.contact_id)

    assert "Like requests" in words(desk.read(f"/requests/{second.id}"))
    page = words(desk.read("/requests/balance"))
    assert "Dockers' Union" in page
    assert "Were like requests treated alike?" in page


def test_a_decision_is_taken_back_on_a_page(desk: Desk) -> None:
    request = a_request(desk.app)
    decided(desk.app, request)

    desk.send(f"/requests/{request.id}/again", {"because": "the text was changed"})

    assert service.decision(desk.app, request) is None


def test_whoever_only_reads_decides_nothing(app: App) -> None:
    request = assessed(app, a_request(app))
    rosa = at_desk(app, "Rosa", Role.READER)

    assert rosa.get(f"/requests/{request.id}/decide").status_code == 403
    assert "/decide" not in rosa.read(f"/requests/{request.id}")
