"""A sheet as a workbook: a page to begin with, then one for each sector or organisation; only answers can be written.

Reading runs in the worker of ``outreach_crm.untrusted``.
"""

import re
import textwrap
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from itertools import islice, takewhile
from pathlib import Path
from typing import Any

from outreach_crm import untrusted
from outreach_crm.errors import ImportRejectedError, InvalidInputError
from outreach_crm.machines import harmless
from outreach_crm.text import say
from outreach_priority.model.filing import CONFIDENCES, RATINGS, Asked, Blank, Filled, Line, Remark

_HEADERS = ("Item", "Question", "What the numbers mean", "To think about", "Rating", "Confidence", "Evidence", "Source")
_REASON = "Why changed"
_WIDTHS = (10, 34, 30, 60, 8, 12, 40, 24, 30)
# Height of a line in points, and of the highest row there can be.
_LINE, _HIGHEST = 15, 409
_SHEET, _FORM, _ROLE = "Sheet", "Form", "Your role"
_KEY, _INTEREST, _AIMS = "Key", "Your interest", "Aims"
_FIRST = "Begin here"
_UNPACKED = 64 << 20
_PAGES, _ROWS, _CELLS = 500, 500, 20
# What the name of a page cannot hold, and how long it may be (Microsoft, "Rename a worksheet").
_FORBIDDEN, _NAME = re.compile(r"[\[\]:*?/\\']"), 31


def write(blank: Blank) -> bytes:
    """Return a sheet as an Excel workbook, protected but for the cells to be filled in."""
    import xlsxwriter

    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_urls": False})
    page = _Pages(book, blank)
    page.begin()
    for subject, asked in blank.pages:
        page.add(subject.key, subject.title, asked)
    book.close()
    return out.getvalue()


def read(content: bytes, file: str) -> Filled:
    """Return what a workbook says.

    Raises:
        ImportRejectedError: it cannot be read.
        InvalidInputError: it is no sheet of ours.
    """
    found: dict[str, str] = {}
    lines: list[Line] = []
    remarks: list[Remark] = []
    for name, rows in untrusted.read(f"{__name__}:pages", content, file=file, seconds=20, megabytes=512):
        top = takewhile(lambda row: row[1][:1] != [_HEADERS[0]], rows)
        said = {row[0]: row[1] for _, row in top if len(row) > 1}
        found |= {one: said[one] for one in (_SHEET, _FORM, _ROLE) if one in said}
        if _KEY in said:
            remarks.append(
                Remark(
                    place=f"page {name}", subject=said[_KEY], interest=said.get(_INTEREST, ""), aims=said.get(_AIMS, "")
                )
            )
            lines += _questions(name, said[_KEY], rows)
    if not found.get(_SHEET):
        raise InvalidInputError(
            say("{file} is no sheet of ours: fill in the workbook that outreach priority sheet writes.", file=file)
        )
    return Filled(
        uid=found[_SHEET],
        form=found.get(_FORM, ""),
        role=found.get(_ROLE, ""),
        lines=tuple(lines),
        remarks=tuple(remarks),
    )


def pages(path: Path) -> Iterator[Any]:
    """Yield the name of each page with its rows, each with its number.

    Raises:
        ImportRejectedError: it is protected by a password, damaged, or made to fill the memory.
    """
    import python_calamine as calamine

    _check_size(path)
    try:
        book = calamine.CalamineWorkbook.from_path(path)
        for name in book.sheet_names[:_PAGES]:
            rows = book.get_sheet_by_name(name).iter_rows()
            yield [name, [[n, [_text(cell) for cell in row[:_CELLS]]] for n, row in enumerate(islice(rows, _ROWS), 1)]]
    except calamine.PasswordError:
        raise ImportRejectedError(say("is protected by a password; take it away and save it again.")) from None
    except (calamine.CalamineError, calamine.XmlError, calamine.ZipError, OSError, ValueError):
        raise ImportRejectedError(say("is damaged or no workbook; open it and save it again as .xlsx.")) from None


def _check_size(path: Path) -> None:
    if not zipfile.is_zipfile(path):
        raise ImportRejectedError(say("is no workbook; save it again as .xlsx."))
    with zipfile.ZipFile(path) as packed:
        if sum(part.file_size for part in packed.infolist()) > _UNPACKED:
            raise ImportRejectedError(say("unpacks to more than any sheet holds."))


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = str(cell).strip()
    return text[1:] if text.startswith("'") and harmless(text[1:]) == text else text


def _questions(page: str, subject: str, rows: Sequence[tuple[int, Sequence[str]]]) -> Iterator[Line]:
    """Yield what stands below the headers of a page, whichever columns somebody has moved or added."""
    places: dict[str, int] = {}
    for number, row in rows:
        if row[0] == _HEADERS[0]:
            places = {header: at for at, header in enumerate(row)}
        elif places and row[0]:
            told = {
                field: row[places[header]]
                for field, header in (*((one.lower(), one) for one in _HEADERS[4:]), ("reason", _REASON))
                if header in places
            }
            yield Line(place=f"page {page}, row {number}", subject=subject, item=row[0], **told)


