"""A PostgreSQL server of the tests' own: started on a free port in a temporary folder, gone afterwards.

Its files lie in memory where there is room: a test that needs a database of its own waits for a copy of one, and that
is some thousand small files.
"""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

from attrs import frozen

# The server refuses to run as root.
_OTHER_USERS = ("postgres", "nobody")
_MEMORY = Path("/dev/shm")
_ROOM = 2**30


@frozen
class Server:
    """A running server."""

    bin: Path
    folder: Path
    port: int
    user: str | None

    def url(self, database: str) -> str:
        return f"postgresql://outreach@127.0.0.1:{self.port}/{database}"

    def stop(self) -> None:
        _run(self.user, self.bin / "pg_ctl", "stop", "-D", self.folder / "data", "-m", "immediate", check=False)
        shutil.rmtree(self.folder, ignore_errors=True)


def find_binaries() -> Path | None:
    """Return the folder of the newest PostgreSQL server installed, or None."""
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    on_path = shutil.which("pg_ctl")
    return next(
        (path for path in [*places, *([Path(on_path).parent] if on_path else [])] if (path / "pg_ctl").exists()), None
    )


def start(binaries: Path) -> Server:
    """Make a cluster and start its server."""
    user = _other_user() if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="outreach-postgres-", dir=_place()))
    if user:
        os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
    port = _free_port()
    _run(
        user,
        binaries / "initdb",
        "-D",
        folder / "data",
        "-U",
        "outreach",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C",
        "-N",
    )
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    _run(user, binaries / "pg_ctl", "start", "-w", "-D", folder / "data", "-l", folder / "log", "-o", options)
    return Server(binaries, folder, port, user)


def _place() -> Path | None:
    """Return the folder of files in memory; None, the usual one, where there is none or no room in it."""
    roomy = os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM
    return _MEMORY if roomy else None


def _run(user: str | None, *command: str | Path, check: bool = True) -> None:
    subprocess.run(
        [str(part) for part in command],
        user=user,
        check=check,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _other_user() -> str:
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in _OTHER_USERS if name in known)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
