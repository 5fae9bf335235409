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

_THREADS = 8
# A process may usually have 1,024 files open; a connection is idle for so many seconds before it is closed.
_CONNECTIONS, _PATIENCE = 900, 30
# Above what a page takes, so that a page says so itself; what is larger still never reaches one.
_MOST_BYTES = 1024 * 1024
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
        threads=_THREADS,
        ident="",
        max_request_body_size=_MOST_BYTES,
        # Whoever sends a letter a minute holds a connection and no thread; there must be some left for the others.
        connection_limit=_CONNECTIONS,
        channel_timeout=_PATIENCE,
        cleanup_interval=_PATIENCE // 3,
        asyncore_use_poll=True,
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
