"""How long a command takes to start, beside an empty Python program."""

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.benchmarks.frame import Figure, benchmark

_RUNS = 9
_COMMANDS = (
    (("--version",), 6.0),
    (("--help",), 12.0),
    (("find", "ruiz"), 16.0),
    (("today",), 16.0),
    (("contacts", "show", "ruiz"), 16.0),
    (("contacts", "list"), 16.0),
    (("history",), 16.0),
)


@benchmark("start-up")
def start_up() -> Iterator[Figure]:
    """Processor time of commands, side by side with that of ``python -c pass``: median of 9."""
    with tempfile.TemporaryDirectory() as folder:
        environ = environment(Path(folder))
        outreach = ("-m", "outreach_crm")
        cpu_of(environ, *outreach, "contacts", "add", "Ana Ruiz", "--sector", "legal")
        for command, goal in _COMMANDS:
            name = " ".join(command)
            cpu_of(environ, *outreach, *command)
            # Side by side, so that whatever else the machine does weighs on both.
            pairs = [(cpu_of(environ, "-c", "pass"), cpu_of(environ, *outreach, *command)) for _ in range(_RUNS)]
            ratio = median(ours / empty for empty, ours in pairs)
            ours = median(ours for _, ours in pairs)
            yield Figure(
                title=f"outreach {name} ({ours * 1000:.0f} ms)",
                value=ratio,
                unit="x",
                goal=f"at most {goal:.0f} x",
                met=ratio <= goal,
            )


def environment(place: Path) -> dict[str, str]:
    """Return the environment of commands that keep all they write in one folder."""
    return {
        **os.environ,
        "OUTREACH_DATABASE": str(place / "o.db"),
        "OUTREACH_SETTINGS": str(place / "outreach.toml"),
        "LOGNAME": "maria",
        # Compiled, as whatever pip installs is.
        "PYTHONPYCACHEPREFIX": str(place / "compiled"),
        "PYTHONDONTWRITEBYTECODE": "",
    }


def cpu_of(environ: dict[str, str], *arguments: str) -> float:
    """Return the processor seconds of a run of Python."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], env=environ, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
