"""Begins a plugin: a small one that works, in a folder of its own, for somebody to make theirs."""

import re
import shlex
import shutil
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from string import Template

from outreach_crm.app import App
from outreach_crm.errors import ConflictError, InvalidInputError, StorageError
from outreach_crm.sectors import service as sectors
from outreach_crm.text import say
from outreach_crm.upkeep.model import NewPlugin

_TEMPLATES = Path(__file__).parents[1] / "skeleton"
# Where each of them is written to, in the order in which one reads them.
_PLACES = {
    "pyproject.toml": "pyproject.toml",
    "__init__.py": "outreach_$name/__init__.py",
    "plugin.py": "outreach_$name/plugin.py",
    "sector.toml": "outreach_$name/$key.toml",
    "tables.py": "outreach_$name/tables.py",
    "service.py": "outreach_$name/service.py",
    "cli.py": "outreach_$name/cli.py",
    "web.py": "outreach_$name/web.py",
    "listed.html": "outreach_$name/templates/outreach_$name/listed.html",
    "README.md": "README.md",
}
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_LONGEST = 30  # tables and indexes are named after it, and PostgreSQL cuts names after 63 letters


def new_plugin(app: App, name: str, folder: Path) -> NewPlugin:
    """Write a plugin into a new folder: a sector, a table, commands, pages and a reminder. Nothing is overwritten.

    Args:
        app: the App.
        name: what it is called: ``book-clubs``.
        folder: where its folder is put; it is there.

    Raises:
        InvalidInputError: it cannot be called that.
        ConflictError: the name is taken, or the folder is there.
        StorageError: it cannot be written; nothing is left of it.
    """
    name = _read_name(name)
    if name in _taken(app) or find_spec(f"outreach_{name.replace('-', '_')}"):
        raise ConflictError(
            say("'{name}' is a feature, command, sector or page already; choose another name.", name=name)
        )
    place = folder / f"outreach-{name}"
    files = files_of(name)
    _write(place, files)
    where = str(place) if place.is_absolute() else f"./{place.as_posix()}"
    following = (f"pip install -e {shlex.quote(where)}", "outreach plugins list", f"outreach {name} list")
    return NewPlugin(name=name, folder=str(place), files=tuple(files), following=following)


def files_of(name: str) -> dict[str, str]:
    """Return the files of a new plugin by their places in its folder, in the order in which one reads them."""
    called = {"key": name, "name": name.replace("-", "_"), "title": name.replace("-", " ").capitalize()}
    return {
        Template(place).substitute(called): Template((_TEMPLATES / f"{one}.txt").read_text("utf-8")).substitute(called)
        for one, place in _PLACES.items()
    }


def _read_name(text: str) -> str:
    name = text.strip().lower().removeprefix("outreach-")
    if not _NAME.fullmatch(name) or len(name) > _LONGEST:
        raise InvalidInputError(
            say("'{text}' cannot be its name; use letters, digits and hyphens, 30 at most: book-clubs.", text=text)
        )
    return name


def _taken(app: App) -> set[str]:
    """Return what is in use among plugins, commands, sectors and paths of pages."""
    return {
        *(one.name.removeprefix("outreach_").replace("_", "-") for one in app.plugins.found),
        *(one.name for one in app.plugins.commands()),
        *sectors.all_sectors(app).keys,
        *(one.prefix.split("/")[1] for one in app.plugins.blueprints()),
    }


def _write(place: Path, files: Mapping[str, str]) -> None:
    try:
        place.mkdir()
    except FileExistsError:
        raise ConflictError(
            say("{place} is there, and was left as it is; choose another name or folder.", place=place)
        ) from None
    except OSError as error:
        raise _unwritable(place, error) from error
    try:
        for name, text in files.items():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).write_text(text, "utf-8")
    except OSError as error:
        shutil.rmtree(place, ignore_errors=True)
        raise _unwritable(place, error) from error


def _unwritable(place: Path, error: OSError) -> StorageError:
    return StorageError(say("{place} cannot be written: {strerror}.", place=place, strerror=error.strerror))
