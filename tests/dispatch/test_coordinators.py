"""Two coordinators who do the same at once, each on a connection of their own: one wins, the other is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from attrs import evolve

from outreach_crm.app import App
from outreach_crm.dispatch import service
from outreach_crm.dispatch.model import Dispatch, State
from outreach_crm.errors import ConflictError, OutreachError
from outreach_crm.model import Actor
from tests.dispatch.letters import a_letter, an_addressee, frozen, states, with_rules

pytestmark = pytest.mark.connections


@pytest.fixture(name="app")
def with_wire(app: App) -> App:
    return with_rules(app)


def at_once(app: App, work: Callable[[App], Dispatch]) -> list[object]:
    """Let two do the same at once, each on a connection of their own; return what came of it, who won first."""
    together = Barrier(2)

    def try_it(name: str) -> object:
        mine = evolve(app.as_actor(Actor(name=name)), plugins=app.plugins)
        try:
            together.wait()
            return work(mine)
        except OutreachError as error:
            return error
        finally:
            mine.store.close()

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(try_it, ("Maria", "Tom")), key=lambda one: isinstance(one, OutreachError))


def test_of_two_who_draft_the_same_one_wins_and_the_other_is_told(app: App) -> None:
    an_addressee(app, "Bar")
    won, lost = at_once(app, lambda mine: a_letter(mine, "UA 7/26"))
    assert isinstance(won, Dispatch)
    assert isinstance(lost, ConflictError)
    assert "UA 7/26" in str(lost)


def test_of_two_who_send_the_same_one_wins_and_the_other_is_told(app: App) -> None:
    an_addressee(app, "Bar")
    made = a_letter(app, "UA 7/26")

    def sends(mine: App) -> Dispatch:
        frozen(mine, made)
        return service.begin(mine, made.id)

    won, lost = at_once(app, sends)
    assert isinstance(won, Dispatch)
    assert won.state is State.SENDING
    assert isinstance(lost, OutreachError)
    assert f"outreach mailings show {made.id}" in str(lost)
    assert states(app, made) == {"Bar": "queued"}
