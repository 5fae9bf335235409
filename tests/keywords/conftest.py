"""An App that knows the shipped keywords already, on SQLite: for what does not depend on the engine."""

from collections.abc import Iterator

import pytest

from outreach_crm.app import App
from outreach_crm.keys import Keyring
from outreach_crm.keywords import service
from outreach_crm.model import Actor
from outreach_crm.plugins import Plugins
from outreach_crm.settings import Settings
from outreach_crm.storage import Bound, Store, migrate
from outreach_crm.storage.sqlite import SqliteStore
from tests.conftest import CLOCK, KEY


def _app(store: Store, plugins: Plugins) -> App:
    migrate(store, plugins.migrations())
    return App.on(store, plugins, Settings({}), Keyring(lambda: KEY), Actor(name="Maria"))


@pytest.fixture(scope="session")
def image_with_keywords(sqlite_image: bytes, plugins: Plugins) -> bytes:
    """A migrated SQLite database with the shipped schemes, as bytes."""
    store = SqliteStore(":memory:", Bound(CLOCK), image=sqlite_image)
    service.prepare(_app(store, plugins))
    image = store.image()
    store.close()
    return image


@pytest.fixture
def ready(image_with_keywords: bytes, plugins: Plugins) -> Iterator[App]:
    """An App with the shipped keywords, on SQLite, in the name of Maria."""
    store = SqliteStore(":memory:", Bound(CLOCK), image=image_with_keywords)
    yield _app(store, plugins)
    store.close()
