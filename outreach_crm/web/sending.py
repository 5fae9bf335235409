"""Hands a file to a browser, which saves it and never opens it."""

from collections.abc import Iterable
from urllib.parse import quote

from flask import Response


def handed(name: str, pieces: Iterable[bytes]) -> Response:
    """Return a file to be saved (RFC 6266; RFC 8187 for its name).

    Its pieces are read at once: by the time it leaves, the connection of the request is closed.
    """
    told = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return Response([*pieces], mimetype="application/octet-stream", headers={"Content-Disposition": told})
