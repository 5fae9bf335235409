"""A real server in a process of its own."""

import http.client
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from attrs import frozen

from outreach_crm.app import App
from tests.conftest import KEY
from tests.house import ROOT
from tests.web.conftest import ADDRESS

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
Answer = tuple[int, http.client.HTTPMessage, str]


@frozen
class Site:
    """Where a server is to be found, its process, and what it said at first."""

    address: str
    pid: int = 0
    said: str = ""

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> Answer:
        """Ask for a page; return status, headers and text."""
        wire = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=60)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        wire.request(method, path, body or None, {**FORM, **sent} if body else sent)
        answer = wire.getresponse()
        found = answer.status, answer.headers, answer.read().decode()
        wire.close()
        return found


@contextmanager
def served(app: App, *options: str, **environ: str) -> Iterator[Site]:
    """Run ``outreach serve`` on the database of a test, and see that it ends without a word.

    Without options it is that of the public pages.
    """
    own = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "plugins")]),
        "OUTREACH_DATABASE": app.store.url,
        "OUTREACH_SETTINGS": "/nowhere/outreach.toml",
        "OUTREACH_KEY": KEY.decode(),
        "OUTREACH_WEB__ADDRESS": ADDRESS,
        **environ,
    }
    command = [sys.executable, "-m", "outreach_crm", "serve", *(options or ("--public-only",)), "--port", "0"]
    with subprocess.Popen(
        command, cwd=ROOT, env=own, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        try:
            assert running.stdout is not None
            said = ""
            while "Pages are at http://" not in said:
                line = running.stdout.readline()
                assert line, running.communicate()
                said += line
            yield Site(line.split()[3], running.pid, said)
        finally:
            running.send_signal(signal.SIGTERM)
            out, err = running.communicate(timeout=60)
            assert (running.returncode, err) == (0, "")
            assert out == "" or "Nobody can sign in yet." in out
