"""Paths of links as they arrive: mail programs and people put a dot behind one, or write it in capitals."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from attrs import field, frozen

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_BEHIND = re.compile(r"[^0-9A-Za-z]+\Z")


def _tuple(given: Iterable[str]) -> tuple[str, ...]:
    return tuple(given)


@frozen
class AsMeant:
    """Gives a site the path that was meant, below some prefixes: without what stands behind a link in a sentence.

    It is no redirect: those who follow none, such as the one click of a mail program, are served as well.
    """

    site: "WSGIApplication"
    prefixes: tuple[str, ...] = field(converter=_tuple)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer a request (PEP 3333)."""
        path = environ.get("PATH_INFO", "")
        for prefix in self._begun(path):
            environ["PATH_INFO"] = prefix + _BEHIND.sub("", path[len(prefix) :])
        return self.site(environ, start_response)

    def _begun(self, path: str) -> Iterator[str]:
        return (prefix for prefix in self.prefixes if path.lower().startswith(f"{prefix}/"))
