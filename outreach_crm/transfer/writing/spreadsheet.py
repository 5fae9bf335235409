"""Writes Excel workbooks (Office Open XML): one sheet, all cells text, row by row."""

from collections.abc import Iterable
from typing import BinaryIO

import xlsxwriter

from outreach_crm.errors import InvalidInputError
from outreach_crm.machines import harmless, is_telephone
from outreach_crm.text import say
from outreach_crm.transfer.model import Record
from outreach_crm.transfer.writing.columns import Table

# What Excel can hold (Microsoft, "Excel specifications and limits").
_ROWS, _LETTERS = 1_048_576, 32_767


def write(records: Iterable[Record], file: BinaryIO) -> None:
    """Write contacts as rows under headers.

    Every cell is text: a postcode keeps its zeros, a telephone number its plus. What Excel would evaluate once somebody
    edits the cell, or saves the sheet as CSV, stands behind an apostrophe.

    Raises:
        InvalidInputError: there are more rows or letters than a sheet can hold.
    """
    table = Table(records)
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_urls": False})
    text = book.add_format({"num_format": "@"})
    bold = book.add_format({"num_format": "@", "bold": True})
    sheet = book.add_worksheet("Contacts")
    sheet.freeze_panes(1, 0)
    for at, header in enumerate(table.header):
        sheet.set_column(at, at, 20, text)
        sheet.write_string(0, at, header, bold)
    try:
        for number, record in enumerate(records, 1):
            for at, cell in enumerate(table.row(record)):
                safe = cell if is_telephone(cell) else harmless(cell)
                if safe and sheet.write_string(number, at, safe, text):
                    raise InvalidInputError(
                        say(
                            "A sheet of Excel holds {rows:,} rows and {letters:,} letters in a cell; export as CSV.",
                            rows=_ROWS,
                            letters=_LETTERS,
                        )
                    )
    finally:
        book.close()
