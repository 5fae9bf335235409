"""Import of a million contacts from a CSV file: processor time beside a bare executemany of the same rows, memory."""

import csv
import json
import random
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from outreach_crm.app import App
from outreach_crm.text import fold
from tests.benchmarks.frame import ENVIRON, Figure, benchmark
from tests.benchmarks.million import name_of

SIZE = 1_000_000
# Header to field: 18 columns.
COLUMNS = {
    "Number": "id:civicrm",
    "Given name": "given",
    "Family name": "family",
    "Gender": "gender",
    "Language": "language",
    "Country": "country",
    "E-mail": "email:work",
    "Phone": "phone",
    "Street": "street",
    "Postcode": "postcode",
    "Town": "town",
    "Organisation": "organisation",
    "Role": "role",
    "Sector": "sector",
    "Interests": "interest",
    "Membership": "membership",
    "Met": "met",
    "Remarks": "note",
}
_PLACES = (("ES", "Madrid", "28013", "915 {}"), ("FR", "Lyon", "69001", "04 78 {}"), ("DE", "Köln", "50667", "0221 {}"))
_SECTORS = ("legal", "medical", "unions", "youth", "religious")

# What a program of its own does: `import` takes the file in, `bare` copies its rows with executemany.
_PROGRAM = """
import json, sys
from pathlib import Path
from tests.benchmarks import importing
print(json.dumps(getattr(importing, sys.argv[1])(*map(Path, sys.argv[2:]))))
"""
# Another program that writes all the time, and says how long it had to wait at most.
_WRITER = """
import signal, sys, time
from outreach_crm.storage.sqlite import SqliteStore
signal.signal(signal.SIGINT, signal.default_int_handler)  # which a program in the background does not have
store, longest = SqliteStore(sys.argv[1], patience=60), 0.0
print("ready", flush=True)
try:
    while True:
        began = time.perf_counter()
        with store.write():
            store.execute("update meta set value = value where key = 'none'")
        longest = max(longest, time.perf_counter() - began)
        time.sleep(0.05)
except KeyboardInterrupt:
    print(longest)
"""
_KEYS = "select k.key from keywords k join schemes s on s.id = k.scheme_id where s.key = 'concerns' order by k.key"
_OWN = (
    *("contacts", "contact_points", "contact_addresses", "contact_ids", "contact_sectors", "contact_keywords"),
    *("contact_fields", "contact_roles"),
)


@benchmark("import")
def importing() -> Iterator[Figure]:
    """A million contacts of 18 columns and some 5 interests each: normalised, searchable, undoable."""
    yield from measured(SIZE)


def measured(size: int) -> Iterator[Figure]:
    """Yield the figures of an import of so many contacts."""
    with TemporaryDirectory() as folder:
        path, ours, other = (Path(folder) / name for name in ("million.csv", "ours.db", "bare.db"))
        make(path, ours, size)
        writer = subprocess.Popen([sys.executable, "-c", _WRITER, str(ours)], stdout=subprocess.PIPE, text=True)
        assert writer.stdout is not None
        writer.stdout.readline()
        found = _run("take_in", path, ours)
        writer.send_signal(2)
        waited = float(writer.communicate()[0])
        bare = _run("copied", ours, other)
        yield from _told(size, found, waited, bare)
        undo = _run("undone", ours)
    yield Figure(title="undo of it", value=undo["cpu"], unit="s CPU")
    yield Figure(title="undo of it, peak memory", value=undo["peak"], unit="MB")
    yield Figure(title="undo of it, longest step, planning apart", value=undo["longest"], unit="s")
    yield Figure(title="undo of it, planning", value=undo["planning"], unit="s")


def _told(size: int, found: dict[str, float], waited: float, bare: dict[str, float]) -> Iterator[Figure]:
    share = bare["cpu"] / found["cpu"]
    yield Figure(title="rows per CPU second, of a bare executemany", value=share, unit="", goal="0.4", met=share >= 0.4)
    memory = found["peak"]
    yield Figure(title="peak memory", value=memory, unit="MB", goal="at most 400 MB", met=memory <= 400)
    yield Figure(title="longest wait of another writer", value=waited, unit="s", goal="at most 3 s", met=waited <= 3)
    yield Figure(title="import", value=found["cpu"], unit="s CPU")
    yield Figure(title="import, by the clock", value=found["wall"], unit="s")
    yield Figure(title="bare executemany", value=bare["cpu"], unit="s CPU")
    yield Figure(title="contacts of a CPU second", value=size / found["cpu"], unit="/s")
    yield Figure(title="preview, before it", value=found["preview"], unit="s CPU")
    yield Figure(title="rows in all tables", value=bare["rows"], unit="")


