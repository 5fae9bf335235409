"""Readers and writers at once on one SQLite file: no lock errors, no lost update."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.benchmarks.frame import Figure, benchmark
from tests.benchmarks.journal import filled

READERS, WRITERS, SECONDS = 20, 5, 10.0

_PROGRAM = """
import json, random, sys, time
from pathlib import Path
from outreach_crm.errors import OutreachError
from outreach_crm.storage.sqlite import SqliteStore

path, kind, start, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3]), float(sys.argv[4])
store = SqliteStore(path)
done, errors, times = 0, [], []
time.sleep(max(0, start - time.time()))
while time.time() < start + seconds:
    began = time.perf_counter()
    try:
        if kind == "read":
            store.rows("select * from wide where id = :id", id=random.randrange(20_000))
        else:
            with store.write():
                count = int(store.value("select value from meta where key = 'counter'"))
                store.execute("update meta set value = :value where key = 'counter'", value=str(count + 1))
                store.execute("insert into meta (key, value) values (:key, 'x')", key=f"{sys.argv[5]}-{done}")
            time.sleep(0.0005)
    except OutreachError as error:
        errors.append(str(error))
    else:
        done += 1
        times.append(time.perf_counter() - began)
times.sort()
print(json.dumps({"done": done, "errors": errors[:5], "failed": len(errors), "p99": times[len(times) * 99 // 100]}))
"""


def run(path: Path, readers: int, writers: int, seconds: float = SECONDS) -> dict[str, list[dict[str, Any]]]:
    """Let programs read and write at once and return what each of them did."""
    start = time.time() + 3
    kinds = ["read"] * readers + ["write"] * writers
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, str(path), kind, str(start), str(seconds), f"{os.getpid()}-{start}-{n}"],
            stdout=subprocess.PIPE,
            text=True,
        )
        for n, kind in enumerate(kinds)
    ]
    said = [json.loads(program.communicate()[0]) for program in programs]
    return {kind: [one for of, one in zip(kinds, said, strict=True) if of == kind] for kind in ("read", "write")}


@benchmark("concurrency")
def concurrency() -> Iterator[Figure]:
    """20 readers and 5 writers (processes) on one SQLite file for 10 s: lock errors, lost updates."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "busy.db"
        app = filled(path, 20_000)
        app.store.execute("insert into meta (key, value) values ('counter', '0')")
        alone = run(path, READERS, 0)
        found = run(path, READERS, WRITERS)
        writes = sum(one["done"] for one in found["write"])
        lost = writes - int(app.store.value("select value from meta where key = 'counter'"))
        log = (path.parent / "busy.db-wal").stat().st_size / 2**20
        app.close()
    failed = sum(one["failed"] for kind in found.values() for one in kind)
    yield Figure(title="lock errors", value=failed, unit="", goal="0", met=failed == 0)
    yield Figure(title="lost updates", value=lost, unit="", goal="0", met=lost == 0)
    reads, before = (sum(one["done"] for one in one_run["read"]) for one_run in (found, alone))
    share = reads / before
    yield Figure(title="reads beside writers, of reads alone", value=share, unit="", goal="0.6", met=share >= 0.6)
    yield Figure(title="reads", value=reads / SECONDS, unit="/s")
    yield Figure(title="writes", value=writes / SECONDS, unit="/s")
    yield Figure(title="99 % of reads within", value=max(one["p99"] for one in found["read"]) * 1e3, unit="ms")
    yield Figure(title="99 % of writes within", value=max(one["p99"] for one in found["write"]) * 1e3, unit="ms")
    yield Figure(title="log file at the end", value=log, unit="MB")
