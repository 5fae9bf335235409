"""What several tests of mail share."""

import pytest

from outreach_crm.app import App
from tests.dispatch.conftest import the_wire
from tests.dispatch.letters import Wire
from tests.mail.posting import ready

__all__ = ["the_wire"]


@pytest.fixture
def office(app: App, wire: Wire) -> App:
    """An App with a return path, and a channel whose other side takes all."""
    return ready(app)
