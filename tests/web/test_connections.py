"""Connections serve one request after the other and know nothing of the one before."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from outreach_crm.app import App
from outreach_crm.model import Actor
from outreach_crm.storage import Store
from outreach_crm.web import connections
from outreach_crm.web.connections import Idle, acting

pytestmark = pytest.mark.connections


@pytest.fixture
def site(app: App) -> Iterator[Flask]:
    """A site without pages."""
    found = Flask("bare")
    connections.share(found, app)
    yield found
    while store := found.extensions["outreach-idle"].take():
        store.close()


def store_of(site: Flask, name: str = "Maria") -> Store:
    """The connection that a request works on."""
    with site.test_request_context():
        return acting(Actor(name=name)).store


def test_the_next_request_has_the_same_connection(site: Flask) -> None:
    assert store_of(site) is store_of(site)


def test_nothing_is_known_of_whoever_had_it_before(site: Flask, app: App) -> None:
    with app.change("so that there is an account"):
        pass
    with site.test_request_context():
        before = acting(Actor(name="Maria"))
        assert before.store.bound.actor_id is not None
        with before.store.selection() as chosen:
            chosen.fill("select id as contact_id from contacts c where {visible(c)}")
    with site.test_request_context():
        after = acting(Actor(name="nobody yet"))
        assert after.store is before.store
        assert (after.store.bound.actor_id, after.store.bound.own_id, after.store.bound.change_id) == (None,) * 3
        with after.store.selection() as chosen:
            assert chosen.count() == 0


def test_who_may_see_only_themself_leaves_no_such_limit(site: Flask) -> None:
    with site.test_request_context():
        store = acting(Actor(name="Ana", contact_id=1)).store
        assert store.sees is not store.dialect
    with site.test_request_context():
        again = acting(Actor(name="Maria")).store
        assert again is store
        assert again.sees is again.dialect


def test_one_that_was_left_in_the_middle_of_something_is_closed(site: Flask, app: App) -> None:
    with site.test_request_context():
        store = acting(Actor(name="Maria")).store
        store._begin_steady()
    assert store_of(site) is not store
    with app.change("nothing is locked"):
        pass


def test_one_that_waited_long_is_closed(site: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    before = store_of(site)
    monkeypatch.setattr(connections, "_FRESH", -1.0)
    assert store_of(site) is not before


def test_many_threads_never_share_one(site: Flask) -> None:
    idle: Idle = site.extensions["outreach-idle"]
    held: list[Store] = []

    def ask(number: int) -> bool:
        with site.test_request_context():
            store = acting(Actor(name="Maria")).store
            alone = store not in held
            held.append(store)
            right = store.value("select cast(:n as text) as n", n=str(number)) == str(number)
            held.remove(store)
            return alone and right

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(ask, range(200)))
    assert len(idle.stores) <= 8
