"""Runs the site: waitress, a thread for each request."""

import logging
import signal
import socket
import sys
from collections.abc import Callable
from types import FrameType

from outreach_crm.app import App
from outreach_crm.errors import ConflictError, StorageError
from outreach_crm.web.model import WebSettings

# Whoever sends a letter a minute holds a connection and no thread, until it was idle for so many seconds; there must be
# some left for the others, and a process may usually have 1,024 files open. A page takes less than a megabyte, and says
# so itself; what is larger never reaches one.
_LIMITS = {
    "threads": 8,
    "ident": "",
    "max_request_body_size": 1024 * 1024,
    "connection_limit": 900,
    "channel_timeout": 30,
    "cleanup_interval": 10,
    "asyncore_use_poll": True,
}
_NO_FLASK = "Pages need two more packages: pip install 'outreach-crm[web]'."


def serve(app: App, *, host: str = "", port: int | None = None, ready: Callable[[str], None]) -> None:
    """Serve the public pages until the program is told to end.

    Args:
        app: on the database; in a file or on a server, because each request has a connection of its own.
        host: where to listen; else as the settings say.
        port: at which port, 0 for any that is free; else as the settings say.
        ready: is told the address as soon as pages can be opened.

    Raises:
        StorageError: Flask or waitress is not installed.
        ConflictError: the port is taken, or the host is not one of this machine.
    """
    settings = app.settings.of("web", WebSettings)
    host, port = host or settings.host, settings.port if port is None else port
    try:
        from waitress.server import create_server

        from outreach_crm.web.site import make_site
    except ImportError:
        raise StorageError(_NO_FLASK) from None
    site = make_site(app, public_only=True)
    listening = _listen(host, port)
    server = create_server(
        site,
        sockets=[listening],
        **_LIMITS,
        # Only ProxyFix reads what proxies say, and only as many of them as the settings trust.
        clear_untrusted_proxy_headers=not settings.proxies,
    )
    signal.signal(signal.SIGTERM, _end)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # that somebody waits a moment is nobody's news
    name = f"[{host}]" if ":" in host else host
    ready(f"http://{name}:{listening.getsockname()[1]}")
    server.run()


def _listen(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise ConflictError(f"Pages cannot be served at {host}:{port}: {error.strerror}.") from None


def _end(_signal: int, _frame: FrameType | None) -> None:
    sys.exit(0)
