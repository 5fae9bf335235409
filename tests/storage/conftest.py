"""The App of these tests has tables of their own."""

import pytest

from outreach_crm.app import App
from outreach_crm.storage import migrate
from tests.storage.things import THINGS


@pytest.fixture
def app(app: App) -> App:
    """An App with the tables of :mod:`tests.storage.things`."""
    migrate(app.store, [*app.plugins.migrations(), THINGS])
    return app
