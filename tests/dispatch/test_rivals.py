"""Senders at the same time, on both engines: each message leaves once, and a stop stops all of them."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from attrs import evolve

from outreach_crm.app import App
from outreach_crm.dispatch import service
from outreach_crm.dispatch.model import DeliveryState, Outcome
from outreach_crm.model import Actor
from tests.dispatch.letters import an_addressee, states, under_way, with_rules

pytestmark = pytest.mark.connections
_PEOPLE, _WORKERS = 60, 4


def another(app: App, name: str) -> App:
    """The App of another worker, with a connection of its own."""
    return evolve(app.as_actor(Actor(name="Maria")), plugins=app.plugins, settings=app.settings) if name else app


def work(app: App, name: str, pause: float = 0.0) -> list[int]:
    """Claim, commit and settle until nothing is due; return what took its last step."""
    mine = another(app, name)
    left: list[int] = []
    try:
        while batch := service.claim(mine, "wire", f"elsewhere/{name}", limit=3):
            go = service.commit_to_send(mine, batch, [one.id for one in batch.messages])
            left += go
            time.sleep(pause)
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


def test_rivals_send_each_message_once(app: App) -> None:
    sent = under_way(app)
    with ThreadPoolExecutor(_WORKERS) as pool:
        done = list(pool.map(lambda n: work(app, f"{n}"), range(1, _WORKERS + 1)))
    copies = Counter(number for left in done for number in left)
    assert len(copies) == _PEOPLE
    assert set(copies.values()) == {1}
    assert set(states(app, sent).values()) == {"sent"}
    assert sum(bool(left) for left in done) > 1  # more than one of them had work


def test_after_a_stop_nothing_takes_its_last_step(app: App) -> None:
    sent = under_way(app)
    with ThreadPoolExecutor(_WORKERS) as pool:
        running = [pool.submit(work, app, f"{n}", 0.01) for n in range(1, _WORKERS + 1)]
        time.sleep(0.15)
        service.stop(app, sent.id, because="the date is wrong")
        stopped = {row["id"] for row in inflight_or_sent(app)}
        left = {number for one in running for number in one.result()}
    assert left == stopped
    assert len(left) < _PEOPLE


def inflight_or_sent(app: App) -> list[dict[str, int]]:
    return app.store.rows("select id from deliveries where state in ('inflight', 'sent')")
