"""An answer is drafted in their language, with care, and once it went out it stands in the history."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import ConflictError, InvalidInputError
from outreach_crm.timeline import service as timeline
from outreach_mutuality import service
from outreach_mutuality.model.assessing import DecisionDraft, Outcome
from outreach_mutuality.model.requests import State
from outreach_mutuality.service import drafting
from tests.builders import a_person
from tests.outreach_mutuality.builders import a_request, decided

Cli = Callable[..., Result]
KEPT = "their chair stands for a party in autumn"


def test_a_draft_says_what_was_decided_and_nothing_else(app: App) -> None:
    a_person(app, "Ana Ruiz")
    request = a_request(app, person="Ana Ruiz", kind="information", text="100 leaflets")
    decided(app, request, Outcome.SOMETHING_ELSE, told="We have none left.", offered="the film", kept=KEPT)

    language, text = service.draft(app, service.get(app, request.id))

    assert language == "en"
    assert all(part in text for part in ("Dear Ana Ruiz", "We have none left.", "the film"))
    assert KEPT not in text
    assert "{" not in text
    assert "\n\n\n" not in text


def test_of_a_request_as_long_as_a_book_an_answer_quotes_the_beginning(app: App) -> None:
    request = a_request(app, text="leaflets " * 100_000)
    decided(app, request)

    _, text = service.draft(app, service.get(app, request.id))

    assert "leaflets leaflets" in text
    assert len(text) < 1_000


def test_a_draft_is_in_the_language_of_who_asks(app: App) -> None:
    ana = a_person(app, "Ana Ruiz")
    contacts.edit(app, ana.id, contacts.Edit(fields={"language": "es"}))
    request = a_request(app, person="Ana Ruiz")
    decided(app, request, Outcome.ACCEPT, promises=(("Firmar la carta", "1w"),))

    language, text = service.draft(app, service.get(app, request.id))

    assert (language, text.startswith("Buenos días, Ana Ruiz:")) == ("es", True)
    (promise,) = service.promises(app, request)
    assert f"- Firmar la carta ({int(promise.due_on[8:])} de " in text


def test_every_shipped_draft_can_be_filled_in_and_there_is_one_for_each_decision(app: App) -> None:
    there = drafting.all_drafts(app)

    assert sorted(there) == ["en", "es", "fr"]
    for drafts in there.values():
        assert {one.outcome for one in drafts.drafts} == set(Outcome) - {Outcome.CONSULT}


def test_before_a_decision_there_is_no_answer(app: App) -> None:
    request = a_request(app)

    with pytest.raises(ConflictError, match="Nothing is decided"):
        service.draft(app, request)
    with pytest.raises(ConflictError, match="nothing to answer"):
        service.write(app, request.id, "No", language="en")


def test_an_answer_that_went_out_stands_in_the_history_and_closes_the_request(app: App) -> None:
    request = a_request(app)
    decided(app, request)
    with pytest.raises(InvalidInputError, match="Nothing is written"):
        service.answered(app, request.id)
    service.write(app, request.id, "Gladly.", language="en")

    now = service.answered(app, request.id)

    assert now.state is State.CLOSED
    assert timeline.history(app, request.contact_id)[0].detail == "Gladly."
    with pytest.raises(ConflictError, match="closed"):
        service.answered(app, request.id)


def test_a_request_with_a_promise_is_closed_once_that_is_kept(app: App) -> None:
    request = a_request(app)
    decided(app, request, promises=(("Sign", "1w"),))
    service.write(app, request.id, "Gladly.", language="en")
    assert service.answered(app, request.id).state is State.ANSWERED

    (promise,) = service.promises(app, request)
    service.keep(app, promise.id)

    assert service.get(app, request.id).state is State.CLOSED


def test_what_was_written_for_another_decision_is_no_answer_to_this_one(app: App) -> None:
    request = a_request(app)
    decided(app, request, Outcome.DECLINE)
    service.write(app, request.id, "No, alas.", language="en")
    service.take_back(app, request.id, because="the board met")
    service.decide(app, request.id, DecisionDraft(outcome=Outcome.ACCEPT, told=""))

    assert service.written(app, request) is None
    with pytest.raises(InvalidInputError, match="Nothing is written"):
        service.answered(app, request.id)
    assert service.write(app, request.id, "Gladly.", language="en").text == "Gladly."


def test_an_answer_that_somebody_else_wrote_meanwhile_is_not_written_over(app: App) -> None:
    request = a_request(app)
    decided(app, request)
    first = service.write(app, request.id, "Gladly.", language="en")
    service.write(app, request.id, "With joy.", language="en", version=first.change_id)

    with pytest.raises(ConflictError, match="look again"):
        service.write(app, request.id, "No.", language="en", version=first.change_id)


def test_commands_draft_and_send(cli: Cli) -> None:
    cli("contacts", "add", "Health Union", "--organisation")
    cli("mutuality", "log", "Health Union", "100 leaflets", "--accept")

    assert "Dear Health Union" in cli("mutuality", "answer", "1").stdout
    assert "the request is closed" in cli("mutuality", "answer", "1", "--sent", "letter").stdout
    assert json.loads(cli("mutuality", "list", "--json").stdout) == []


def test_a_command_lets_it_leave_and_tells_what_became_of_it(cli: Cli, tmp_path: Path) -> None:
    cli("contacts", "add", "Health Union", "--organisation", "--email", "health@example.org")
    cli("mutuality", "log", "Health Union", "100 leaflets", "--accept")
    assert "Nothing is written yet" in cli("mutuality", "answer", "1", "--channel", "folder", code=1).stderr
    assert "answer 1 --channel email" in cli("mutuality", "answer", "1").stdout

    sent = cli("mutuality", "answer", "1", "--channel", "folder", "--to", str(tmp_path), "--json")

    told = json.loads(sent.stdout)
    assert (told["sent_by"], told["leaving"]["to"], told["leaving"]["state"]) == ("folder", "Health Union", "sent")
    assert len([*tmp_path.glob("*.txt")]) == 1
    assert "there is nothing to answer now" in cli("mutuality", "answer", "1", "--channel", "folder", code=1).stderr
    assert "It went out to Health Union." in cli("mutuality", "answer", "1").stdout


def test_a_command_tells_a_way_by_which_it_can_leave(cli: Cli) -> None:
    cli("contacts", "add", "Health Union", "--organisation", "--phone", "+49 30 901820")
    cli("mutuality", "log", "Health Union", "100 leaflets", "--accept")
    cli("contacts", "add", "Old Union", "--organisation")
    cli("mutuality", "log", "Old Union", "100 leaflets", "--accept")

    assert "To send it: outreach mutuality answer 1 --channel phone" in cli("mutuality", "answer", "1").stdout
    assert "--channel email" not in cli("mutuality", "answer", "2").stdout


def test_a_command_says_by_one_way_only_what_is_to_be_done(cli: Cli) -> None:
    cli("contacts", "add", "Health Union", "--organisation")
    cli("mutuality", "log", "Health Union", "100 leaflets", "--accept")

    for words in (["--channel", "folder", "--sent", "letter"], ["--to", "here"]):
        assert "Say --channel WAY" in cli("mutuality", "answer", "1", *words, code=2).stderr
