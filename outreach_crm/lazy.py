"""Packages that show names from their rooms and import a room only when one of its names is used."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def names_from(package: str, homes: Mapping[str, str]) -> Callable[[str], Any]:
    """Return a ``__getattr__`` for a package (PEP 562).

    Start-up is what officers wait for: ``outreach --help`` must not pay for what it does not use.

    Args:
        package: name of the package.
        homes: module to the names it holds, parted by blanks.
    """
    where = {name: module for module, names in homes.items() for name in names.split()}

    def find(name: str) -> Any:
        if name not in where:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(where[name]), name)

    return find