class _Pages:
    """The pages of a workbook as it is written."""

    def __init__(self, book: Any, blank: Blank) -> None:
        self.book, self.blank = book, blank
        plain = {"text_wrap": True, "valign": "top", "num_format": "@"}
        self.locked = book.add_format(plain)
        self.quiet = book.add_format({**plain, "font_color": "#666666"})
        self.bold = book.add_format({**plain, "bold": True})
        self.open = book.add_format({**plain, "locked": False, "border": 1, "bg_color": "#FFFBE6"})
        self.names: set[str] = set()

    def begin(self) -> None:
        """Write the page that says what to do, and whose sheet it is."""
        sheet = self._page(_FIRST)
        sheet.set_column(0, 0, 14)
        sheet.set_column(1, 1, 90)
        for at, text in enumerate(self.blank.guide):
            sheet.merge_range(at, 0, at, 1, harmless(text), self.bold if at == 0 else self.locked)
        at = len(self.blank.guide) + 1
        self._pair(sheet, at, _ROLE, self.blank.sheet.role, self.open)
        self._pair(sheet, at + 2, _SHEET, self.blank.sheet.uid, self.quiet)
        self._pair(sheet, at + 3, _FORM, self.blank.assessment.questionnaire.key, self.quiet)

    def add(self, key: str, title: str, asked: Iterable[Asked]) -> None:
        """Write the page of one subject."""
        sheet, said = self._page(title), self.blank.stances.get(key)
        headers = (*_HEADERS, _REASON) if self.blank.sheet.round > 1 else _HEADERS
        for at, width in enumerate(_WIDTHS[: len(headers)]):
            sheet.set_column(at, at, width)
        sheet.write_string(0, 1, harmless(title), self.bold)
        self._pair(sheet, 1, _KEY, key, self.quiet)
        self._pair(sheet, 2, _INTEREST, said.interest if said else "", self.open)
        if aims := self.blank.assessment.questionnaire.aims:
            self._pair(sheet, 3, _AIMS, ", ".join(said.aims) if said else "", self.open)
            sheet.merge_range(3, 2, 3, 3, f"Of these, with commas: {', '.join(aims)}", self.quiet)
        for at, header in enumerate(headers):
            sheet.write_string(5, at, header, self.bold)
        sheet.freeze_panes(6, 2)
        first: dict[tuple[str, ...], str] = {}
        for at, one in enumerate(asked, 6):
            above = first.setdefault(one.prompts, one.item.key)
            again = bool(one.prompts) and above != one.item.key
            self._question(sheet, at, one, f"– as at {above} above" if again else _in_rows(one.prompts), len(headers))

    def _question(self, sheet: Any, at: int, asked: Asked, prompts: str, columns: int) -> None:
        texts = (asked.item.key, asked.question, asked.anchors.replace("; ", "\n"), prompts)
        for column, text in enumerate(texts):
            sheet.write_string(at, column, harmless(text), self.quiet if column == 0 else self.locked)
        # Not every program finds out by itself how high a row must be.
        lines = max(_lines(text, width) for text, width in zip(texts, _WIDTHS, strict=False))
        sheet.set_row(at, min(lines * _LINE, _HIGHEST))
        before = asked.answer
        told = (before.evidence, before.source, before.reason) if before else ("", "", "")
        for column, text in enumerate((asked.rating, asked.confidence, *told)[: columns - 4], 4):
            sheet.write(at, column, harmless(text), self.open)
        sheet.data_validation(at, 4, at, 4, _choice(RATINGS, "Rating", "0 to 4, or ? where you cannot tell."))
        sheet.data_validation(at, 5, at, 5, _choice(CONFIDENCES, "Confidence", "low, medium or high."))

    def _page(self, title: str) -> Any:
        sheet = self.book.add_worksheet(self._name(title))
        sheet.protect("", {"format_columns": True, "format_rows": True})
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        return sheet

    def _name(self, title: str) -> str:
        """Return a name that a page may have and no other has."""
        plain = _FORBIDDEN.sub(" ", title).strip()[:_NAME] or "Page"
        name, number = plain, 1
        while name.casefold() in self.names:
            number += 1
            name = f"{plain[: _NAME - 4]} {number}"
        self.names.add(name.casefold())
        return name

    def _pair(self, sheet: Any, at: int, label: str, text: str, form: Any) -> None:
        sheet.write_string(at, 0, label, self.quiet)
        if text:
            sheet.write_string(at, 1, harmless(text), form)
        else:
            sheet.write_blank(at, 1, None, form)


def _in_rows(prompts: Iterable[str]) -> str:
    return "\n".join(f"– {text}" for text in prompts)


def _lines(text: str, width: int) -> int:
    """Return how many lines a text takes in a column of so many characters."""
    return sum(len(textwrap.wrap(line, width)) or 1 for line in text.split("\n"))


def _choice(choices: Sequence[str], title: str, message: str) -> dict[str, Any]:
    return {
        "validate": "list",
        "source": list(choices),
        "error_title": title,
        "error_message": message,
        "input_title": title,
        "input_message": message,
    }
