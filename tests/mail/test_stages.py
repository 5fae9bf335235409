"""A mail server that does wrong at each stage: nobody is lost, nobody is called sent who is not, nobody gets two."""

import re
from collections import Counter
from pathlib import Path

import pytest

from outreach_crm.app import App
from outreach_crm.dispatch import service
from outreach_crm.dispatch.model import State
from outreach_mail.model import MailSettings
from outreach_mail.service import lines
from outreach_mail.smtp import Ending, Talk, connecting, talk
from tests.dispatch.letters import an_addressee, later, states
from tests.faults.smtp_server import CERTIFICATE, PASSWORD, USER
from tests.faults.smtp_serving import Fault, Served
from tests.mail.servers import Serve, mailing, people, replies, send, through

BAR = "bar-1@example.org"


@pytest.fixture(name="secret")
def with_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trust the certificate of the server, and know the password."""
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    monkeypatch.setenv("OUTREACH_MAIL_PASSWORD", PASSWORD)


def test_everybody_gets_it_once(app: App, serve: Serve) -> None:
    server = serve()
    people(app, 50)
    app = through(app, server)
    sent = send(app, mailing(app))
    assert (sent.sent, sent.dispatch.state) == (50, State.DONE)
    assert set(server.accepted().values()) == {1}
    assert len(server.accepted()) == 50
    assert server.count("connect") == 8


def impatient_with(recipient: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait half a second for an answer about one message, and as long as ever for all others."""
    tire = Talk.tire

    def soon(self: Talk, now: float) -> list[Ending]:
        concerned = self.leaving or self.letter
        return tire(self, now) if concerned and concerned.recipient == recipient else []

    monkeypatch.setattr(talk, "BEFORE_DOT", 0.5)
    monkeypatch.setattr(talk, "LAST_ANSWER", 0.5)
    monkeypatch.setattr(Talk, "tire", soon)


@pytest.mark.parametrize(
    ("stage", "answer", "state", "copies"),
    [
        ("rcpt", "450 4.2.0 try later", "deferred", 0),
        ("rcpt", "550 5.1.1 nobody here", "failed", 0),
        ("rcpt", "551 5.1.6 moved", "failed", 0),
        ("rcpt", "552 5.2.2 full", "failed", 0),
        ("rcpt", "550 5.7.1 not from you", "failed", 0),
        ("rcpt", "drop", "deferred", 0),
        ("data", "451 4.3.0 not now", "deferred", 0),
        ("data", "554 5.6.0 no", "failed", 0),
        ("data", "drop", "deferred", 0),
        ("data", "garbage", "deferred", 0),
        ("data", "silence", "deferred", 0),
        ("data", "slow", "deferred", 0),
        ("body", "drop", "deferred", 0),
        ("body", "451 4.3.0 too long", "deferred", 0),
        ("body", "554 5.3.4 too big", "deferred", 0),
        ("body", "250 2.0.0 queued", "deferred", 0),
        ("dot", "451 4.3.0 not now", "deferred", 0),
        ("dot", "421 4.3.2 closing", "deferred", 0),
        ("dot", "554 5.6.0 no", "failed", 0),
        ("dot", "554 5.7.1 spam", "failed", 0),
        ("dot", "drop", "in_doubt", 0),
        ("dot", "accept and drop", "in_doubt", 1),
        ("dot", "garbage", "in_doubt", 0),
        ("dot", "354 what", "in_doubt", 0),
        ("dot", "silence", "in_doubt", 0),
        ("dot", "slow", "in_doubt", 0),
    ],
)
@pytest.mark.parametrize("without", [(), ("PIPELINING", "SIZE 10000000")])
def test_one_message_goes_wrong_and_all_others_arrive_once(
    app: App,
    serve: Serve,
    monkeypatch: pytest.MonkeyPatch,
    stage: str,
    answer: str,
    state: str,
    copies: int,
    without: tuple[str, ...],
) -> None:
    impatient_with(BAR, monkeypatch)
    server = serve(Fault(stage=stage, answer=answer, recipient=BAR), without=without)
    people(app, 12)
    app = through(app, server, connections=3)
    dispatch = mailing(app)
    send(app, dispatch)
    found, accepted = states(app, dispatch), server.accepted()
    assert found.pop("Bar 1") == state
    assert set(found.values()) == {"sent"}
    assert accepted.pop(BAR, 0) == copies
    assert sorted(accepted.values()) == [1] * 11


