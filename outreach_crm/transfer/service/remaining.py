"""The file of what an import did not take in: the records as they were, each with its reason, to be put right."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from pathlib import Path
from pkgutil import resolve_name
from types import TracebackType
from typing import BinaryIO, Self

from attrs import define, field

from outreach_crm.transfer.model import REASON
from outreach_crm.transfer.service.outcomes import OnDuplicate, Outcome, Seen, Terms
from outreach_crm.transfer.service.reading import Reading

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"  # by it spreadsheets know UTF-8


@define
class Remaining:
    """``FILE.refused.csv`` beside a file; it is made with the first record and has its name when all is done.

    Rows of a table keep their cells under their headers. Records of a format that can be written again stand in
    ``FILE.refused.vcf`` (or however the file ends) as they were, those of others each in one cell.
    """

    path: Path
    reading: Reading
    written: str = ""
    _file: BinaryIO | None = field(default=None, init=False)

    def __enter__(self) -> Self:
        """Begin; nothing is made yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give the file its name; after an error there is none."""
        if self._file is None:
            return
        if self.reading.again:
            self._file.write(self.reading.again.after)
        self._file.close()
        if kind is None:
            self._new.replace(self._place)
            self.written = str(self._place)
        else:
            self._new.unlink(missing_ok=True)

    def keep(self, seen: Seen, terms: Terms) -> None:
        """Write a record that was not taken in."""
        likely = seen.outcome is Outcome.DUPLICATE and terms.duplicates is OnDuplicate.SKIP
        if (not likely and seen.outcome is not Outcome.REFUSED) or seen.record is None:
            return
        again, first = self.reading.again, self._file is None
        if self._file is None:
            self._file = self._new.open("wb")
        if again:
            self._file.write(again.before if first else again.between)
            self._file.write(resolve_name(again.target)(seen.record.raw, seen.sentence))
        else:
            header = [one for one in self.reading.header if one != REASON]
            if first:
                self._file.write(_BYTE_ORDER_MARK + _row([*(header or ["record"]), REASON]))
            self._file.write(_row([*_cells(seen.record.raw, len(header)), seen.sentence]))

    @property
    def _place(self) -> Path:
        suffix = self.path.suffix if self.reading.again else ".csv"
        name = self.path.name.removesuffix(f".refused{suffix}")
        return self.path.with_name(f"{name}.refused{suffix}")

    @property
    def _new(self) -> Path:
        return self._place.with_name(f"{self._place.name}.new")


def _cells(raw: Sequence[str], width: int) -> list[str]:
    """Return the cells of a row, as many as there are headers; what is no row stands in one cell."""
    return [*raw, *[""] * (width - len(raw))][:width] if width else ["\n".join(raw)]


def _row(cells: Iterable[str]) -> bytes:
    text = StringIO(newline="")
    csv.writer(text).writerow(cells)
    return text.getvalue().encode("utf-8", "backslashreplace")
