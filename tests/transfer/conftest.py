"""What the tests of files share: an App that reads, and a place to write files to be read."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from outreach_crm.app import App
from outreach_crm.keys import Keyring
from outreach_crm.model import Actor
from outreach_crm.plugins import Plugins
from outreach_crm.settings import Settings
from outreach_crm.storage import Bound, migrate
from outreach_crm.storage.sqlite import SqliteStore
from outreach_crm.transfer import service
from outreach_crm.transfer.service import Reading
from tests.conftest import CLOCK, KEY

OWN = ({"key": "diet", "title": "Diet"}, {"key": "joined", "kind": "date"}, {"key": "press", "kind": "yes-no"})


@pytest.fixture
def reader(sqlite_image: bytes, plugins: Plugins) -> Iterator[App]:
    """An App of a Spanish section with fields of its own; what reads asks nothing that differs between engines."""
    store = SqliteStore(":memory:", Bound(CLOCK), image=sqlite_image)
    migrate(store, plugins.migrations())
    settings = Settings({"section": {"country": "ES"}, "contacts": {"fields": OWN}})
    yield App.on(store, plugins, settings, Keyring(lambda: KEY), Actor(name="Maria"))
    store.close()


@pytest.fixture
def opened(reader: App, tmp_path: Path) -> Callable[..., Reading]:
    """Write a file and open it: text as UTF-8, or bytes as they are."""

    def open_it(content: str | bytes, name: str = "list.csv", **answers: Any) -> Reading:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return service.read(reader, path, **answers)

    return open_it
