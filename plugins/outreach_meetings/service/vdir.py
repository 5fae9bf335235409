"""A folder of calendar files, one for each entry (vdir), as vdirsyncer, khal and todoman read and write it.

https://vdirsyncer.readthedocs.io/en/stable/vdir.html; what we know of the last sync lies in ``.outreach`` in it, which
other programs pass over.
"""

import json
import re
from pathlib import Path

from attrs import asdict, define, field

from outreach_crm.errors import ConflictError, InvalidInputError, StorageError
from outreach_crm.storage.private_file import write_private
from outreach_crm.text import say
from outreach_meetings.model.vdir import Base, digest

_OWN, _STATE, _KEPT = ".outreach", "state.json", "kept"
_LARGEST = 5_000_000
"""Bytes of an entry; a larger file is not read."""
_NAME = re.compile(r"[A-Za-z0-9_+-][A-Za-z0-9_.+-]*", re.ASCII)
"""What our entries are called: the folder may come from anywhere, and no name in it leads out of it."""
_LARGEST_STATE = 100_000_000


@define
class Folder:
    """A folder with what is known of the last sync; ``whose`` is which calendar of which database it holds."""

    path: Path
    whose: str
    known: dict[str, Base] = field(factory=dict)

    @classmethod
    def opened(cls, path: Path, whose: str) -> "Folder":
        """Return a folder, which is made where there is none.

        Raises:
            ConflictError: it holds entries of another calendar.
            InvalidInputError: what lies there of the last sync cannot be read.
            StorageError: it cannot be made or read.
        """
        found = cls(path, whose)
        try:
            if (path / _OWN).is_symlink():
                raise InvalidInputError(say("{path} leads elsewhere; take it away and sync again.", path=path / _OWN))
            if (path / _OWN / _STATE).exists():
                found.known = found._remembered(path / _OWN / _STATE)
        except OSError as error:
            raise StorageError(say("{path} cannot be read: {strerror}.", path=path, strerror=error.strerror)) from error
        return found

    def _remembered(self, state: Path) -> dict[str, Base]:
        try:
            if state.stat().st_size > _LARGEST_STATE:
                raise ValueError(state)
            told = json.loads(state.read_text("utf-8"))
            whose = str(told["whose"])
            if not all(_NAME.fullmatch(uid) for uid in told["entries"]):
                raise ValueError(state)
            known = {str(uid): Base(str(one["ours"]), str(one["there"])) for uid, one in told["entries"].items()}
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            raise InvalidInputError(
                say(
                    "{state} does not tell of the last sync any more; take it away and sync again:"
                    " what differs from the calendar is then kept beside it.",
                    state=state,
                )
            ) from None
        if known and whose != self.whose:
            raise ConflictError(
                say("{path} holds another calendar; give each calendar a folder of its own.", path=self.path)
            )
        return known

    @property
    def names(self) -> list[str]:
        """The names of the files of entries, whoever wrote them."""
        try:
            return sorted(one.name for one in self.path.iterdir() if one.suffix == ".ics" and one.name[0] != ".")
        except FileNotFoundError:
            return []
        except OSError as error:
            raise StorageError(
                say("{path} cannot be read: {strerror}.", path=self.path, strerror=error.strerror)
            ) from error

    def read(self, name: str) -> bytes | None:
        """Return what a file holds; nothing (no bytes) of what is no file or too large, None where there is none."""
        path = self.path / name
        try:
            if path.is_symlink() or (path.exists() and not path.is_file()) or path.stat().st_size > _LARGEST:
                return b""
            return path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StorageError(say("{path} cannot be read: {strerror}.", path=path, strerror=error.strerror)) from error

    def is_as_seen(self, name: str, seen: bytes | None) -> bool:
        """Return whether a file is still as it was read: other programs write while we do."""
        return self.read(name) == seen

    def write(self, name: str, content: bytes) -> None:
        """Write the file of an entry."""
        self._make(self.path)
        write_private(self.path / name, content)

    def remove(self, name: str) -> None:
        """Take the file of an entry away."""
        try:
            (self.path / name).unlink(missing_ok=True)
        except OSError as error:
            raise StorageError(
                say("{path} cannot be taken away: {strerror}.", path=self.path / name, strerror=error.strerror)
            ) from error

    def set_aside(self, name: str) -> Path:
        """Move a file to where the other versions are kept, and return where that is."""
        kept = self.path / _OWN / _KEPT
        self._make(kept)
        stem, number = name.removesuffix(".ics"), 1
        while (kept / f"{stem}-{number}.ics").exists():
            number += 1
        place = kept / f"{stem}-{number}.ics"
        try:
            (self.path / name).rename(place)
        except OSError as error:
            raise StorageError(
                say(
                    "{path} cannot be moved to {place}: {strerror}.",
                    path=self.path / name,
                    place=place,
                    strerror=error.strerror,
                )
            ) from error
        return place

    def leave(self, uid: str, ours: bytes, there: bytes) -> None:
        """Note how an entry is left."""
        self.known[uid] = Base(ours.decode(), digest(there))

    def save(self) -> None:
        """Write down how all entries are left."""
        self._make(self.path / _OWN)
        entries = {uid: asdict(one) for uid, one in sorted(self.known.items())}
        write_private(
            self.path / _OWN / _STATE,
            json.dumps({"whose": self.whose, "entries": entries}, ensure_ascii=False, indent=1).encode(),
        )

    @staticmethod
    def _make(path: Path) -> None:
        try:
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise StorageError(say("{path} cannot be made: {strerror}.", path=path, strerror=error.strerror)) from error
