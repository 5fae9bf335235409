"""The one key of a database, kept outside it: in ``OUTREACH_KEY`` or in a file of mode 0600 beside it."""

import hashlib
import hmac
import os
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path

from outreach_crm.errors import StorageError
from outreach_crm.storage import Store
from outreach_crm.storage.meta import get_meta, set_meta

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
        return hmac.new(self._key, purpose.encode(), hashlib.sha256).digest()


def load_key(store: Store, environ: Mapping[str, str]) -> bytes:
    """Return the key of a database; a new database gets a new one.

    Raises:
        StorageError: the key is missing or is another database's.
    """
    known = get_meta(store, _FINGERPRINT)
    path = key_file(store)
    given = environ.get("OUTREACH_KEY", "") or _read(path)
    if not given:
        if known:
            raise StorageError(f"The key of this database is missing; put the file back at {path} or set OUTREACH_KEY.")
        given = secrets.token_hex(32)
        _write(path, given)
    key = given.encode()
    fingerprint = hmac.new(key, b"fingerprint", hashlib.sha256).hexdigest()[:16]
    if known and known != fingerprint:
        raise StorageError(f"The key at {path} or in OUTREACH_KEY belongs to another database.")
    if not known:
        with store.write():
            set_meta(store, _FINGERPRINT, fingerprint)
    return key


def key_file(store: Store) -> Path | None:
    """Return where the key of a database lies; None for one in memory."""
    if store.url == ":memory:":
        return None
    if store.engine == "sqlite":
        return Path(store.url + ".key")
    import platformdirs

    name = hashlib.sha256(store.url.encode()).hexdigest()[:12]
    return platformdirs.user_data_path("outreach-crm") / f"postgresql-{name}.key"


def _read(path: Path | None) -> str:
    if path is None or not path.exists():
        return ""
    try:
        return path.read_text().strip()
    except OSError as error:
        raise StorageError(f"The key {path} cannot be read: {error.strerror}.") from None


def _write(path: Path | None, text: str) -> None:
    if path is None:
        return
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(text + "\n")
    except OSError as error:
        raise StorageError(f"The key {path} cannot be written: {error.strerror}.") from None
