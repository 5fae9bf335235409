"""What several tests of mailings share: the other side of the channel that does as it is told."""

import pytest

from outreach_crm.dispatch.service import sending
from tests.dispatch.letters import Wire


@pytest.fixture(name="wire")
def the_wire(monkeypatch: pytest.MonkeyPatch) -> Wire:
    """The one other side of all telegrams of a test."""
    wire = Wire()
    monkeypatch.setattr(sending, "carrier_of", lambda *_: wire)
    return wire
