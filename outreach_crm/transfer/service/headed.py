"""Rows of any table, each under the headers of the first one: CSV and spreadsheets alike."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError
from outreach_crm.text import say
from outreach_crm.transfer.service.formats import encoding_of, format_of
from outreach_crm.transfer.service.sources import Source

Row = tuple[int, dict[str, str], str]
"""A row as it was read: its line, header to cell, and why it is to be refused, if it is."""


def opened_table(app: App, path: Path, encoding: str = "") -> Source:
    """Return an open table of whichever format.

    Raises:
        ImportRejectedError: it cannot be read at all.
        InvalidInputError: it is no table, or nothing tells its encoding.
    """
    source = Source(path, format_of(app, path))
    if not source.importer.table:
        raise InvalidInputError(
            say(
                "{path} is {importer}; give a table: CSV or a spreadsheet.",
                path=path.name,
                importer=source.importer.title,
            )
        )
    if source.importer.text:
        source.encoding, asked = encoding_of(path, encoding)
        if asked:
            raise InvalidInputError(say("{sentence} Give {option}.", sentence=asked.sentence, option=asked.option))
    source.open()
    return source


def rows_of(source: Source) -> Iterator[Row]:
    """Yield the rows of a table under the headers of its first one: line, header to cell, and why not, if so."""
    rows: Iterator[Any] = iter(source)
    first = next(rows, None)
    if first is None:
        return
    header = _distinct(first[1])
    for line, cells, *why in rows:
        told = dict(zip(header, map(str.strip, cells), strict=False))
        if not why and any(cell.strip() for cell in cells[len(header) :]):
            why.append(
                say(
                    "The row has {cells} cells under {headers} headers; put them right and import it again.",
                    cells=len(cells),
                    headers=len(header),
                )
            )
        yield line, told, why[0] if why else ""


def _distinct(header: Sequence[str]) -> list[str]:
    """Return headers that differ: one without a name gets its number, one that comes again too."""
    names: list[str] = []
    for number, written in enumerate(header, 1):
        name = written.strip() or f"Column {number}"
        names.append(name if name not in names else f"{name} ({number})")
    return names
