"""What the journal costs a bulk insert: nothing for each row but its refusals and one index."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from outreach_crm.app import App
from outreach_crm.keys import Keyring
from outreach_crm.model import Actor
from outreach_crm.plugins import Plugins
from outreach_crm.settings import Settings
from outreach_crm.storage import Bound, Kept, MigrationSet, migrate
from outreach_crm.storage.sqlite import SqliteStore
from tests.benchmarks.frame import Figure, benchmark, cpu, interleaved

ROWS = 200_000
_ROUNDS = 5
_COLUMNS = ("uid", "name", "given", "family", "sort_name", "language", "country", "town", "note", "met", "level")
_TABLE = f"""
create table wide (
    id {{id}}, {", ".join(f"{name} {{text}} not null" for name in _COLUMNS)}, change_id {{int}} not null
) {{strict}};
create unique index wide_uid on wide (uid);
create index wide_name on wide (sort_name);
"""
WIDE = MigrationSet(feature="wide", steps={"m001": _TABLE}, kept=(Kept(table="wide", title="row"),))
_TRIGGERS = ("wide_kept_insert", "wide_kept_update", "wide_kept_delete")


def opened(path: Path) -> App:
    """Return an App on a new file with all tables and a wide one."""
    store, plugins = SqliteStore(str(path), Bound()), Plugins.load()
    migrate(store, [*plugins.migrations(), WIDE])
    return App.on(store, plugins, Settings({}), Keyring(lambda: b"k" * 32), Actor(name="Maria"))


def filled(path: Path, count: int = ROWS) -> App:
    """Return an App on a new file with so many wide rows."""
    app = opened(path)
    with app.change("import"):
        app.store.insert_many("wide", rows(count))
    return app


def rows(count: int = ROWS) -> Iterator[dict[str, Any]]:
    """Yield wide rows without words."""
    for number in range(count):
        name = f"Ngozi Maria {number * 7919 % count} Oyelaran"
        yield {
            "uid": f"{number * 2654435761 % 2**64:016x}",
            "name": name,
            "given": "Ngozi Maria",
            "family": f"Oyelaran {number % 997}",
            "sort_name": name.lower(),
            "language": "en",
            "country": "NG",
            "town": f"Abeokuta {number % 313}",
            "note": "met at the assembly, wants to hear about trade unions and students " * 2,
            "met": "2026-03-09",
            "level": "supporter",
        }


def import_rows(path: Path, *, kept: bool) -> float:
    """Return the processor seconds of one bulk insert, into the table as it is or without triggers and index."""
    app = opened(path)
    data = list(rows())
    with app.change("first"):
        pass
    if not kept:
        for trigger in _TRIGGERS:
            app.store.execute(f"drop trigger {trigger}")
        app.store.execute("drop index wide_by_change")

    def work() -> None:
        with app.change("import"):
            app.store.insert_many("wide", data)

    taken = cpu(work)
    app.close()
    path.unlink()
    return taken


@benchmark("journal")
def journal() -> Iterator[Figure]:
    """Bulk insert of 200,000 wide rows, kept and not kept: processor time, interleaved, median of 5."""
    with TemporaryDirectory() as folder:
        names = iter(range(100))
        kept, plain, ratio = interleaved(
            _ROUNDS,
            lambda: import_rows(Path(folder) / f"{next(names)}.db", kept=True),
            lambda: import_rows(Path(folder) / f"{next(names)}.db", kept=False),
        )
    yield Figure(title="kept: 1,000 rows", value=kept / ROWS * 1e6, unit="ms")
    yield Figure(title="no triggers, no index: 1,000 rows", value=plain / ROWS * 1e6, unit="ms")
    extra = (ratio - 1) * 100
    yield Figure(title="the journal costs", value=extra, unit="%", goal="at most 15 %", met=extra <= 15)
