"""Makes files for their owner's eyes only."""

import os
from pathlib import Path

from outreach_crm.errors import StorageError


def make_private(path: Path) -> bool:
    """Make the file before SQLite does, for its owner's eyes only; SQLite gives the same rights to its side files.

    Returns:
        Whether it was not there.
    """
    try:
        if path.is_dir():
            raise StorageError(f"{path} is a folder; give the name of a file.")
        if path.exists():
            return False
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        return True
    except OSError as error:
        raise StorageError(f"{path} cannot be made: {error.strerror}.") from error
