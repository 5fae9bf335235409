"""What a mailing that is shown says of what can be done next, wherever it stands."""

import pytest

from outreach_crm.app import App
from outreach_crm.dispatch import service
from outreach_crm.dispatch.model import DeliveryState
from tests.dispatch.letters import Wire, a_letter, an_addressee, frozen, under_way, with_rules


@pytest.fixture(name="app")
def with_an_addressee(app: App) -> App:
    app = with_rules(app)
    an_addressee(app, "Bar")
    return app


def ways(app: App, number: int) -> list[str]:
    """Return the commands a mailing names, without its number."""
    told = " ".join(service.show(app, number).ways_on)
    return [one.split()[0] for one in told.split("outreach mailings ")[1:]]


def test_each_state_names_the_way_on(app: App, wire: Wire) -> None:
    draft = a_letter(app)
    assert ways(app, draft.id) == ["preview", "send"]
    frozen(app, draft)
    assert ways(app, draft.id) == ["send"]
    made = under_way(app, "Summer letter")
    assert ways(app, made.id) == ["send"]
    service.stop(app, made.id, because="the date is wrong")
    assert ways(app, made.id) == ["resume"]
    service.resume(app, made.id)
    wire.answers["bar@example.org"] = DeliveryState.IN_DOUBT
    service.send(app, made.id)
    assert ways(app, made.id) == ["doubt"]
    service.settle_doubts(app, made.id, DeliveryState.SENT)
    assert ways(app, made.id) == []


def test_who_did_not_get_it_can_be_written_to(app: App, wire: Wire) -> None:
    wire.answers["bar@example.org"] = DeliveryState.FAILED
    made = under_way(app)
    service.send(app, made.id)
    assert ways(app, made.id) == ["send"]
    assert service.show(app, made.id).ways_on[0].endswith("--missed")
