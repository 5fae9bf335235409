"""The file of what an import did not take in: the rows as they were, each with its reason, to be put right and read."""

import csv
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from attrs import define, field

from outreach_crm.transfer.service.outcomes import OnDuplicate, Outcome, Seen, Terms
from outreach_crm.transfer.service.reading import Reading

# The header of the column that is added; a reader takes it for no field of a contact.
REASON = "not imported because"


@define
class Remaining:
    """``FILE.refused.csv`` beside a file; it is made with the first row and has its name when all is done.

    Rows of a table keep their cells under their headers. Of other files each record stands in one cell as it was
    written.
    """

    path: Path
    reading: Reading
    written: str = ""
    _file: TextIO | None = field(default=None, init=False)

    def __enter__(self) -> Self:
        """Begin; nothing is made yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give the file its name; after an error there is none."""
        if self._file is None:
            return
        self._file.close()
        if kind is None:
            self._new.replace(self._place)
            self.written = str(self._place)
        else:
            self._new.unlink(missing_ok=True)

    def keep(self, seen: Seen, terms: Terms) -> None:
        """Write the row of a record that was not taken in."""
        likely = seen.outcome is Outcome.DUPLICATE and terms.duplicates is OnDuplicate.SKIP
        if (not likely and seen.outcome is not Outcome.REFUSED) or seen.record is None:
            return
        header = [one for one in self.reading.header if one != REASON]
        if self._file is None:
            self._file = self._new.open("w", encoding="utf-8-sig", newline="")
            csv.writer(self._file).writerow([*(header or ["record"]), REASON])
        raw = seen.record.raw
        cells = [*raw, *[""] * (len(header) - len(raw))][: max(len(header), 1)] if header else ["\n".join(raw)]
        csv.writer(self._file).writerow([*cells, seen.sentence])

    @property
    def _place(self) -> Path:
        name = self.path.name.removesuffix(".refused.csv")
        return self.path.with_name(f"{name}.refused.csv")

    @property
    def _new(self) -> Path:
        return self._place.with_name(f"{self._place.name}.new")
