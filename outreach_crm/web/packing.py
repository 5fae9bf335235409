"""Packs the files that pages use, once as a server begins: a browser gets them at about a third of their size.

Pages themselves are not packed: they hold the proof of a session beside what somebody typed, and what is packed with
both tells by its length how alike the two are (BREACH, CVE-2013-3587).
"""

import gzip
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from flask import Flask, Response, request

_WORTH_IT = 0.9


def pack(site: Flask) -> None:
    """Let a site send its files packed (RFC 9110, section 8.4) to whoever takes them so."""
    site.after_request(partial(_with_packed, _packed(Path(site.static_folder or ""))))


def _packed(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder that become smaller, packed, by their names."""
    files = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    packed = {name: gzip.compress(data, 9, mtime=0) for name, data in files.items()}
    return {name: data for name, data in packed.items() if len(data) < _WORTH_IT * len(files[name])}


def _with_packed(packed: Mapping[str, bytes], response: Response) -> Response:
    data = packed.get((request.view_args or {}).get("filename", "")) if request.endpoint == "static" else None
    if data is None:
        return response
    response.vary.add("Accept-Encoding")
    # A part of a file (Range) is one of the file as it is.
    if response.status_code != 200 or "Range" in request.headers or not request.accept_encodings["gzip"]:
        return response
    response.close()  # the file that was opened
    response.direct_passthrough = False
    response.set_data(data)
    response.headers["Content-Encoding"] = "gzip"
    response.headers.pop("Accept-Ranges", None)
    # Packed it is another representation, with a tag of its own (RFC 9110, section 8.8.3.3).
    tag, weak = response.get_etag()
    response.set_etag(f"{tag}-gzip", weak=bool(weak))
    response.make_conditional(request)
    return response
