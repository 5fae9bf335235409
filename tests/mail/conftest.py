"""What several tests of mail share."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from outreach_crm.app import App
from tests.dispatch.conftest import the_wire
from tests.dispatch.letters import Wire
from tests.faults.smtp_serving import serving
from tests.mail.posting import ready
from tests.mail.servers import Serve

__all__ = ["the_wire"]


@pytest.fixture
def office(app: App, wire: Wire) -> App:
    """An App with a return path, and a channel whose other side takes all."""
    return ready(app)


@pytest.fixture(name="serve")
def a_server(tmp_path: Path) -> Iterator[Serve]:
    """What starts mail servers with faults; they end with the test."""
    with ExitStack() as stack:
        yield lambda *faults, **more: stack.enter_context(serving(tmp_path, *faults, **more))
