"""Reads spreadsheets (Office Open XML, OpenDocument, older Excel files); runs in the worker of ``untrusted``."""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from outreach_crm.errors import ImportRejectedError
from outreach_crm.formats import Importer
from outreach_crm.text import say

IMPORTER = Importer(
    key="spreadsheet",
    title="Spreadsheet (Excel, LibreOffice)",
    suffixes=(".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"),
    begins=(b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    target=f"{__name__}:rows",
    table=True,
    needs=("python_calamine", "files"),
)

# A workbook of a million rows unpacks to some 300 MB; a bomb of a megabyte to gigabytes.
_UNPACKED = 600 << 20
_CELLS = 40_000_000
_MIDNIGHT = time()


def rows(path: Path, sheet: str = "") -> Iterator[Any]:
    """Yield the names of the sheets that hold anything, hidden ones apart, then the rows of one that say anything.

    Args:
        path: the file.
        sheet: which sheet; else the first that holds anything.

    Raises:
        ImportRejectedError: it is protected by a password, damaged, or made to fill the memory.
    """
    import python_calamine as calamine

    _check_size(path)
    try:
        book = calamine.CalamineWorkbook.from_path(path)
        sheets = [one for one in book.sheets_metadata if one.typ == calamine.SheetTypeEnum.WorkSheet]
        visible = [one.name for one in sheets if one.visible == calamine.SheetVisibleEnum.Visible]
        hidden = [one.name for one in sheets if one.visible != calamine.SheetVisibleEnum.Visible]
        names = [name for name in visible if len(visible) == 1 or book.get_sheet_by_name(name).total_height]
        yield {"sheets": names, "hidden": hidden}
        if names:
            yield from _rows(book.get_sheet_by_name(sheet if sheet in names else names[0]))
    except calamine.PasswordError:
        raise ImportRejectedError(
            say("is protected by a password; open it, take the password away and save it again.")
        ) from None
    except (calamine.CalamineError, calamine.XmlError, calamine.ZipError, OSError, ValueError) as error:
        raise ImportRejectedError(
            say(
                "is damaged or no spreadsheet; open it where it comes from and save it again, or save it as CSV"
                " ({names}).",
                names=" ".join(str(error).split())[:120],
            )
        ) from None


def _rows(sheet: Any) -> Iterator[list[Any]]:
    if sheet.total_height * sheet.total_width > _CELLS:
        raise ImportRejectedError(
            say(
                "has a sheet of {total_height:,} rows and {total_width:,} columns; delete the empty ones,"
                " or save it as CSV, which is read at any size.",
                total_height=sheet.total_height,
                total_width=sheet.total_width,
            )
        )
    for number, cells in enumerate(sheet.iter_rows(), 1):
        said = [_text(cell) for cell in cells]
        if any(said):
            yield [number, said]


def _check_size(path: Path) -> None:
    """Refuse what unpacks to more than a large workbook; the limits of the worker hold for what lies about its size."""
    if not zipfile.is_zipfile(path):
        return
    try:
        with zipfile.ZipFile(path) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
    except (zipfile.BadZipFile, ValueError, RuntimeError):  # damaged, encrypted, packed in a way nobody knows
        return  # the parser has the word
    if unpacked > _UNPACKED:
        raise ImportRejectedError(
            say(
                "unpacks to {unpacked:,} MB, more than any address book; save it as CSV, which is read at any size.",
                unpacked=unpacked >> 20,
            )
        )


def _text(cell: Any) -> str:
    """Return a cell as it would be typed: 5.0 as ``5``, a day as ISO 8601, true as ``yes``."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        # What Excel keeps of a number are 15 digits; the rest is noise of the binary form.
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e18 else f"{cell:.15g}"
    if isinstance(cell, datetime):
        return (cell.date() if cell.time() == _MIDNIGHT else cell.replace(microsecond=0)).isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell) if isinstance(cell, int | timedelta) else ""
