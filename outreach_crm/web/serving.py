"""Runs the site: waitress, a thread for each request, and one beside them for long work; one process or several."""

import gc
import logging
import signal
import socket
import sys
from collections.abc import Callable
from pkgutil import resolve_name
from types import FrameType

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.errors import ConflictError, InvalidInputError, StorageError
from outreach_crm.text import say
from outreach_crm.web.model import WebSettings

# Whoever sends a letter a minute holds a connection and no thread, until it was idle for so many seconds; there must be
# some left for the others, and a process may usually have 1,024 files open.
_LIMITS = {
    "threads": 8,
    "ident": "",
    "connection_limit": 900,
    "channel_timeout": 30,
    "cleanup_interval": 10,
    "asyncore_use_poll": True,
}
# A page for everybody takes less than a megabyte and says so itself, one of the office a file of 32 MB and what is sent
# along with it; what is larger never reaches one.
_PUBLIC_BYTES, _OFFICE_BYTES = 1024 * 1024, 33 * 1024 * 1024
_NO_FLASK = say("Pages need a few more packages: pip install 'outreach-crm[web]'.")
# Features that pages know by name only.
_WORKER = "outreach_crm.jobs.service:Worker"
_WELCOME = "outreach_crm.accounts.web.gate:welcome"
_HERE = frozenset({"127.0.0.1", "::1", "localhost"})


@frozen(kw_only=True)
class Plan:
    """What is served.

    Args:
        host: where to listen; empty: as the settings say.
        port: at which port, 0 for any that is free; None: as the settings say.
        public_only: only the pages that letters link to.
        guest: in whose name whoever comes may look round, as in a demo; on this machine only. Empty for nobody's.
        processes: how many share the work.
    """

    host: str = ""
    port: int | None = None
    public_only: bool = False
    guest: str = ""
    processes: int = 1


def serve(app: App, plan: Plan, *, ready: Callable[[str, str], None]) -> None:
    """Serve pages until the program is told to end.

    Args:
        app: on the database; in a file or on a server, because each request has a connection of its own.
        plan: what is served.
        ready: is told the address as soon as pages can be opened, and where the first account is made, empty where
            there is one.

    Raises:
        StorageError: Flask or waitress is not installed.
        ConflictError: the port is taken, or the host is not one of this machine.
        InvalidInputError: a demo cannot be shown to others.
    """
    settings = app.settings.of("web", WebSettings)
    host, port = plan.host or settings.host, settings.port if plan.port is None else plan.port
    if plan.guest and host not in _HERE:
        raise InvalidInputError(say("A demo is shown on this machine only, because it asks nobody who they are."))
    _check_installed()
    listening = _listen(host, port)
    name = f"[{host}]" if ":" in host else host
    address = f"http://{name}:{listening.getsockname()[1]}"

    def tell() -> None:
        first = "" if plan.public_only or plan.guest else resolve_name(_WELCOME)(app)
        ready(address, f"{settings.address or address}{first}" if first else "")

    if plan.processes > 1:
        from outreach_crm.web.crew import lead

        lead(app, listening, plan, tell)
    else:
        run(app, listening, plan, tell)


def run(app: App, listening: socket.socket, plan: Plan, ready: Callable[[], None]) -> None:
    """Serve pages from this process at a socket that listens, until it is told to end."""
    from waitress.server import create_server

    from outreach_crm.web.site import make_site

    server = create_server(
        make_site(app, public_only=plan.public_only, guest=plan.guest),
        sockets=[listening],
        **_LIMITS,
        max_request_body_size=_PUBLIC_BYTES if plan.public_only else _OFFICE_BYTES,
        # Only ProxyFix reads what proxies say, and only as many of them as the settings trust.
        clear_untrusted_proxy_headers=not app.settings.of("web", WebSettings).proxies,
    )
    signal.signal(signal.SIGTERM, end)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # that somebody waits a moment is nobody's news
    worker = None if plan.public_only else resolve_name(_WORKER)(app)
    if worker:
        worker.begin()
    ready()
    # What is there by now stays: to look through all of it for what is left over would hold up a page time and again.
    gc.collect()
    gc.freeze()
    try:
        server.run()
    finally:
        if worker:
            worker.end()


def end(_signal: int, _frame: FrameType | None) -> None:
    """End the program: what was being saved is saved."""
    sys.exit(0)


def _check_installed() -> None:
    try:
        import argon2  # noqa: F401
        import flask  # noqa: F401
        import waitress  # noqa: F401
    except ImportError:
        raise StorageError(_NO_FLASK) from None


def _listen(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise ConflictError(
            say("Pages cannot be served at {host}:{port}: {strerror}.", host=host, port=port, strerror=error.strerror)
        ) from None
