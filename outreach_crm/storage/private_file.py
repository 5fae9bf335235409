"""Makes and writes files for their owner's eyes only, whole and on the disk before anybody relies on them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from outreach_crm.errors import StorageError
from outreach_crm.text import say


def make_private(path: Path) -> bool:
    """Make the file before SQLite does, for its owner's eyes only; SQLite gives the same rights to its side files.

    Returns:
        Whether it was not there.
    """
    try:
        if path.is_dir():
            raise StorageError(say("{path} is a folder; give the name of a file.", path=path))
        if path.exists():
            return False
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        return True
    except OSError as error:
        raise StorageError(say("{path} cannot be made: {strerror}.", path=path, strerror=error.strerror)) from error


def append_private(path: Path, line: str) -> None:
    """Add a line to a file and wait until it is on the disk; an end that was cut off in writing is taken away.

    Raises:
        StorageError: it cannot be written.
    """
    try:
        new = make_private(path)
        whole = path.read_bytes().rfind(b"\n") + 1
        with path.open("r+b") as file:
            file.truncate(whole)
            file.seek(whole)
            file.write(line.encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        if new:
            sync_folder(path.parent)
    except OSError as error:
        raise StorageError(say("{path} cannot be written: {strerror}.", path=path, strerror=error.strerror)) from error


def sync_folder(folder: Path) -> None:
    """Wait until the names of the files in a folder are on the disk."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def replacing(path: Path, *, folders: bool = False) -> Iterator[BinaryIO]:
    """Open a file for its owner's eyes only, which takes the place of an older one once it is whole and on the disk.

    Args:
        path: the file; until it is whole it stands beside under another name, which the stream tells.
        folders: make those it is in, where they are not there.

    Raises:
        StorageError: it cannot be written; what was there stays.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        if folders:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(part, "x+b", opener=_private) as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise StorageError(
            say("{path} cannot be written: {strerror}. Nothing was changed.", path=path, strerror=error.strerror)
        ) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def write_private(path: Path, content: bytes) -> None:
    """Write a file as :func:`replacing` does.

    Raises:
        StorageError: it cannot be written; what was there stays.
    """
    with replacing(path) as stream:
        stream.write(content)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
