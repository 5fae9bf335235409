"""What happens while e-mail leaves: stops, objections, erasures, the end of a consent, rivals, clocks, locks, disks."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest
from attrs import define

from outreach_crm.app import App
from outreach_crm.clock import FixedClock
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft
from outreach_crm.dispatch import service
from outreach_crm.dispatch.model import Dispatch
from outreach_crm.errors import OutreachError, StorageError
from outreach_crm.model import Actor
from outreach_crm.privacy import service as privacy
from outreach_crm.privacy.model import ConsentDraft, State
from outreach_crm.storage import Store
from tests.conftest import CLOCK
from tests.dispatch.letters import a_letter, states
from tests.faults.smtp_serving import Served, serving
from tests.mail.servers import mailing, people, through

pytestmark = pytest.mark.connections
PEOPLE, CONNECTIONS, PAUSE = 80, 4, 0.04


@define
class MovedClock:
    """A clock that stands still until somebody moves it."""

    moment: datetime = CLOCK.moment

    def now(self) -> datetime:
        return self.moment

    def today(self) -> date:
        return FixedClock(self.moment).today()


@pytest.fixture(name="clock")
def a_clock(store: Store) -> MovedClock:
    clock = MovedClock()
    store.bound.clock = clock
    return clock


@pytest.fixture(name="server")
def a_server(tmp_path: Path) -> Iterator[Served]:
    with serving(tmp_path, pause=PAUSE) as server:
        yield server


@pytest.fixture(name="app")
def with_server(clock: MovedClock, app: App, server: Served) -> App:
    return through(app, server, connections=CONNECTIONS)


class Sender(Thread):
    """Sends a mailing over a connection of its own."""

    def __init__(self, app: App, dispatch: Dispatch) -> None:
        super().__init__()
        self.app, self.number = app.as_actor(Actor(name="Maria")), dispatch.id
        self.error: OutreachError | None = None

    def run(self) -> None:
        with closing(self.app):
            try:
                service.send(self.app, self.number)
            except OutreachError as error:
                self.error = error


def after(server: Served, n: int) -> None:
    """Wait until so many messages were accepted."""
    for _ in range(60_000):
        if server.count("accepted") >= n:
            return
        time.sleep(0.002)
    pytest.fail(f"{n} messages never left")


def on_its_way(server: Served, said: dict[str, float]) -> list[str]:
    """Return whose message was accepted after something was said of them: its dot was on its way by then.

    Each connection has one message at a time, however long the server or a busy machine takes over it.
    """
    got = moments(server)
    return [name for name, moment in said.items() if got.get(name, 0) > moment]


def moments(server: Served) -> dict[str, float]:
    """Return when each was accepted, by name as the people are called."""
    return {
        words[3].partition("@")[0].replace("-", " ").capitalize(): float(words[0])
        for words in server.events()
        if words[1] == "accepted"
    }


def test_after_a_stop_at_most_one_message_for_each_connection_leaves_and_then_it_is_quiet(
    app: App, server: Served
) -> None:
    people(app, PEOPLE)
    dispatch = mailing(app)
    sender = Sender(app, dispatch)
    sender.start()
    after(server, 10)
    service.stop(app, dispatch.id, because="the date is wrong")
    stopped = time.time()
    sender.join()
    late = [moment for moment in moments(server).values() if moment > stopped]
    assert len(late) <= CONNECTIONS
    found = states(app, dispatch)
    assert {name for name, state in found.items() if state == "sent"} == set(moments(server))
    assert 0 < len(moments(server)) < PEOPLE
    assert set(found.values()) == {"sent", "queued"}


def readers(app: App, n: int, until: date | None = None) -> list[int]:
    """Add people who agreed to get mailings, until a day."""
    found = []
    said = ConsentDraft(
        purpose="mailings", basis="consent", source="form", wording="yes", given_on=date(2026, 1, 5), valid_until=until
    )
    with app.change("add"):
        for number in range(n):
            added = contacts.add(app, ContactDraft(name=f"Ana {number}", emails=(f"ana-{number}@example.org",)))
            privacy.record(app, added.id, said)
            found.append(added.id)
    return found


def to_readers(app: App) -> Dispatch:
    """Let a mailing to all people be under way by e-mail."""
    made = a_letter(app, channel="email")
    with app.store.selection() as chosen:
        chosen.fill("select id as contact_id from v_contacts")
        service.freeze(app, made.id, chosen)
    service.approve(app, made.id)
    return service.start(app, made.id)


def withdraw(app: App, contact_id: int) -> None:
    privacy.record(app, contact_id, ConsentDraft(state=State.WITHDRAWN, purpose="mailings", source="a call"))


def suppress_it(app: App, contact_id: int) -> None:
    (point,) = contacts.show(app, contact_id).points
    privacy.suppress(app, point.value, reason="asked by letter")


@pytest.mark.parametrize("against", [withdraw, suppress_it], ids=lambda one: one.__name__)
def test_what_is_said_while_it_leaves_holds_for_whoever_has_not_got_it(
    app: App, server: Served, against: Callable[[App, int], None]
) -> None:
    numbers = readers(app, PEOPLE)
    dispatch = to_readers(app)
    sender = Sender(app, dispatch)
    sender.start()
    after(server, 4)
    said = {}
    for number in reversed(numbers):
        against(app, number)
        said[contacts.show(app, number).contact.name] = time.time()
        if len(said) == PEOPLE // 2:
            break
    sender.join()
    got, found = moments(server), states(app, dispatch)
    # It is said from the last one on, and they leave from the first one on: the two meet once.
    assert len(on_its_way(server, said)) <= CONNECTIONS
    assert {name for name, state in found.items() if state == "sent"} == set(got)
    assert {state for name, state in found.items() if name not in got} == {"cancelled"}
    assert "cancelled" in found.values()


def test_who_is_erased_while_it_leaves_gets_nothing_any_more(app: App, server: Served) -> None:
    numbers = readers(app, PEOPLE)
    dispatch = to_readers(app)
    sender = Sender(app, dispatch)
    sender.start()
    after(server, 4)
    gone = {}
    for number in reversed(numbers[-PEOPLE // 3 :]):
        privacy.erase(app, [number], because="asked by letter")
        gone[f"Ana {number - numbers[0]}"] = time.time()
    sender.join()
    got = moments(server)
    assert len(on_its_way(server, gone)) <= CONNECTIONS
    assert len(got) < PEOPLE
    counts = {one.state.value: one.n for one in service.show(app, dispatch.id).counts}
    assert counts == {"sent": len(got), "cancelled": PEOPLE - len(got)}


def test_nobody_gets_anything_on_a_day_for_which_they_did_not_agree(
    app: App, server: Served, clock: MovedClock
) -> None:
    readers(app, PEOPLE, until=clock.today())
    dispatch = to_readers(app)
    sender = Sender(app, dispatch)
    sender.start()
    after(server, 4)
    clock.moment += timedelta(days=1)
    moved = time.time()
    sender.join()
    assert len([moment for moment in moments(server).values() if moment > moved]) <= CONNECTIONS
    found = states(app, dispatch)
    assert {name for name, state in found.items() if state == "sent"} == set(moments(server))
    assert set(found.values()) == {"sent", "cancelled"}


@pytest.mark.parametrize("jump", [timedelta(hours=1), timedelta(hours=-1), timedelta(days=-400)], ids=str)
def test_a_clock_that_jumps_loses_and_doubles_nobody(
    app: App, server: Served, clock: MovedClock, jump: timedelta
) -> None:
    people(app, PEOPLE)
    dispatch = mailing(app)
    sender = Sender(app, dispatch)
    sender.start()
    after(server, 10)
    clock.moment += jump
    sender.join()
    service.send(app, dispatch.id)
    assert set(states(app, dispatch).values()) == {"sent"}
    assert sorted(server.accepted().values()) == [1] * PEOPLE


def test_rivals_send_each_message_once(app: App, server: Served) -> None:
    people(app, PEOPLE)
    dispatch = mailing(app)
    senders = [Sender(app, dispatch) for _ in range(3)]
    for one in senders:
        one.start()
    for one in senders:
        one.join()
    assert [one.error for one in senders] == [None] * 3
    assert set(states(app, dispatch).values()) == {"sent"}
    assert sorted(server.accepted().values()) == [1] * PEOPLE


def test_a_lock_that_is_held_for_long_lets_nothing_leave_and_loses_nobody(
    app: App, server: Served, clock: MovedClock
) -> None:
    people(app, PEOPLE)
    dispatch = mailing(app)
    sender = Sender(app, dispatch)
    sender.app.store.patience = 0.5
    sender.start()
    after(server, 10)
    with app.store.write():
        held = time.time()
        time.sleep(3)
        late = [moment for moment in moments(server).values() if moment > held]
    sender.join()
    assert len(late) <= CONNECTIONS
    clock.moment += timedelta(hours=1)  # what it could not give back is free by then
    service.send(app, dispatch.id)
    if sender.error:  # what had its dot and could not be written down as sent waits for a person
        assert isinstance(sender.error, StorageError)
    found = states(app, dispatch)
    assert set(found.values()) <= {"sent", "in_doubt"}
    assert sum(state == "in_doubt" for state in found.values()) <= CONNECTIONS
    assert sorted(server.accepted().values()) == [1] * PEOPLE
