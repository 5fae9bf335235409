"""A CalDAV server, and the program that keeps a folder in step with it: Radicale and vdirsyncer, as they are."""

import socket
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from time import monotonic, sleep

from attrs import frozen

_PATIENCE = 30.0
_WHO = b64encode(b"maria:secret").decode()
_SERVER = """
[server]
hosts = 127.0.0.1:{port}
[auth]
type = none
[storage]
filesystem_folder = {folder}
"""
_CLIENT = """
[general]
status_path = "{folder}/status"
[pair calendar]
a = "office"
b = "server"
collections = null
[storage office]
type = "filesystem"
path = "{office}"
fileext = ".ics"
[storage server]
type = "caldav"
url = "http://127.0.0.1:{port}/maria/calendar/"
username = "maria"
password = "secret"
"""


@frozen
class Server:
    """A calendar on a server that runs, and a folder that is kept in step with it."""

    port: int
    folder: Path

    def ask(self, method: str, name: str = "", content: str = "") -> tuple[int, str]:
        """Send a request about the calendar, or about one of its entries, and return status and content."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE)
        headers = {"Authorization": f"Basic {_WHO}", "Content-Type": "text/calendar; charset=utf-8"}
        connection.request(method, f"/maria/calendar/{name}", content.encode() or None, headers)
        answer: HTTPResponse = connection.getresponse()
        found = answer.status, answer.read().decode()
        connection.close()
        return found

    def read(self, name: str = "") -> str:
        """Return the calendar, or one of its entries."""
        status, content = self.ask("GET", name)
        assert status == 200, (status, content)
        return content

    def put(self, name: str, content: str) -> None:
        """Write an entry, as the calendar of a telephone does."""
        status, answer = self.ask("PUT", name, content)
        assert status in {201, 204}, (status, answer)

    def keep_in_step(self) -> str:
        """Let vdirsyncer bring folder and server into step, and return what it says."""
        return _run("vdirsyncer", "--config", str(self.folder / "vdirsyncer"), "sync")


@contextmanager
def served(folder: Path, office: Path) -> Iterator[Server]:
    """Run a server with an empty calendar, and tell vdirsyncer of it and of a folder."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = folder / "radicale"
    settings.write_text(_SERVER.format(port=port, folder=folder / "collections"))
    with (folder / "said").open("wb") as said:
        running = subprocess.Popen(
            [sys.executable, "-m", "radicale", "--config", str(settings)], stdout=said, stderr=said
        )
    try:
        server = Server(port, folder)
        _wait(server, running)
        assert server.ask("MKCALENDAR")[0] == 201
        office.mkdir()
        (folder / "vdirsyncer").write_text(_CLIENT.format(folder=folder, office=office, port=port))
        _run("vdirsyncer", "--config", str(folder / "vdirsyncer"), "discover")
        yield server
    finally:
        running.terminate()
        running.wait(_PATIENCE)


def _wait(server: Server, running: "subprocess.Popen[bytes]") -> None:
    until = monotonic() + _PATIENCE
    while monotonic() < until:
        assert running.poll() is None, (server.folder / "said").read_text()
        try:
            server.ask("OPTIONS")
        except OSError:
            sleep(0.05)
        else:
            return
    raise TimeoutError((server.folder / "said").read_text())


def _run(program: str, *arguments: str) -> str:
    """Run a program that is installed beside Python, and return what it says."""
    done = subprocess.run(
        [str(Path(sys.executable).parent / program), *arguments],
        capture_output=True,
        text=True,
        timeout=4 * _PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr
