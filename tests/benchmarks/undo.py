"""Undo of a great edit: in steps, in little memory."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.frame import Figure, benchmark
from tests.benchmarks.journal import ROWS, filled

_UNDO = """
import json, sys, time
from pathlib import Path
from outreach_crm.changes import service
from tests.benchmarks.journal import opened

def peak():
    # Not ru_maxrss, which a program inherits from the one that started it.
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))

app = opened(Path(sys.argv[1]))
steps, longest, last = 0, 0.0, None

def count(rows):
    global steps, longest, last
    now = time.perf_counter()
    steps += 1
    longest = max(longest, now - last)
    last = now

before = peak()
start, wall = time.process_time(), time.perf_counter()
last = wall
report = service.undo(app, int(sys.argv[2]), progress=count)
print(json.dumps({
    "rows": report.rows, "stayed": len(report.stayed), "steps": steps, "longest": longest,
    "cpu": time.process_time() - start, "wall": time.perf_counter() - wall, "before": before,
    "peak": peak(),
}))
"""


@benchmark("undo")
def undo() -> Iterator[Figure]:
    """Undo of an edit of 200,000 wide rows in steps, in a process of its own: peak memory, longest step."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "undo.db"
        app = filled(path)
        with app.change("edit", steps=True) as change:
            for start in range(0, ROWS, 20_000):
                with change.step():
                    app.store.execute(
                        "update wide set town = 'Lagos', note = '', change_id = :change_id where id > :a and id <= :b",
                        a=start,
                        b=start + 20_000,
                    )
        app.close()
        done = subprocess.run(
            [sys.executable, "-c", _UNDO, str(path), str(change.id)], capture_output=True, text=True, check=True
        )
        found = json.loads(done.stdout)
    assert (found["rows"], found["stayed"]) == (ROWS, 0)
    yield Figure(title="peak memory", value=found["peak"], unit="MB", goal="at most 300 MB", met=found["peak"] <= 300)
    yield Figure(title="memory before", value=found["before"], unit="MB")
    yield Figure(title="processor time of 1,000 rows", value=found["cpu"] / ROWS * 1e6, unit="ms")
    yield Figure(title="steps", value=found["steps"], unit="")
    yield Figure(title="longest wait of other writers, planning included", value=found["longest"], unit="s")