def make(path: Path, database: Path, size: int, seed: int = 1) -> None:
    """Write a CSV file of so many invented persons, and make the database they will go to."""
    app = App.open(str(database), environ=ENVIRON)
    keys = [f"concerns:{row['key']}" for row in app.store.rows(_KEYS)]
    app.close()
    chance = random.Random(seed)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for number in range(1, size + 1):
            writer.writerow(_person(number, keys, int(chance.expovariate(300 / size)), chance))


def take_in(path: Path, database: Path) -> dict[str, float]:
    """Import the file; return processor seconds of the preview and of the writing, and the peak memory in MB."""
    from time import monotonic, process_time

    from outreach_crm.transfer.service.importing import preview
    from outreach_crm.transfer.service.importing import take_in as write
    from outreach_crm.transfer.service.reading import read

    app = App.open(str(database), environ=ENVIRON)
    reading = read(app, path, columns=COLUMNS)
    began = process_time()
    looked = preview(app, reading, path)
    between, clock = process_time(), monotonic()
    report = write(app, reading, path, looked)
    done, wall = process_time(), monotonic() - clock
    assert report.counts["new"] == report.counts["records"], report.counts
    return {"preview": between - began, "cpu": done - between, "wall": wall, "peak": _peak()}


def undone(database: Path) -> dict[str, float]:
    """Take the import back; return processor seconds, the peak memory in MB, and seconds of the steps by the clock."""
    from time import monotonic, process_time

    from outreach_crm.changes.service import latest, undo

    app = App.open(str(database), environ=ENVIRON)
    began, clock = process_time(), [monotonic()]
    report = undo(app, latest(app)[0].id, progress=lambda _: clock.append(monotonic()))
    spent, steps = process_time() - began, [after - before for before, after in pairwise(clock)]
    left = app.store.value("select count(*) as n from contacts where trashed_on is null")
    assert (len(report.stayed), left) == (0, 0), (len(report.stayed), left)
    return {"cpu": spent, "peak": _peak(), "planning": steps[0], "longest": max(steps[1:], default=0.0)}


def copied(database: Path, other: Path) -> dict[str, float]:
    """Copy all rows with executemany into the same tables and indexes without triggers; return processor seconds."""
    from time import process_time

    source, target = (App.open(str(one), environ=ENVIRON).store for one in (database, other))
    for row in target.rows("select name from sqlite_master where type = 'trigger'"):
        target.execute(f"drop trigger {row['name']}")
    conn: Any = target._conn  # type: ignore[attr-defined]
    conn.execute("pragma foreign_keys = off")
    spent, count, last = 0.0, 0, int(source.value("select max(id) as n from contacts"))
    for first in range(0, last, 20_000):
        pages = []
        for table in _OWN:
            column = {"contacts": "id", "contact_roles": "person_id"}.get(table, "contact_id")
            names = [name for name in source.columns(table) if table == "contacts" or name != "id"]
            sql = f"select {', '.join(names)} from {table} where {column} > :first and {column} <= :last order by id"
            rows = [tuple(row.values()) for row in source.rows(sql, first=first, last=first + 20_000)]
            marks = ", ".join("?" * len(names))
            pages.append((f"insert into {table} ({', '.join(names)}) values ({marks})", rows))
            count += len(rows)
        began = process_time()
        with target.write():
            for sql, rows in pages:
                conn.executemany(sql, rows)
        spent += process_time() - began
    return {"cpu": spent, "rows": count}


def _peak() -> float:
    with Path("/proc/self/status").open() as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))


def _run(what: str, *paths: Path) -> dict[str, float]:
    command = [sys.executable, "-c", _PROGRAM, what, *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _person(number: int, keys: list[str], society: int, chance: random.Random) -> list[str]:
    given, family = name_of(int(chance.expovariate(1 / 400)), 2), name_of(7_000 + int(chance.expovariate(1 / 9_000)), 3)
    country, town, postcode, phone = _PLACES[number % len(_PLACES)]
    local = f"{chance.randrange(100, 1000)} {chance.randrange(100, 1000)}"
    code = {"ES": "+34 ", "FR": "+33 ", "DE": "+49 "}[country]
    written = phone.format(local)
    if number % 2:  # half of them as they are dialled from abroad
        written = code + written.removeprefix("0")
    return [
        str(number),
        given,
        family,
        ("female", "male", "")[number % 3],
        ("es", "fr", "de")[number % 3],
        country,
        fold(f"{given}.{family}{number}@example.org"),
        written,
        f"Calle {family} {number % 200}",
        postcode,
        town,
        f"Society {society}",
        ("member", "chair", "secretary", "")[number % 4],
        _SECTORS[number % len(_SECTORS)],
        "; ".join(chance.sample(keys, chance.choice((3, 4, 5, 5, 5, 6, 6)))),
        ("member", "supporter", "")[number % 3],
        "at the congress",
        "",
    ]
