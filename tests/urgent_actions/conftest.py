"""What tests of Urgent Actions share: a database in which the thesaurus stands already."""

import pytest

from outreach_crm.app import App
from outreach_crm.keys import Keyring
from outreach_crm.keywords import service as keywords
from outreach_crm.model import Actor
from outreach_crm.plugins import Plugins
from outreach_crm.settings import Settings
from outreach_crm.storage import Bound, migrate
from outreach_crm.storage.sqlite import SqliteStore
from tests.conftest import CLOCK, KEY


@pytest.fixture(scope="session")
def sqlite_image(plugins: Plugins) -> bytes:
    """A migrated SQLite database with the thesaurus, as bytes: to load it anew takes longer than most tests."""
    store = SqliteStore(":memory:", Bound(CLOCK))
    migrate(store, plugins.migrations())
    keywords.prepare(App.on(store, plugins, Settings({}), Keyring(lambda: KEY), Actor(name="Maria")))
    image = store.image()
    store.close()
    return image
