"""The demo's own database: made anew each time, and never where somebody else's data are."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.errors import OutreachError, RefusedError
from outreach_crm.model import Actor, Via
from outreach_crm.plugins import Plugins
from outreach_crm.policy import Role
from outreach_crm.settings import Settings
from outreach_crm.storage import read_fact
from outreach_crm.storage.meta import set_meta
from outreach_crm.text import say

OFFICER = "Maria"
"""In whose name the day is told."""

LOADER = "Tom"
"""In whose name the sample is loaded."""

_MARK, _WHOLE = "demo", "whole"
# The key beside the file stays and serves the next demo: nobody's key is ever thrown away.
_FILES = ("", "-wal", "-shm")


def default_file() -> Path:
    """Return where the demo stands when nobody says: in the user's data folder."""
    import platformdirs

    return platformdirs.user_data_path("outreach-crm") / "demo.db"


@contextmanager
def fresh(path: Path, plugins: Plugins, settings_file: Path | None = None) -> Iterator[App]:
    """Give the App of a fresh demo database in a file; an older demo there is replaced.

    What breaks off while the database is filled leaves a file that the next demo replaces.

    Raises:
        RefusedError: the file is there and is not a demo.
    """
    if path.is_dir():
        raise RefusedError(say("{path} is a folder; give the demo a file of its own with --file.", path=path))
    if path.exists():
        if path.stat().st_size and not read_fact(path, _MARK):
            raise RefusedError(
                say(
                    "{path} is not a demo, so it is left as it is; give the demo a file of its own with --file.",
                    path=path,
                )
            )
        _remove(path)
    app = App.open(str(path), actor=OFFICER, via=Via.CLI, plugins=plugins, settings_file=settings_file)
    try:
        with app.store.write():
            set_meta(app.store, _MARK, "yes")
        yield app
    finally:
        app.close()


def finish(app: App) -> None:
    """Note that a demo is whole: what breaks off before is made anew."""
    with app.store.write():
        set_meta(app.store, _MARK, _WHOLE)


def is_whole(path: Path) -> bool:
    """Return whether a file is a demo that was told to its end."""
    return path.exists() and read_fact(path, _MARK) == _WHOLE


@contextmanager
def open_demo(path: Path, plugins: Plugins, settings: Settings) -> Iterator[App]:
    """Give the App of a demo that is there, in the name of its officer, who may do everything.

    Of the settings only the section's own hold: a demo sends to nobody, whatever servers there are.
    """
    tables = {"section": dict(settings.written.get("section", {})), "mailings": {"folder": str(_messages_beside(path))}}
    opened = App.open(str(path), actor=OFFICER, via=Via.CLI, plugins=plugins, settings=Settings(tables))
    app = as_one_of_us(opened, OFFICER)
    try:
        if accounts.find_account(app, OFFICER).role is not Role.ADMINISTRATOR:
            accounts.set_role(app, OFFICER, Role.ADMINISTRATOR)
        yield app
    finally:
        app.close()


def as_one_of_us(app: App, name: str) -> App:
    """Return the App of one of us, on the same connection."""
    return App.on(app.store, app.plugins, app.settings, app.keyring, Actor(name=name, via=app.actor.via))


def messages(app: App) -> Path:
    """Return the folder of what comes and goes in a demo: beside its database, or where files are thrown away."""
    if app.store.engine == "sqlite" and app.store.url != ":memory:":
        return _messages_beside(Path(app.store.url))
    return Path(tempfile.gettempdir()) / "outreach-demo.mailings"


def arrive(app: App, name: str, text: str) -> Path:
    """Write a file that comes in during the day, and return where it lies.

    Args:
        app: the App of a demo.
        name: of the file; it ends in ``.txt``, as all that the next demo takes away.
        text: what it says.
    """
    file = messages(app) / name
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def _messages_beside(path: Path) -> Path:
    return path.with_suffix(".mailings")


def _remove(path: Path) -> None:
    for old in (*(Path(f"{path}{ending}") for ending in _FILES), *_messages_beside(path).glob("*.txt")):
        try:
            old.unlink(missing_ok=True)
        except OSError as error:
            raise OutreachError(
                say("{old} cannot be replaced: {strerror}.", old=old, strerror=error.strerror)
            ) from None