@pytest.mark.parametrize(
    ("fault", "tls"),
    [
        (Fault(stage="connect", answer="drop"), False),
        (Fault(stage="connect", answer="421 4.3.2 busy"), False),
        (Fault(stage="connect", answer="garbage"), False),
        (Fault(stage="connect", answer="silence"), False),
        (Fault(stage="connect", answer="slow"), False),
        (Fault(stage="ehlo", answer="drop"), False),
        (Fault(stage="ehlo", answer="garbage"), False),
        (Fault(stage="starttls", answer="454 4.7.0 not now"), True),
        (Fault(stage="starttls", answer="drop"), True),
        (Fault(stage="tls", answer="drop"), True),
        (Fault(stage="auth", answer="454 4.7.0 not now"), True),
        (Fault(stage="auth", answer="drop"), True),
        (Fault(stage="mail", answer="451 4.3.0 not now"), False),
        (Fault(stage="mail", answer="421 4.7.0 too fast"), False),
    ],
    ids=lambda one: f"{one.stage} {one.answer[:8]}" if isinstance(one, Fault) else "",
)
def test_a_server_that_cannot_be_used_now_puts_all_off_and_takes_them_later(
    app: App, serve: Serve, secret: None, monkeypatch: pytest.MonkeyPatch, fault: Fault, tls: bool
) -> None:
    server = serve(fault, starttls=tls)
    people(app, 12)
    mine = through(app, server, **({"security": "starttls", "user": USER} if tls else {}))
    dispatch = mailing(mine)
    with monkeypatch.context() as impatient:
        impatient.setattr(connecting, "_ANSWER", 1.5)
        impatient.setattr(connecting, "_ALL", 1.0)
        impatient.setattr(lines, "_FIRST_REST", 0.1)
        impatient.setattr(lines, "_LONGEST_REST", 0.1)
        impatient.setattr(lines, "_CLOSED", 600)  # nobody tries again meanwhile, however slow this machine is
        sent = send(mine, dispatch)
    assert (sent.sent, sent.dispatch.state) == (0, State.SENDING)
    assert set(states(mine, dispatch).values()) == {"deferred"}
    assert all(replies(mine, dispatch).values())
    assert (server.accepted(), server.count("open")) == ({}, 0)
    assert server.count("connect") <= 12 + MailSettings().connections  # one for each, and those that stood ready
    again = through(later(app, 900), serve(starttls=tls), **({"security": "starttls", "user": USER} if tls else {}))
    assert send(again, dispatch).sent == 12


def test_nobody_listens(app: App, serve: Serve) -> None:
    people(app, 3)
    app = through(app, Served(1, Path()))
    dispatch = mailing(app)
    sent = send(app, dispatch)
    assert (sent.sent, sent.dispatch.state) == (0, State.SENDING)
    assert set(replies(app, dispatch).values()) == {"127.0.0.1:1 cannot be reached: Connection refused."}


@pytest.mark.parametrize(
    ("fault", "more", "says"),
    [
        (Fault(stage="connect", answer="554 5.7.1 not you"), {}, "refuses: 554 5.7.1 not you"),
        (Fault(stage="starttls", answer="502 no"), {"starttls": True}, "refuses: 502 no"),
        (Fault(stage="auth", answer="535 5.7.8 who"), {"starttls": True}, "does not let office in: 535 5.7.8 who"),
        (Fault(stage="mail", answer="550 5.7.1 not you"), {}, r"takes nothing from us \(MAIL\): 550 5.7.1 not you"),
        (Fault(stage="mail", answer="530 5.7.0 log in"), {}, r"takes nothing from us \(MAIL\): 530"),
        (Fault(stage="rcpt", answer="554 5.7.1 no relay"), {}, r"takes nothing from us \(RCPT\): 554 5.7.1 no relay"),
    ],
    ids=lambda one: f"{one.stage} {one.answer[:8]}" if isinstance(one, Fault) else "",
)
def test_a_server_that_wants_nothing_from_us_pauses_it_and_loses_nobody(
    app: App, serve: Serve, secret: None, fault: Fault, more: dict[str, bool], says: str
) -> None:
    server = serve(fault, **more)
    people(app, 30)
    settings = {"security": "starttls", "user": USER} if more else {}
    mine = through(app, server, **settings)
    dispatch = mailing(mine)
    sent = send(mine, dispatch)
    assert (sent.sent, sent.dispatch.state) == (0, State.PAUSED)
    assert re.search(says, sent.halted)
    assert set(states(mine, dispatch).values()) == {"queued"}
    assert server.count("auth") <= 3
    assert (server.accepted(), server.count("open")) == ({}, 0)
    service.resume(app, dispatch.id)
    assert send(through(app, serve(**more), **settings), dispatch).sent == 30


