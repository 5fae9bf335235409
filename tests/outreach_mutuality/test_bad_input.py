"""What cannot be right is told in a sentence, whoever gives it and however, and nothing is lost."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from threading import Barrier

import pytest
from click.testing import Result

from outreach_crm.app import App
from outreach_crm.attachments import service as attachments
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import ConflictError, InvalidInputError
from outreach_crm.model import Actor, Ref
from outreach_mutuality import service
from outreach_mutuality.model.assessing import DecisionDraft, Outcome
from outreach_mutuality.model.requests import State
from outreach_mutuality.service import receiving
from tests.builders import a_person, an_organisation
from tests.outreach_mutuality.builders import TEXT, a_request, assessed, decided
from tests.web.office import Desk, words

Cli = Callable[..., Result]
_RIVALS = 4
LONG = ("Sign this letter with us. " * 40_000)[: receiving.LONGEST].strip()


def test_a_request_brought_by_somebody_in_the_trash_is_refused(app: App) -> None:
    ana = a_person(app, "Ana Ruiz")
    contacts.trash(app, ana.id)

    with pytest.raises(ConflictError, match="in the trash"):
        a_request(app, person=str(ana.id))

    assert service.listed(app) == []


def test_a_request_of_an_organisation_in_the_trash_is_refused_by_the_command_too(cli: Cli) -> None:
    cli("contacts", "add", "Health Union", "--organisation")
    cli("contacts", "trash", "Health Union")

    assert "in the trash" in cli("mutuality", "log", "1", "100 leaflets", code=1).stderr


def test_what_others_were_consulted_on_is_decided_after(app: App) -> None:
    request = a_request(app)
    service.decide(app, request.id, DecisionDraft(outcome=Outcome.CONSULT, told="", offered="the board"))
    assessed(app, request)

    made = service.decide(app, request.id, DecisionDraft(outcome=Outcome.ACCEPT, told="Gladly"))

    assert (made.outcome, service.get(app, request.id).state) == (Outcome.ACCEPT, State.DECIDED)


def test_commands_in_the_wrong_order_say_what_comes_first(cli: Cli) -> None:
    cli("contacts", "add", "Health Union", "--organisation")
    cli("mutuality", "log", "Health Union", "100 leaflets")

    assert "not assessed yet" in cli("mutuality", "decide", "1", "accept", code=1).stderr
    assert "there is no answer yet" in cli("mutuality", "answer", "1", code=1).stderr
    cli("mutuality", "assess", "1", "--all", "yes")
    said = cli("mutuality", "decide", "1", "accept", "--promise", "Send them", "2020-01-01", code=1)
    assert "has passed" in said.stderr
    (request,) = json.loads(cli("mutuality", "list", "--json").stdout)
    assert (request["state"], request["text"]) == ("assessed", "100 leaflets")


def _decide(app: App, request_id: int, name: str, at_once: Callable[[], object]) -> str:
    mine = app.as_actor(Actor(name=name))
    try:
        at_once()
        draft = DecisionDraft(outcome=Outcome.DECLINE, told="Not now", offered=f"what {name} has")
        return service.decide(mine, request_id, draft).offered
    except ConflictError as error:
        return str(error)
    finally:
        mine.close()


@pytest.mark.connections
def test_of_several_who_decide_at_once_one_does_and_the_others_are_told_who_and_what(app: App) -> None:
    request, barrier = assessed(app, a_request(app)), Barrier(_RIVALS)
    with ThreadPoolExecutor(_RIVALS) as pool:
        told = list(pool.map(lambda n: _decide(app, request.id, f"Rival {n}", barrier.wait), range(_RIVALS)))

    made = service.decision(app, request)
    assert made is not None
    assert told.count(made.offered) == 1
    refused = f"{made.decided_by} decided on {made.decided_on}: decline."
    assert sum(one.startswith(refused) for one in told) == _RIVALS - 1


def test_a_megabyte_of_text_is_kept_whole_and_shown_in_a_line(app: App) -> None:
    request = a_request(app, text=LONG)

    assert service.get(app, request.id).text == LONG
    assert len(request.line) <= 80
    assert service.hits(app, "letter dock")[0].title.endswith("…")
    with pytest.raises(InvalidInputError, match="attach it as a file"):
        a_request(app, request.contact_id, "x" * (receiving.LONGEST + 1))


def test_a_megabyte_of_text_is_listed_by_commands(cli: Cli) -> None:
    cli("contacts", "add", "Health Union", "--organisation")
    cli("mutuality", "log", "Health Union", LONG)

    assert len(cli("mutuality", "list").stdout) < 1_000
    assert len(cli("mutuality", "list", "--board").stdout) < 1_000
    assert json.loads(cli("mutuality", "list", "--json").stdout)[0]["text"] == LONG
    assert len(json.loads(cli("mutuality", "show", "1", "--json").stdout)["text"]) == len(LONG)


@pytest.mark.connections
@pytest.mark.parametrize("letter", ["a", "ж"])
def test_a_megabyte_of_text_goes_through_the_page_and_a_longer_one_is_not_lost(desk: Desk, letter: str) -> None:
    union = an_organisation(desk.app, "Dockers' Union")
    sent = {"contact": str(union.id), "kind": "", "received_on": "2026-03-09", "owner": "Maria"}

    answer = desk.send("/requests/add", {**sent, "text": letter * (receiving.LONGEST + 1)})
    assert answer.status_code == 422
    assert "attach it as a file" in words(answer.text)
    assert letter * receiving.LONGEST in answer.text
    desk.follow(desk.send("/requests/add", {**sent, "text": letter * receiving.LONGEST}))

    (request,) = service.listed(desk.app)
    assert len(request.text) == receiving.LONGEST
    assert len(desk.read("/requests")) < 100_000


@pytest.mark.connections
@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("letter.pdf", b"MZ\x90\x00", "is a program"),
        ("letter.pdf", b"<html>", "no PDF"),
        ("empty.txt", b"", "is empty"),
    ],
)
def test_what_is_no_document_is_not_attached_and_the_request_stays(
    desk: Desk, name: str, data: bytes, said: str
) -> None:
    request = a_request(desk.app)
    ref = Ref("mutuality_requests", request.id)

    answer = desk.send(f"/attachments/to/{ref}", {"file": (BytesIO(data), name)})

    assert answer.status_code == 422
    assert said in words(answer.text)
    assert list(attachments.of(desk.app, ref)) == []
    assert service.get(desk.app, request.id).text == TEXT


def test_a_decision_on_what_was_decided_is_refused_whatever_it_is(app: App) -> None:
    request = a_request(app)
    first = decided(app, request, Outcome.DECLINE)

    for outcome in Outcome:
        with pytest.raises(ConflictError, match="decided on"):
            service.decide(app, request.id, DecisionDraft(outcome=outcome, told="So", offered="that"))

    assert service.decision(app, request) == first
