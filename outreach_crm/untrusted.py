"""Reads foreign files in a worker process with limits, so that a hostile or broken one harms nobody but itself.

Parsers of foreign formats raise whatever they like, run for minutes and take gigabytes (a 4.7 kB XLSX can). The worker
has bounded CPU time, memory and output, none of the program's secrets in its environment, and one way to fail. Where
the machine has no ``resource`` module (Windows) only the time is bounded.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from pkgutil import resolve_name
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any
from weakref import finalize

from attrs import define

from outreach_crm.errors import ImportRejectedError
from outreach_crm.text import say, term

SECONDS = 60
MEGABYTES = 768
# How many times its memory a worker may write: what it tells, one JSON document a line.
_OUTPUT = 4
# Waiting for a busy machine is not the file's fault: this many times its CPU seconds, and some to begin.
_PATIENCE = 5
_REFUSED, _FAILED, _MEMORY = 65, 66, 67
_ENVIRONMENT = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LANG", "LC_ALL")


@define(eq=False)
class Told:
    """What a worker told, on disk: go through it as often as needed; it is gone with the object.

    ``size`` and ``position`` (of the iterator used last) are in bytes.
    """

    folder: Path
    size: int
    position: int = 0

    def __attrs_post_init__(self) -> None:
        finalize(self, rmtree, self.folder, ignore_errors=True)

    def __iter__(self) -> Iterator[Any]:
        """Yield what was told, in order."""
        self.position = 0
        with _told(self.folder).open("rb") as lines:
            for line in lines:
                self.position += len(line)
                yield json.loads(line)


def read(
    target: str,
    data: Path | bytes,
    *,
    file: str,
    seconds: int = SECONDS,
    megabytes: int = MEGABYTES,
    options: Mapping[str, Any] | None = None,
) -> Told:
    """Have a function read a foreign file, and return what it yields.

    Args:
        target: ``package.module:function``; it is called with a path and the options, and yields what JSON can hold. It
            may raise ImportRejectedError with a sentence that goes on from the name of the file.
        data: the file, or what it holds.
        file: what it is called in sentences.
        seconds: CPU time it may take.
        megabytes: memory it may take.
        options: keyword arguments for the function.

    Raises:
        ImportRejectedError: it cannot be read, takes too long or too much; the sentence says which.
    """
    folder = Path(mkdtemp(prefix="outreach-"))
    path = data if isinstance(data, Path) else folder / "data"
    if isinstance(data, bytes):
        path.write_bytes(data)
    order = [target, str(path.absolute()), str(folder), str(seconds), str(megabytes), json.dumps(dict(options or {}))]
    code = _run(order, folder, _PATIENCE * seconds + 10)
    if code:
        why = _why(code, folder, seconds, megabytes)
        rmtree(folder, ignore_errors=True)
        raise ImportRejectedError(say("{file} {why}", file=file, why=why))
    return Told(folder, _told(folder).stat().st_size)


def _run(order: list[str], folder: Path, timeout: float) -> int:
    """Start the worker and return how it ended: 0, one of our codes, or the number of a signal below zero."""
    with (folder / "said").open("wb") as said:
        try:
            return subprocess.run(  # noqa: S603
                [sys.executable, "-c", f"from {__name__} import work; work()", *order],
                env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ} | _same_imports(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=said,
                timeout=timeout,
                check=False,
            ).returncode
        except subprocess.TimeoutExpired:
            return -24


def _same_imports() -> dict[str, str]:
    return {"PYTHONPATH": os.pathsep.join(part or os.getcwd() for part in sys.path), "PYTHONDONTWRITEBYTECODE": "1"}  # noqa: PTH109


def _told(folder: Path) -> Path:
    return folder / "told"


def _why(code: int, folder: Path, seconds: int, megabytes: int) -> str:
    """Say in the second half of a sentence why the worker ended: by its own word, by a limit, or by the file."""
    if code == _REFUSED:
        return term((folder / "said").read_text("utf-8").strip())
    if code == _MEMORY or code in {-6, -9, -11}:  # Rust aborts where memory ends, the kernel kills
        return say(
            "would take more than {megabytes} MB to read: it is damaged or too large."
            " Delete what is not needed from it, or save it as CSV, which is read at any size.",
            megabytes=megabytes,
        )
    if code in {-24, -25}:  # SIGXCPU, SIGXFSZ
        return say(
            "would take more than {seconds} seconds to read, or swell beyond measure: it is damaged or too large."
            " Save it as CSV, which is read at any size.",
            seconds=seconds,
        )
    return say("is damaged, or not the kind of file its name says; open it where it comes from and save it again.")


def work() -> None:
    """Do what the worker is started for: set limits, call the target, write what it yields; ends the process."""
    target, path, folder, seconds, megabytes, options = sys.argv[1:]
    _limit(int(seconds), int(megabytes))
    try:
        _tell(target, Path(path), _told(Path(folder)), json.loads(options))
    except ImportRejectedError as error:
        sys.stderr.buffer.write(str(error).encode())
        code = _REFUSED
    except MemoryError:
        code = _MEMORY
    except BaseException:  # also what is no Exception: a panic of Rust
        code = _FAILED
    else:
        code = 0
    os._exit(_flushed(code))


def _flushed(code: int) -> int:
    sys.stderr.flush()
    return code


def _tell(target: str, path: Path, told: Path, options: Mapping[str, Any]) -> None:
    function = resolve_name(target)
    with told.open("w", encoding="ascii") as lines:
        for one in function(path, **options):
            lines.write(json.dumps(one))
            lines.write("\n")


def _limit(seconds: int, megabytes: int) -> None:
    try:
        import resource
    except ImportError:
        return
    limits = {
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_AS: megabytes << 20,
        resource.RLIMIT_FSIZE: _OUTPUT * megabytes << 20,
        resource.RLIMIT_CORE: 0,
    }
    for kind, limit in limits.items():
        hard = resource.getrlimit(kind)[1]
        if hard == resource.RLIM_INFINITY or limit < hard:
            resource.setrlimit(kind, (limit, limit if kind != resource.RLIMIT_CPU else limit + 1))
