"""A request is answered when its answer has left, whoever takes it out and whenever, and no sooner."""

from pathlib import Path

import pytest

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import PointKind
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import DeliveryState, Wanted
from outreach_crm.dispatch.model import State as Far
from outreach_crm.errors import ConflictError, RefusedError
from outreach_mutuality import service
from outreach_mutuality.model.requests import State
from tests.dispatch.letters import later
from tests.faults.smtp_serving import Fault
from tests.mail.servers import Serve, through
from tests.outreach_mutuality.answers import UNION, answerable, files, leaving, objects, state


def test_by_mail_it_reaches_the_server_in_its_own_language(app: App, serve: Serve) -> None:
    request = answerable(app)
    service.write(app, request.id, "Con gusto.", language="es")
    server = serve()

    sent = service.send(through(app, server), request.id, channel="email")

    assert sent.dispatch.texts[0].subject == "Su petición"
    assert server.accepted() == {UNION: 1}
    assert state(app, request) is State.CLOSED


def test_what_a_server_puts_off_is_answered_when_a_later_run_sends_it(app: App, serve: Serve) -> None:
    request, server = answerable(app), serve(Fault(stage="rcpt", answer="451 later", times=1))
    app = through(app, server)

    sent = service.send(app, request.id, channel="email")

    assert state(app, request) is State.DECIDED
    assert leaving(app, request).state is DeliveryState.DEFERRED
    assert "later" in leaving(app, request).sentence
    assert leaving(app, request).command == f"outreach mailings send {sent.dispatch.id}"
    dispatch.send(later(app, 3600), sent.dispatch.id)
    assert server.accepted() == {UNION: 1}
    assert state(app, request) is State.CLOSED


def test_what_a_server_refuses_stays_decided_and_is_sent_another_way(app: App, serve: Serve, tmp_path: Path) -> None:
    request, server = answerable(app), serve(Fault(stage="rcpt", answer="550 5.1.1 nobody here"))

    service.send(through(app, server), request.id, channel="email")

    assert state(app, request) is State.DECIDED
    assert "nobody here" in leaving(app, request).sentence
    again = service.send(app, request.id, channel="folder", place=str(tmp_path))
    assert again.dispatch.name == f"Answer to Dockers' Union ({request.id}, 2)"
    assert state(app, request) is State.CLOSED


def test_where_nobody_knows_whether_it_left_the_request_waits_for_somebodys_word(app: App, serve: Serve) -> None:
    request, server = answerable(app), serve(Fault(stage="dot", answer="accept and drop"))
    app = through(app, server)

    sent = service.send(app, request.id, channel="email")

    assert (leaving(app, request).state, state(app, request)) == (DeliveryState.IN_DOUBT, State.DECIDED)
    service.send(app, request.id)
    assert server.accepted() == {UNION: 1}
    dispatch.settle_doubts(app, sent.dispatch.id, DeliveryState.SENT, because="they thanked us")
    assert state(app, request) is State.CLOSED


def test_what_came_back_is_to_be_answered_again(app: App, serve: Serve) -> None:
    request = answerable(app)
    sent = service.send(through(app, serve()), request.id, channel="email")
    (delivery,) = dispatch.recipients(app, sent.dispatch.id, Wanted())
    assert state(app, request) is State.CLOSED

    dispatch.came_back(app, {delivery.id: "the mailbox is gone"})

    assert state(app, request) is State.DECIDED
    assert leaving(app, request).sentence == "It came back from Dockers' Union: the mailbox is gone"
    contacts.edit(app, request.contact_id, contacts.Edit(points=((PointKind.EMAIL, "new@example.org"),)))
    assert any(one.address == "new@example.org" for one in service.ways(app, request.id))


def test_a_program_that_was_killed_before_it_took_note_is_caught_up_with(
    app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = answerable(app)
    begun = service.begin(app, request.id, channel="folder", place=str(tmp_path))
    with monkeypatch.context() as killed:
        killed.setattr("outreach_crm.dispatch.service.deciding.finish", _killed)
        with pytest.raises(KeyboardInterrupt):
            dispatch.send(app, begun.id)
    assert (len(files(tmp_path)), state(app, request)) == (1, State.DECIDED)

    with pytest.raises(ConflictError, match="closed"):
        service.send(app, request.id)

    assert (len(files(tmp_path)), state(app, request)) == (1, State.CLOSED)


def _killed(*_: object) -> None:
    raise KeyboardInterrupt


def test_what_is_made_for_somebodys_hand_is_answered_by_their_word(app: App) -> None:
    request = answerable(app)
    sent = service.send(app, request.id, channel="phone")
    assert leaving(app, request).state is DeliveryState.IN_HAND
    assert leaving(app, request).command == f"outreach phone list {sent.dispatch.id}"
    assert state(app, request) is State.DECIDED

    service.answered(app, request.id)

    assert state(app, request) is State.CLOSED
    assert dispatch.get(app, sent.dispatch.id).state is Far.DONE


def test_what_is_in_hand_and_must_not_leave_any_more_is_told(app: App) -> None:
    request = answerable(app)
    service.send(app, request.id, channel="phone")
    objects(app, request.contact_id)

    with pytest.raises(RefusedError, match="It must not go out: Dockers' Union"):
        service.answered(app, request.id)

    assert state(app, request) is State.DECIDED
