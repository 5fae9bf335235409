"""What follows where a server refuses: of the address, of a domain that has enough of us, of all we send."""

from collections import Counter

import pytest

from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.contacts import service as contacts
from outreach_crm.dispatch import service
from outreach_crm.dispatch.model import State
from outreach_mail.service import reminding, returned
from tests.dispatch.letters import an_addressee, later, states
from tests.faults.smtp_serving import Fault
from tests.mail.servers import Serve, mailing, people, replies, send, through

BAR = "bar-1@example.org"


def wrong(app: App) -> list[str]:
    """Return which addresses count as wrong."""
    rows = app.store.rows("select value from v_points where wrong_since is not null order by value")
    return [row["value"] for row in rows]


@pytest.mark.parametrize(
    ("stage", "answer", "kind", "marked"),
    [
        ("rcpt", "550 5.1.1 nobody here", "hard", True),
        ("rcpt", "550 no such user", "hard", True),
        ("dot", "550 5.1.1 nobody here", "hard", True),
        ("rcpt", "552 5.2.2 full", "soft", False),
        ("rcpt", "550 5.7.1 not from you", "blocked", False),
        ("rcpt", "553 5.1.8 bad sender", "blocked", False),
    ],
)
def test_what_is_refused_at_the_door_is_what_would_have_come_back(
    app: App, serve: Serve, stage: str, answer: str, kind: str, marked: bool
) -> None:
    people(app, 4)
    app = through(app, serve(Fault(stage=stage, answer=answer, recipient=BAR)))
    dispatch = mailing(app)
    assert send(app, dispatch).sent == 3
    assert wrong(app) == ([BAR] if marked else [])
    (found,) = returned.list_returns(app)
    assert (found.kind, found.contact, found.marked, found.diagnostic) == (kind, "Bar 1", marked, answer)
    latest = changes.latest(app, limit=2)
    if marked:
        assert latest[1].what == "address refused"
        assert latest[1].why.startswith("Spring letter: the address does not exist (5")
        (reminder,) = reminding.reminders(app)
        assert "Bar 1: the e-mail address does not work" in reminder.sentence
        changes.undo(app, latest[1].id)
    assert wrong(app) == []


def test_an_address_that_was_refused_gets_no_further_mailing(app: App, serve: Serve) -> None:
    people(app, 3)
    server = serve(Fault(stage="rcpt", answer="550 5.1.1 nobody here", recipient=BAR))
    app = through(app, server)
    send(app, mailing(app))
    send(app, mailing(app, "Summer letter"))
    assert server.accepted() == {"bar-0@example.org": 2, "bar-2@example.org": 2}


def test_a_refusal_is_shown_on_the_contact(app: App, serve: Serve) -> None:
    people(app, 2)
    app = through(app, serve(Fault(stage="rcpt", answer="550 5.1.1 nobody here", recipient=BAR)))
    assert "1 did not get through: RCPT: 5.1.1 nobody here" in send(app, mailing(app)).told
    (panel,) = (one for one in contacts.show(app, contacts.resolve(app, "Bar 1").id).panels if one.title == "Mailings")
    assert panel.rows[0][1:] == ("Spring letter", "email", "failed", "RCPT: 5.1.1 nobody here")


def test_a_list_of_addresses_that_do_not_exist_is_paused(app: App, serve: Serve) -> None:
    faults = [Fault(stage="rcpt", answer="550 5.1.1 nobody", recipient=f"bar-{n}@example.org") for n in range(20)]
    people(app, 60)
    app = through(app, serve(*faults))
    dispatch = mailing(app)
    sent = service.send(app, dispatch.id, batch=50)
    assert (sent.sent, sent.dispatch.state) == (30, State.PAUSED)
    assert sent.halted == "20 of 50 addresses do not exist."
    assert f"do not exist. To go on: outreach mailings resume {dispatch.id}" in " ".join(sent.told)


@pytest.mark.parametrize("n", [3, 12])
def test_a_mailing_to_one_domain_that_refuses_all_of_it_is_paused_after_the_first_few(
    app: App, serve: Serve, n: int
) -> None:
    people(app, n)
    app = through(app, serve(Fault(stage="dot", answer="554 5.7.1 spam")), connections=1)
    dispatch = mailing(app)
    sent = send(app, dispatch)
    found = Counter(states(app, dispatch).values())
    if n == 3:  # too few to tell
        assert (found, sent.dispatch.state) == ({"failed": 3}, State.DONE)
        return
    assert (found, sent.dispatch.state) == ({"failed": 5, "queued": 7}, State.PAUSED)
    assert "takes nothing from us (dot): 554 5.7.1 spam. The first of them have failed by it" in sent.halted
    service.resume(app, dispatch.id)
    assert send(through(app, serve()), dispatch).sent == 7


def test_a_domain_that_has_enough_of_us_is_left_alone_for_a_while(app: App, serve: Serve) -> None:
    for number in range(20):
        an_addressee(app, f"Foo {number}", f"foo-{number}@foo.example")
    people(app, 10)
    fault = "450 4.7.28 too many from you"
    server = serve(*(Fault(stage="rcpt", answer=fault, recipient=f"foo-{n}@foo.example") for n in range(20)))
    mine = through(app, server, connections=1)
    dispatch = mailing(mine)
    sent = send(mine, dispatch)
    assert (sent.sent, sent.dispatch.state) == (10, State.SENDING)
    found = Counter(states(mine, dispatch).values())
    assert (found["sent"], found["deferred"] + found["queued"]) == (10, 20)
    assert 5 <= found["deferred"] <= 6  # one stands behind another that is on its way
    assert send(through(later(app, 1_000), serve()), dispatch).sent == 20


@pytest.mark.parametrize("answer", ["450 4.7.1 Greylisted, try again later", "452 4.3.1 not enough room"])
def test_where_each_message_has_to_be_tried_each_one_is(app: App, serve: Serve, answer: str) -> None:
    people(app, 15)
    app = through(app, serve(Fault(stage="rcpt", answer=answer)))
    dispatch = mailing(app)
    send(app, dispatch)
    assert set(states(app, dispatch).values()) == {"deferred"}


@pytest.mark.parametrize("without", [(), ("SMTPUTF8",)])
def test_letters_that_only_some_servers_take_go_to_those_that_do(
    app: App, serve: Serve, without: tuple[str, ...]
) -> None:
    an_addressee(app, "Ana", "anä@example.org")
    server = serve(without=without)
    app = through(app, server)
    dispatch = mailing(app)
    assert send(app, dispatch).sent == (0 if without else 1)
    if without:
        assert replies(app, dispatch)["Ana"] == "the server takes no address like anä@example.org"
    else:
        assert server.accepted() == {"anä@example.org": 1}
