"""Reads tables written as text (CSV): cells parted by commas, semicolons, tabs or bars, as the stream goes on.

RFC 4180 and what programs make of it: a byte order mark, Excel's ``sep=;`` line, line ends of any system, quotation
marks that are never closed. One that opens in one row and closes in another swallows what lies between; such a row is
told apart and reading goes on behind its first line, so that it costs one row and not a thousand.
"""

import csv
from collections import Counter, deque
from collections.abc import Generator, Iterator, Sequence
from itertools import chain, islice
from typing import Any, TextIO

from outreach_crm.formats import Importer
from outreach_crm.text import later, say

IMPORTER = Importer(
    key="csv",
    title="Text table (CSV)",
    suffixes=(".csv", ".tsv", ".tab", ".txt"),
    target=f"{__name__}:rows",
    table=True,
    text=True,
)

SEPARATORS = ",;\t|"
_TRIED_ROWS = 60
# A cell may hold an address or a remark of some lines; one of more than these has lost its closing quotation mark.
_LINES_OF_A_ROW = 200
_LONGEST_CELL = 100_000
_SWALLOWED = later("A quotation mark opens here and is not closed; close it, or take it away.")


def rows(stream: TextIO) -> Iterator[Any]:
    """Yield ``[line, cells]`` for each row that says anything, and ``[line, cells, sentence]`` for one to be refused.

    Args:
        stream: opened with ``newline=""``.
    """
    first = list(islice(stream, _TRIED_ROWS))
    line = 1
    told = _told_separator(first[0]) if first else ""
    if told:
        del first[0]
        line = 2
    yield from _Rows(chain(first, stream), told or separator_of(first), line)


def separator_of(lines: Sequence[str]) -> str:
    """Return what parts the cells: the sign with which most rows have as many cells as the first, and more than one."""
    csv.field_size_limit(_LONGEST_CELL)

    def fit(sign: str) -> tuple[float, int]:
        try:
            counts = [len(row) for row in csv.reader(lines, delimiter=sign) if row]
        except csv.Error:
            return (0.0, 0)
        if not counts or counts[0] < 2:
            return (0.0, 0)
        return (Counter(counts)[counts[0]] / len(counts), counts[0])

    return max(SEPARATORS, key=fit)


def _told_separator(line: str) -> str:
    word = line.strip().strip('"').lower()
    return word[4:] if len(word) == 5 and word.startswith("sep=") and word[4] in SEPARATORS else "\t" * (word == "sep=")


class _Rows:
    """Rows of a text; the lines of the row at hand are remembered, to go back to should it have swallowed others."""

    def __init__(self, lines: Iterator[str], separator: str, line: int) -> None:
        self.lines = lines
        self.separator = separator
        self.line = line
        self.held: list[str] = []
        self.again: deque[str] = deque()

    def __iter__(self) -> Iterator[Any]:
        csv.field_size_limit(_LONGEST_CELL)
        while True:
            trouble = yield from self._until_trouble()
            if not trouble:
                return
            bad, *again = self.held
            yield [self.line, [bad.rstrip("\r\n")], trouble]
            self.line += 1
            self.again.extendleft(reversed(again))

    def _until_trouble(self) -> Generator[Any, None, str]:
        """Yield rows, and return what is wrong with the lines held; nothing at the end of the file."""
        held = self.held = []
        reader = csv.reader(self._remembered(held), delimiter=self.separator)
        line = self.line
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return ""
            except _TooLongError:
                return _SWALLOWED
            except csv.Error:
                return (
                    _SWALLOWED if len(held) > 1 else say("A cell has more than {most:,} letters.", most=_LONGEST_CELL)
                )
            if len(held) > 1 and self._swallows(held):
                return _SWALLOWED
            if any(cells):
                self.line = line
                yield [line, cells]
            line += len(held)
            self.line = line
            held.clear()

    def _remembered(self, held: list[str]) -> Iterator[str]:
        while self.again:
            yield self._remember(held, self.again.popleft())
        for line in self.lines:
            yield self._remember(held, line)

    def _remember(self, held: list[str], line: str) -> str:
        held.append(line)
        if len(held) > _LINES_OF_A_ROW:
            raise _TooLongError
        return line

    def _swallows(self, held: list[str]) -> bool:
        """Return whether a row of several lines is one only because a quotation mark went astray (RFC 4180, 2)."""
        try:
            return len(list(csv.reader(held, delimiter=self.separator, strict=True))) != 1
        except csv.Error:
            return True


class _TooLongError(Exception):
    """A row goes on for more lines than any row does."""
