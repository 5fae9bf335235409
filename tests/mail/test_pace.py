"""How fast messages leave: no minute holds more than the limit, whoever counts, and no clock makes it stand still."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from attrs import define
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach_crm.app import App
from outreach_crm.clock import FixedClock, SystemClock
from outreach_crm.dispatch import service
from outreach_crm.dispatch.model import State
from outreach_crm.keys import Keyring
from outreach_crm.model import Actor
from outreach_crm.plugins import Plugins
from outreach_crm.settings import Settings
from outreach_crm.storage import Bound, migrate
from outreach_crm.storage.sqlite import SqliteStore
from outreach_mail.service.pacing import Pace
from tests.builders import taken_back
from tests.conftest import CLOCK
from tests.dispatch.letters import an_addressee, later, states
from tests.faults.smtp_serving import serving
from tests.mail.servers import mailing, people, send, through


@define
class Told:
    """A clock that stands where one says."""

    seconds: float = 0.0

    def now(self) -> datetime:
        return CLOCK.moment + timedelta(seconds=self.seconds)

    def today(self) -> date:
        return FixedClock(self.now()).today()


def paced(app: App, clock: Told, *, per_minute: int = 0, per_domain: int = 0) -> Pace:
    app.store.bound.clock = clock
    return Pace(App.on(app.store, app.plugins, app.settings, app.keyring, app.actor), per_minute, per_domain)


@settings(max_examples=25)
@given(most=st.integers(1, 90), steps=st.lists(st.floats(0, 40), max_size=60))
def test_no_minute_holds_more_than_the_limit(image_app: App, most: int, steps: list[float]) -> None:
    clock, left = Told(), list[float]()
    with taken_back(image_app):
        pace = paced(image_app, clock, per_minute=most)
        for seconds in steps:
            clock.seconds += seconds
            while not pace.admit("ana@example.org"):
                left.append(clock.seconds)
    for number, moment in enumerate(left):
        assert sum(moment <= other < moment + 60 for other in left[number:]) <= most


@pytest.fixture(name="image_app", scope="module")
def one_app(sqlite_image: bytes, plugins: Plugins) -> Iterator[App]:
    store = SqliteStore(":memory:", Bound(CLOCK), image=sqlite_image)
    migrate(store, plugins.migrations())
    yield App.on(store, plugins, Settings({}), Keyring(lambda: b"k" * 32), Actor(name="Maria"))
    store.close()


def test_all_who_send_from_a_database_share_the_limit(app: App) -> None:
    clock = Told()
    first, second = (paced(app, clock, per_minute=20) for _ in range(2))
    taken = [pace.admit("ana@example.org") == 0 for _ in range(10) for pace in (first, second)]
    assert sum(taken) == 2  # a tenth of a minute's at once
    clock.seconds += first.rest()
    assert second.admit("ana@example.org") == 0


def test_a_limit_for_each_domain_holds_up_that_domain_alone(app: App) -> None:
    pace = paced(app, Told(), per_domain=10)
    assert pace.admit("ana@example.org") == 0
    assert pace.admit("eva@EXAMPLE.org") > 0
    assert pace.is_of_domain
    assert pace.admit("ana@example.net") == 0
    (row, *_) = app.store.rows("select scope from mail_paces")
    assert "example" not in row["scope"]


def test_a_clock_that_is_put_back_makes_nothing_stand_still(app: App) -> None:
    clock = Told()
    pace = paced(app, clock, per_minute=10)
    assert pace.admit("ana@example.org") == 0
    clock.seconds -= 86_400
    assert pace.admit("ana@example.org") == 0


def test_a_run_goes_on_at_the_pace_there_is_until_all_have_it(app: App, tmp_path: Path) -> None:
    people(app, 70)
    dispatch = mailing(app)
    app.store.bound.clock = SystemClock()
    with serving(tmp_path) as server:
        app = App.on(app.store, app.plugins, app.settings, app.keyring, app.actor)
        sent = send(through(app, server, per_minute=600), dispatch)
        assert (sent.sent, sent.dispatch.state) == (70, State.DONE)
        first, last = (float(server.events()[n][0]) for n in (0, -1))
    assert last - first > 0.5  # sixty at once, and then one in a tenth of a second


def test_what_waits_for_its_domain_is_tried_later_and_counts_no_attempt(app: App, tmp_path: Path) -> None:
    people(app, 4)
    an_addressee(app, "Foo", "foo@foo.example")
    with serving(tmp_path) as server:
        app = through(app, server, per_domain=10)
        dispatch = mailing(app)
        assert send(app, dispatch).sent == 2
        assert set(states(app, dispatch).values()) == {"sent", "queued"}
        for _ in range(3):
            app = later(app, 8)
            send(app, dispatch)
        assert service.get(app, dispatch.id).state is State.DONE
        assert sorted(server.accepted().values()) == [1] * 5
    shown = service.show(app, dispatch.id)
    assert {one.attempts for one in shown.deliveries} == {1}
