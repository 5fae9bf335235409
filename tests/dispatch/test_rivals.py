"""Senders at the same time, on both engines: each message leaves once, and a stop stops all of them."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event, get_ident

import pytest
from attrs import evolve

from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.dispatch import service
from outreach_crm.dispatch.model import DeliveryState, Outcome, State
from outreach_crm.model import Actor
from tests.dispatch.letters import an_addressee, states, under_way, with_rules

pytestmark = pytest.mark.connections
_PEOPLE, _WORKERS = 60, 4
# After so many batches of three a worker waits for the stop: four of them have not sent to everybody by then.
_ENOUGH = 4


def another(app: App, name: str) -> App:
    """The App of another worker, with a connection of its own."""
    return evolve(app.as_actor(Actor(name="Maria")), plugins=app.plugins, settings=app.settings) if name else app


def work(app: App, name: str, rest: Callable[[], object] = lambda: None) -> list[int]:
    """Claim, commit, rest and settle until nothing is due; return what took its last step."""
    mine = another(app, name)
    left: list[int] = []
    try:
        while batch := service.claim(mine, "wire", f"elsewhere/{name}", limit=3):
            go = service.commit_to_send(mine, batch, [one.id for one in batch.messages])
            left += go
            rest()
            service.settle(mine, batch.owner, [Outcome(id=one, state=DeliveryState.SENT, code="250") for one in go])
            if not go:
                break
    finally:
        mine.store.close()
    return left


@pytest.fixture(name="app")
def with_people(app: App) -> App:
    app = with_rules(app)
    with app.change("add"):
        for number in range(_PEOPLE):
            an_addressee(app, f"Bar {number}")
    return app


def test_of_rivals_who_find_everything_settled_one_closes_it_and_none_fails(app: App) -> None:
    for round_ in range(5):
        sent = under_way(app, f"Letter {round_}")
        work(app, "1")
        together = Barrier(_WORKERS)

        def close(_: int, number: int = sent.id, together: Barrier = together) -> State:
            mine = another(app, "rival")
            try:
                together.wait()
                return service.finish(mine, number).state
            finally:
                mine.store.close()

        with ThreadPoolExecutor(_WORKERS) as pool:
            assert {*pool.map(close, range(_WORKERS))} == {State.DONE}
        closed = [one for one in changes.latest(app, 200) if one.what == "finish mailing"]
        assert len(closed) == round_ + 1


def test_rivals_send_each_message_once(app: App) -> None:
    sent = under_way(app)
    together = Barrier(_WORKERS)
    rested = set[int]()

    def rest() -> None:
        if get_ident() not in rested:
            rested.add(get_ident())
            together.wait()

    with ThreadPoolExecutor(_WORKERS) as pool:
        done = list(pool.map(lambda n: work(app, f"{n}", rest), range(1, _WORKERS + 1)))
    copies = Counter(number for left in done for number in left)
    assert len(copies) == _PEOPLE
    assert set(copies.values()) == {1}
    assert set(states(app, sent).values()) == {"sent"}
    assert all(done)  # each of them had work


def test_after_a_stop_nothing_takes_its_last_step(app: App) -> None:
    sent = under_way(app)
    # Each worker has batches before its eyes that it may still commit, and none of them comes to the end.
    some, stopping = Barrier(_WORKERS + 1), Event()
    rounds = Counter[int]()

    def rest() -> None:
        rounds[get_ident()] += 1
        if rounds[get_ident()] == 1:
            some.wait()
        elif rounds[get_ident()] == _ENOUGH:
            stopping.wait()

    with ThreadPoolExecutor(_WORKERS) as pool:
        running = [pool.submit(work, app, f"{n}", rest) for n in range(1, _WORKERS + 1)]
        some.wait()
        service.stop(app, sent.id, because="the date is wrong")
        stopping.set()
        stopped = {row["id"] for row in inflight_or_sent(app)}
        left = {number for one in running for number in one.result()}
    assert left == stopped
    assert len(left) < _PEOPLE


def inflight_or_sent(app: App) -> list[dict[str, int]]:
    return app.store.rows("select id from deliveries where state in ('inflight', 'sent')")
