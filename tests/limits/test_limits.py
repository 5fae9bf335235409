"""What may be done so often only: counted once for all who ask, kept as digests, and let go of in time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach_crm.app import App
from outreach_crm.clock import FixedClock
from outreach_crm.limits import service
from outreach_crm.limits.model import Limit
from tests.conftest import CLOCK

HERE = "192.0.2.1"
THRICE = Limit(("knock", HERE), 3, 60)


def after(app: App, **time: float) -> App:
    """The App some time later."""
    app.store.bound.clock = FixedClock(CLOCK.moment + timedelta(**time))
    return evolve(app, clock=app.store.bound.clock)


def rows(app: App) -> int:
    return int(app.store.value("select count(*) from limits"))


def test_what_is_done_too_often_waits_until_the_time_since_the_first_is_over(app: App) -> None:
    assert [service.count(app, THRICE) for _ in range(5)] == [0, 0, 0, 60, 60]
    assert service.count(after(app, seconds=50), THRICE) == 10
    assert [service.count(after(app, seconds=61), THRICE) for _ in range(4)] == [0, 0, 0, 60]


def test_going_on_makes_nobody_wait_longer(app: App) -> None:
    for _ in range(50):
        service.count(app, THRICE)
    assert service.count(after(app, seconds=61), THRICE) == 0


def test_of_several_limits_the_one_that_is_reached_counts_and_nothing_else_is_counted(app: App) -> None:
    wide = Limit(("knock", "anywhere"), 5, 60)
    assert [service.count(app, THRICE, wide) for _ in range(4)] == [0, 0, 0, 60]
    assert [service.count(app, wide) for _ in range(3)] == [0, 0, 60]


def test_others_are_not_counted_with_whoever_does_too_much(app: App) -> None:
    for _ in range(4):
        service.count(app, THRICE)
    assert service.count(app, evolve(THRICE, what=("knock", "192.0.2.2"))) == 0
    assert service.count(app, evolve(THRICE, what=("call", HERE))) == 0


def test_what_is_forgotten_is_counted_from_the_beginning(app: App) -> None:
    for _ in range(3):
        service.count(app, THRICE)
    service.forget(app, THRICE)
    assert service.count(app, THRICE) == 0


def test_no_address_is_kept_and_nothing_stays_when_its_time_is_over(app: App) -> None:
    service.count(app, THRICE, Limit(("knock", "hunter2"), 3, 600))
    kept = str(app.store.rows("select * from limits"))
    assert (rows(app), [word for word in (HERE, "hunter2", "knock") if word in kept]) == (2, [])
    after(app, seconds=61).plugins.sweep(app)
    assert rows(app) == 1
    service.count(after(app, seconds=601), THRICE)  # whoever comes next lets go as well
    assert rows(app) == 1


def test_counting_leaves_no_trace_in_the_history(app: App) -> None:
    before = app.store.value("select count(*) from changes")
    service.count(app, THRICE)
    assert app.store.value("select count(*) from changes") == before


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=st.lists(st.integers(1, 9), min_size=1, max_size=12), most=st.integers(1, 30))
def test_it_is_let_through_as_long_as_less_than_the_limit_was_counted(app: App, told: list[int], most: int) -> None:
    limit, counted = Limit(("knock", *map(str, told), str(most)), most, 60), 0
    service.forget(app, limit)
    for times in told:
        let_through = service.count(app, limit, times=times) == 0
        assert let_through is (counted < most)
        counted += times if let_through else 0


@pytest.mark.connections
def test_of_a_thousand_who_come_at_once_as_many_are_let_through_as_may(app: App) -> None:
    own = [app.as_actor(app.actor) for _ in range(4)]
    limit = Limit(("knock", HERE), 20, 600)
    with ThreadPoolExecutor(4) as threads:
        waits = [*threads.map(lambda one: [service.count(one, limit) for _ in range(250)], own)]
    for one in own:
        one.close()
    assert sum(wait == 0 for each in waits for wait in each) == 20
    assert service.count(app, limit) == 600
