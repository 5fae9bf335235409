"""Makes backups while others write, and restores each of them: none is torn, none stands in anybody's way."""

import os
import signal
import sys
import time
from pathlib import Path

from attrs import define, field

from outreach_crm.app import App
from outreach_crm.errors import OutreachError
from outreach_crm.settings import Settings
from outreach_crm.upkeep import service
from tests.faults.kills import opened, plugins

_WRITERS = 3
_PARTS = 3
_TORN = "select count(*) as n from things t where (select count(*) from parts p where p.thing_id = t.id) <> :parts"


@define
class BackupTally:
    """What a series of backups under load came to; the longest write is in seconds."""

    backups: int = 0
    good: int = 0
    written: int = 0
    longest: float = 0.0
    notes: list[str] = field(factory=list, repr=False)


def series(folder: Path, count: int) -> BackupTally:
    """Make so many backups while three programs write without a pause, and restore each into a place of its own."""
    tally, path = BackupTally(), folder / "busy.db"
    opened(path, plugins()).close()
    children = [_writer(path, folder / f"slowest{number}") for number in range(_WRITERS)]
    app = opened(path, plugins())
    try:
        places = [service.back_up(app, folder / f"backup{number}.zip").backup.place for number in range(count)]
    finally:
        for child in children:
            os.kill(child, signal.SIGTERM)
        for child in children:
            os.waitpid(child, 0)
    tally.written = app.store.value("select count(*) as n from things")
    tally.longest = max(float(one.read_text()) for one in folder.glob("slowest*"))
    rows = []
    for place in places:
        tally.backups += 1
        try:
            rows.append(_restored(app, Path(place), folder / "restored.db"))
            tally.good += 1
        except (OutreachError, AssertionError) as error:
            tally.notes.append(f"{place}: {error}")
    app.close()
    if rows != sorted(rows):
        tally.notes.append(f"a later backup holds less than an earlier one: {rows}")
    return tally


def _restored(app: App, place: Path, target: Path) -> int:
    for end in ("", "-wal", "-shm"):
        Path(f"{target}{end}").unlink(missing_ok=True)
    fresh = App.bare(str(target), settings=Settings({}), environ={"OUTREACH_KEY": "k" * 32}, plugins=app.plugins)
    report = service.restore(fresh, place, environ={"OUTREACH_KEY": "k" * 32})
    torn = fresh.store.value(_TORN, parts=_PARTS)
    things = int(fresh.store.value("select count(*) as n from things"))
    fresh.close()
    assert torn == 0, f"{torn} things are torn"
    assert report.problems == (), report.problems
    return things


def _writer(path: Path, told: Path) -> int:
    child = os.fork()
    if child:
        return child
    slowest = [0.0]

    def stop(*_: object) -> None:
        told.write_text(str(slowest[0]))
        os._exit(0)

    signal.signal(signal.SIGTERM, stop)
    try:
        app = opened(path, plugins())
        while True:
            begin = time.monotonic()
            with app.change("add"):
                thing = app.store.insert("things", {"name": "busy", "words": '["busy"]'})
                parts = [{"thing_id": thing, "name": "part", "data": b"x" * 2_000}] * _PARTS
                app.store.insert_many("parts", parts)
            slowest[0] = max(slowest[0], time.monotonic() - begin)
    except BaseException as error:
        sys.stderr.write(f"a writer ended: {error!r}\n")
        os._exit(1)
