"""Mails in a maildir (maildir(5)): those nobody has looked at are read, and moved to the others, never removed."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from attrs import frozen

from outreach_crm.errors import InvalidInputError
from outreach_crm.text import say
from outreach_mail.model.returns import Item

_SEEN = "S"


@frozen
class Maildir:
    """A maildir; ``place`` is its folder. What somebody has seen in a mail program is left alone."""

    place: str

    @classmethod
    def open(cls, folder: Path) -> "Maildir":
        """Open a maildir.

        Raises:
            InvalidInputError: it is none.
        """
        if not (folder / "new").is_dir() or not (folder / "cur").is_dir():
            raise InvalidInputError(say("{folder} is no maildir: it has no folders new and cur.", folder=folder))
        return cls(str(folder))

    def count(self) -> int:
        """Return how many mails nobody has looked at."""
        return len(self._unseen())

    def items(self, largest: int) -> Iterator[Item]:
        """Yield mails nobody has looked at, those that came first before the others, each up to so many bytes."""
        for path in self._unseen():
            try:
                with path.open("rb") as mail:
                    yield Item(key=str(path), content=mail.read(largest))
            except FileNotFoundError:  # a mail program moved it meanwhile
                continue

    def looked_at(self, items: Iterable[Item]) -> None:
        """Mark mails as seen; they move to ``cur`` if they are not there."""
        for item in items:
            path = Path(item.key)
            name, _, flags = path.name.partition(":2,")
            known = "".join(sorted({*flags, _SEEN}))
            try:
                path.rename(Path(self.place, "cur", f"{name}:2,{known}"))
            except FileNotFoundError:
                continue

    def leave(self, items: Iterable[Item]) -> None:
        """Leave mails as they are, to be looked at the next time."""

    def close(self) -> None:
        """Let go of what it holds."""

    def _unseen(self) -> list[Path]:
        found = [
            Path(entry.path)
            for part in ("new", "cur")
            for entry in os.scandir(Path(self.place, part))
            if entry.is_file(follow_symlinks=False)
            and not entry.name.startswith(".")
            and _SEEN not in entry.name.partition(":2,")[2]
        ]
        return sorted(found, key=lambda path: path.name)
