"""After its last day nothing of a dispatch leaves, until somebody decides otherwise."""

from datetime import date, timedelta

import pytest

from outreach_crm.app import App
from outreach_crm.dispatch import service
from outreach_crm.dispatch.model import State
from outreach_crm.errors import InvalidInputError, RefusedError
from tests.dispatch.letters import Wire, an_addressee, later, states, under_way, with_rules

TODAY = date(2026, 3, 9)
_A_DAY = 86_400


@pytest.fixture(name="app")
def with_wire(app: App) -> App:
    return with_rules(app)


def test_on_its_last_day_it_leaves(app: App, wire: Wire) -> None:
    an_addressee(app, "Bar")
    assert service.send(app, under_way(app, until_on=TODAY).id).sent == 1


def test_what_is_queued_when_its_last_day_has_passed_waits_for_a_decision(app: App, wire: Wire) -> None:
    an_addressee(app, "Bar")
    sent = under_way(app, until_on=TODAY)
    tomorrow = later(app, _A_DAY)
    run = service.send(tomorrow, sent.id)
    assert (run.sent, run.halted, run.dispatch.state) == (0, "Its last day was 2026-03-09.", State.PAUSED)
    assert (wire.got, states(app, sent)) == ({}, {"Bar": "queued"})
    with pytest.raises(RefusedError, match="was 2026-03-09; give another"):
        service.resume(tomorrow, sent.id, because="they asked")
    with pytest.raises(InvalidInputError, match="Say why"):
        service.resume(tomorrow, sent.id, until_on=TODAY + timedelta(7))
    service.resume(tomorrow, sent.id, until_on=TODAY + timedelta(7), because="they asked")
    assert service.send(tomorrow, sent.id).dispatch.state is State.DONE


def test_what_was_claimed_on_its_last_day_does_not_leave_after_it(app: App) -> None:
    an_addressee(app, "Bar")
    under_way(app, until_on=TODAY)
    batch = service.claim(app, "wire", "elsewhere/1", lease=2 * _A_DAY)
    assert batch is not None
    tomorrow = later(app, _A_DAY)
    assert service.commit_to_send(tomorrow, batch, [one.id for one in batch.messages]) == frozenset()
    service.release(tomorrow, "elsewhere/1")
    assert service.claim(tomorrow, "wire", "elsewhere/1") is None


def test_what_follows_a_dispatch_has_its_last_day(app: App, wire: Wire) -> None:
    an_addressee(app, "Bar", "none")
    an_addressee(app, "Owl")
    sent = under_way(app, until_on=TODAY)
    service.send(app, sent.id)
    assert service.follow(app, sent.id).until_on == TODAY
