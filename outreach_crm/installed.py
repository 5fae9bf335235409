"""What installed distributions offer under a group of entry points, read straight from the files that pip wrote.

``importlib.metadata`` says the same, and would be a tenth of the start-up time: it loads what reads mail and archives.
Formats: packaging.python.org, "Entry points specification" and "Recording installed projects".
"""

import os
import sys
from collections.abc import Iterator
from importlib import import_module

from outreach_crm.records import frozen


@frozen
class EntryPoint:
    """One line of ``entry_points.txt``: a name, ``module`` or ``module:object``, and the distribution it comes from."""

    name: str
    target: str
    origin: str

    def load(self) -> object:
        """Import what it names."""
        module, _, path = self.target.partition(":")
        found: object = import_module(module)
        for name in filter(None, path.split(".")):
            found = getattr(found, name)
        return found


def entry_points(group: str) -> list[EntryPoint]:
    """Return the entry points of a group, by name; of two distributions of one name the first on the path counts."""
    seen: set[str] = set()
    found = []
    for name, folder in _distributions():
        if name not in seen:
            seen.add(name)
            found += _points(folder, group)
    return sorted(found, key=lambda point: point.name)


def _distributions() -> Iterator[tuple[str, str]]:
    """Yield the distributions on the path: name, and the folder of what is recorded of each."""
    for place in sys.path:
        try:
            inside = [one for one in os.scandir(place or ".") if one.name.endswith((".dist-info", ".egg-info"))]
        except OSError:  # an archive, or a folder that is not there
            continue
        for one in sorted(inside, key=lambda entry: entry.name):
            name = one.name.rpartition(".")[0].partition("-")[0]
            yield name.replace(".", "_").lower(), one.path


def _points(folder: str, group: str) -> list[EntryPoint]:
    section, lines = "", []
    for line in _read(folder, "entry_points.txt"):
        if line.startswith("["):
            section = line.strip("[] ")
        elif section == group and "=" in line and not line.startswith(("#", ";")):
            lines.append(line)
    origin = _origin(folder) if lines else ""
    pairs = [line.partition("=") for line in lines]
    return [EntryPoint(name.strip(), target.partition("[")[0].strip(), origin) for name, _, target in pairs]


def _origin(folder: str) -> str:
    """Return the name and version of a distribution as it gives them itself."""
    known: dict[str, str] = {}
    for line in _read(folder, "METADATA") or _read(folder, "PKG-INFO"):
        key, separator, value = line.partition(":")
        if not separator:  # the text begins
            break
        known.setdefault(key, value.strip())
    return f"{known.get('Name', '')} {known.get('Version', '')}".strip() or folder


def _read(folder: str, name: str) -> list[str]:
    try:
        with open(f"{folder}/{name}", encoding="utf-8") as file:  # noqa: PTH123 (half of the time would go to paths)
            return [line.strip() for line in file]
    except (OSError, UnicodeDecodeError):
        return []
