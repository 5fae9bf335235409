"""The rows or records of a file: read as a stream where it is text, told by a worker where it is not."""

from collections.abc import Iterator
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

from attrs import define

from outreach_crm import untrusted
from outreach_crm.errors import ImportRejectedError, OutreachError
from outreach_crm.formats import Importer
from outreach_crm.text import say


@define(eq=False)
class Source:
    """The rows or records of a file, as often as they are asked for.

    Args:
        path: the file.
        importer: what reads it.
        encoding: of a text.
        sheet: which sheet of a spreadsheet; the first where none is named.
        sheets: the sheets there are, once it is open; ``hidden`` are those that are not shown, and not read.
        told: what a worker told of it, once it is open and no text.
    """

    path: Path
    importer: Importer
    encoding: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    told: untrusted.Told | None = None
    _stream: Any = None

    def open(self) -> None:
        """Have a worker read what is no text."""
        if not self.importer.text:
            options = {"sheet": self.sheet} if self.importer.table else {}
            self.told = untrusted.read(self.importer.target, self.path, file=self.path.name, options=options)
            if self.importer.table:
                first: Any = next(iter(self.told), {})
                if isinstance(first, dict):
                    self.sheets, self.hidden = tuple(first["sheets"]), tuple(first.get("hidden", ()))

    @property
    def position(self) -> int:
        """How many bytes were read by the iterator used last."""
        if self.told is not None:
            return self.told.position
        if self._stream is None:
            return 0
        return self.size if self._stream.closed else self._stream.buffer.tell()

    @property
    def size(self) -> int:
        """How many bytes there are to read."""
        return self.path.stat().st_size if self.told is None else self.told.size

    def __iter__(self) -> Iterator[Any]:
        """Yield what the importer yields, in the order of the file."""
        if self.told is not None:
            yield from (one for one in self.told if not (isinstance(one, dict) and "sheets" in one))
            return
        rows = resolve_name(self.importer.target)
        with self.path.open(encoding=self.encoding, newline="") as self._stream:
            try:
                yield from rows(self._stream)
            except (OutreachError, GeneratorExit):
                raise
            except Exception as error:
                raise ImportRejectedError(
                    say("{path} cannot be read on: {name}.", path=self.path.name, name=type(error).__name__)
                ) from error