def test_a_quota_that_is_used_up_pauses_it_and_fails_nobody(app: App, serve: Serve) -> None:
    server = serve(Fault(stage="mail", answer="550 5.4.5 daily quota exceeded", after=10))
    people(app, 14)
    app = through(app, server, connections=1)
    dispatch = mailing(app)
    assert "daily quota exceeded" in send(app, dispatch).halted
    assert Counter(states(app, dispatch).values()) == {"sent": 10, "queued": 4}


def test_one_domain_that_refuses_us_is_its_own_affair(app: App, serve: Serve) -> None:
    for number in range(20):
        an_addressee(app, f"Foo {number}", f"foo-{number}@foo.example")
        an_addressee(app, f"Bar {number}", f"bar-{number}@bar.example")
    server = serve(*(Fault(stage="rcpt", answer="550 5.7.1 no", recipient=f"foo-{n}@foo.example") for n in range(20)))
    app = through(app, server)
    dispatch = mailing(app)
    assert (send(app, dispatch).sent, service.get(app, dispatch.id).state) == (20, State.DONE)


def test_nothing_goes_in_the_open_where_secrecy_is_asked_for(app: App, serve: Serve, secret: None) -> None:
    server = serve()  # it offers no STARTTLS
    people(app, 1)
    app = through(app, server, security="starttls", user=USER)
    sent = send(app, mailing(app))
    assert "offers no secret connection" in sent.halted
    assert (server.count("auth"), server.count("mail")) == (0, 0)


def test_a_certificate_nobody_vouches_for_pauses_it(app: App, serve: Serve) -> None:
    server = serve(starttls=True)
    people(app, 1)
    app = through(app, server, security="starttls")
    sent = send(app, mailing(app))
    assert "The certificate of 127.0.0.1" in sent.halted
    assert server.count("mail") == 0


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_all_of_it_goes_over_a_secret_connection(app: App, serve: Serve, secret: None, security: str) -> None:
    server = serve(tls=security == "tls", starttls=security == "starttls")
    people(app, 40)
    app = through(app, server, security=security, user=USER)
    assert send(app, mailing(app)).sent == 40
    assert set(server.accepted().values()) == {1}


def test_a_server_that_closes_after_some_messages_loses_nobody_and_counts_no_attempt(app: App, serve: Serve) -> None:
    server = serve(*(Fault(stage="mail", answer="drop", times=1, after=n) for n in range(5, 40, 10)))
    people(app, 40)
    app = through(app, server, connections=2)
    dispatch = mailing(app)
    assert send(app, dispatch).sent == 40
    assert sorted(server.accepted().values()) == [1] * 40


def test_a_server_that_says_not_so_fast_gets_fewer_connections_and_all_messages(app: App, serve: Serve) -> None:
    server = serve(Fault(stage="mail", answer="421 4.7.0 too fast", times=3, after=10))
    people(app, 60)
    app = through(app, server)
    dispatch = mailing(app)
    sent = send(app, dispatch)
    found = Counter(states(app, dispatch).values())
    assert found["sent"] == sent.sent >= 57
    assert found["sent"] + found["deferred"] == 60
    assert send(later(app, 900), dispatch).dispatch.state is State.DONE
    assert sorted(server.accepted().values()) == [1] * 60
