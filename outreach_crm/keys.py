"""The one key of a database, kept outside it: in ``OUTREACH_KEY`` or in a file of mode 0600 beside it."""

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from outreach_crm.errors import StorageError
from outreach_crm.storage import Store
from outreach_crm.storage.meta import get_meta, set_meta
from outreach_crm.storage.private_file import sync_folder
from outreach_crm.text import say

_FINGERPRINT = "key fingerprint"


class Keyring:
    """Gives the secrets of one database, and looks for its key only when one is needed."""

    def __init__(self, load: Callable[[], bytes]) -> None:
        self._load = load
        self._key = b""

    def secret(self, purpose: str) -> bytes:
        """Return 32 bytes that only this key gives for a purpose (HMAC-SHA-256).

        Raises:
            StorageError: the key is missing or is another database's.
        """
        self._key = self._key or self._load()
        from outreach_crm.storage.digests import keyed

        return keyed(self._key, purpose)


def load_key(store: Store, environ: Mapping[str, str]) -> bytes:
    """Return the key of a database; a new database gets a new one.

    Raises:
        StorageError: the key is missing or is another database's.
    """
    path = key_file(store)
    given = given_key(store, environ)
    known = get_meta(store, _FINGERPRINT)
    if not known:
        with store.write():  # of two programs that start at once one makes the key
            known = get_meta(store, _FINGERPRINT)
            given = given or _read(path)
            if not known:
                given = given or _make(path)
                set_meta(store, _FINGERPRINT, _fingerprint(given))
    if not given:
        raise StorageError(missing(path))
    if known and known != _fingerprint(given):
        place = say("in OUTREACH_KEY") if environ.get("OUTREACH_KEY") else say("at {path}", path=path)
        raise StorageError(say("The key {place} belongs to another database.", place=place))
    return given.encode()


def given_key(store: Store, environ: Mapping[str, str]) -> str:
    """Return the key as the environment or its file gives it, and an empty text where neither does; makes none."""
    return environ.get("OUTREACH_KEY", "") or _read(key_file(store))


def missing(path: Path | None) -> str:
    """Return the sentence that says that a key is missing."""
    place = say("put the file back at {path} or set OUTREACH_KEY.", path=path) if path else say("set OUTREACH_KEY.")
    return say("The key of this database is missing; {place}", place=place)


def key_file(store: Store) -> Path | None:
    """Return where the key of a database lies; None for one in memory."""
    if store.home == ":memory:":
        return None
    if store.engine == "sqlite":
        return Path(store.home + ".key")
    import platformdirs

    from outreach_crm.storage.digests import plain

    # Whoever asks, and with which password, the database is the same.
    address = urlsplit(store.home)
    name = plain(f"{address.netloc.rpartition('@')[2]}{address.path}")[:12]
    return platformdirs.user_data_path("outreach-crm") / f"postgresql-{name}.key"


def _fingerprint(key: str) -> str:
    from outreach_crm.storage.digests import keyed

    return keyed(key.encode(), "fingerprint").hex()[:16]


def _read(path: Path | None) -> str:
    if path is None:
        return ""
    try:
        return path.read_bytes().decode().strip()
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise StorageError(
            say("The key {path} cannot be read: {strerror}.", path=path, strerror=error.strerror)
        ) from None
    except UnicodeDecodeError:
        raise StorageError(
            say("{path} is not a key; put the right file back or set OUTREACH_KEY.", path=path)
        ) from None


def _make(path: Path | None) -> str:
    """Make a key; its file is whole and on the disk before the database knows of it."""
    import secrets

    key = secrets.token_hex(32)
    if path is None:
        return key
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(key + "\n")
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except OSError as error:
        with suppress(OSError):
            new.unlink()
        raise StorageError(
            say("The key {path} cannot be written: {strerror}.", path=path, strerror=error.strerror)
        ) from None
    sync_folder(path.parent)
    return key
