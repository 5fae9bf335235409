"""Erasure of marked contacts: what is left of them in tables and files, and how long it takes."""

import os
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from unittest.mock import patch

from outreach_crm import erasure
from outreach_crm.app import App
from outreach_crm.keys import Keyring
from outreach_crm.model import Actor
from outreach_crm.plugins import Plugins
from outreach_crm.settings import Settings
from outreach_crm.storage import Store, migrate
from outreach_crm.storage.sqlite import SqliteStore
from tests import postgres_server
from tests.benchmarks.frame import Figure, benchmark
from tests.storage.marked import marked, rows_with, surroundings

_PEOPLE, _STAY = 200, 50
_MARK = re.compile(rb"q(\d{4})zx")


@benchmark("erasure")
def erasure_of_many() -> Iterator[Figure]:
    """Erasure of 200 of 250 contacts with a mark in every field: marks left in tables and in files, on both engines."""
    with TemporaryDirectory() as folder:
        store = SqliteStore(str(Path(folder) / "marked.db"))
        yield from _figures("SQLite", store, [Path(folder)])
        store.close()
    if binaries := postgres_server.find_binaries():
        # The list of erasures of a database on a server lies in the user's folder.
        with TemporaryDirectory() as home, patch.dict(os.environ, XDG_DATA_HOME=home):
            yield from _on_a_server(binaries)


def _on_a_server(binaries: Path) -> Iterator[Figure]:
    from outreach_crm.storage.postgres import PostgresStore

    server = postgres_server.start(binaries)
    try:
        served = PostgresStore(server.url("postgres"))
        data = server.folder / "data"
        # A server keeps pages in memory: what is searched is what it has written down, before and after.
        to_disk = partial(served._command, "checkpoint")
        yield from _figures("PostgreSQL", served, [data / "base", data / "global"], to_disk)
        # Not promised: the server's log holds what was written until its segments are used again.
        yield Figure(title="PostgreSQL: marks in the server's log", value=len(_marks([data / "pg_wal"])), unit="")
        served.close()
    finally:
        server.stop()


def _figures(
    engine: str, store: Store, folders: list[Path], to_disk: Callable[[], object] = lambda: None
) -> Iterator[Figure]:
    plugins = Plugins.load()
    migrate(store, plugins.migrations())
    app = App.on(store, plugins, Settings({}), Keyring(lambda: b"k" * 32), Actor(name="Maria"))
    around = surroundings(app)
    people = [marked(app, number, around) for number in range(_PEOPLE + _STAY)]
    gone = people[:_PEOPLE]
    yield Figure(title=f"{engine}: marked fields of a contact", value=min(one.fields for one in people), unit="")
    to_disk()
    seen = len(_marks(folders))
    yield Figure(
        title=f"{engine}: contacts found in files before", value=seen, unit="", goal="all", met=seen == _PEOPLE
    )
    begin = perf_counter()
    report = erasure.erase(app, [one.id for one in gone])
    took = perf_counter() - begin
    rows = len(rows_with(app, [one.mark for one in gone]))
    found = _marks(folders)  # as the erasure left them, and as they are once all that is in memory is written
    to_disk()
    left = len(found | _marks(folders))
    yield Figure(title=f"{engine}: time for each contact", value=took / _PEOPLE * 1000, unit="ms")
    yield Figure(title=f"{engine}: rows with a mark left", value=rows, unit="", goal="0", met=not rows)
    yield Figure(title=f"{engine}: contacts left in files", value=left, unit="", goal="0", met=not left)
    assert report.contacts == _PEOPLE
    assert len({one.mark for one in people[_PEOPLE:]}) == _STAY


def _marks(folders: list[Path]) -> set[int]:
    """Return which of those that are to be erased have a mark in any file."""
    found: set[int] = set()
    for path in (path for folder in folders for path in folder.rglob("*") if path.is_file()):
        found |= {int(one) for one in _MARK.findall(path.read_bytes()) if int(one) < _PEOPLE}
    return found
