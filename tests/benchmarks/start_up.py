"""How long a command takes to start: CPU time beside that of an empty Python program."""

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

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


def run() -> Iterator[str]:
    """Yield a line for each command: milliseconds of CPU, ratio to ``python -c pass``, and the goal."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        environ = {
            **os.environ,
            "OUTREACH_DATABASE": str(place / "o.db"),
            "OUTREACH_SETTINGS": str(place / "outreach.toml"),
            "LOGNAME": "maria",
        }
        outreach = ("-m", "outreach_crm")
        _cpu(environ, *outreach, "contacts", "add", "Ana Ruiz", "--sector", "legal")
        for command, goal in _COMMANDS:
            name = " ".join(command)
            # Side by side, so that whatever else the machine does weighs on both.
            pairs = [(_cpu(environ, "-c", "pass"), _cpu(environ, *outreach, *command)) for _ in range(_RUNS)]
            ratio = median(ours / empty for empty, ours in pairs)
            ours = median(ours for _, ours in pairs)
            yield f"outreach {name:22} {ours * 1000:6.0f} ms {ratio:5.1f}x an empty Python (goal {goal:.0f}x)"


def _cpu(environ: dict[str, str], *arguments: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], env=environ, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
