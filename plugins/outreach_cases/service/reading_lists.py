"""Reads lists whose rows are taken in one by one, and tells what becomes of each: of cases, of actions.

What would be done is found out by doing it and taking it back, so that a preview cannot say otherwise than the import.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from attrs import frozen

from outreach_cases.model.imports import Fate, Line, Report, fields_of
from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError, OutreachError
from outreach_crm.model import Problem
from outreach_crm.text import row, say, term
from outreach_crm.transfer.service.headed import Row, opened_table, rows_of

Take = Callable[[Mapping[str, str], int], Line]
"""Takes in what a row says, by field, with its line; an error of ours leaves the row out whole."""


class TakenBackError(Exception):
    """Ends what was only tried."""


@frozen(kw_only=True)
class Listed:
    """A list: what it is called, its rows, and what its columns say."""

    file: str
    rows: tuple[Row, ...]
    fields: Mapping[str, str]

    def said(self, cells: Mapping[str, str]) -> dict[str, str]:
        """Return what a row says, by field; empty cells say nothing."""
        said = ((self.fields[header], cell.strip()) for header, cell in cells.items() if header in self.fields)
        return {key: cell for key, cell in said if cell}


def read_list(app: App, path: Path, encoding: str, known: Mapping[str, str], *, needed: str, what: str) -> Listed:
    """Return a table as a list: CSV or a spreadsheet, a row for each record under headers.

    Args:
        app: the App.
        path: the file.
        encoding: of a text that is not UTF-8.
        known: what columns can say, by their folded headers.
        needed: the field that some column has to say.
        what: what each row is: ``a case``.

    Raises:
        ImportRejectedError: the file cannot be read at all.
        InvalidInputError: it has no rows, or no column says what is needed.
    """
    read = tuple(rows_of(opened_table(app, path, encoding)))
    if not read:
        raise InvalidInputError(
            say("{path} has no rows: its first line has headers, and each below it {what}.", path=path.name, what=what)
        )
    fields = fields_of([*read[0][1]], known)
    if needed not in fields.values():
        there = ", ".join(read[0][1])
        raise InvalidInputError(
            say(
                "No column of {path} is called {needed}; its columns are {there}.",
                path=path.name,
                needed=needed,
                there=there,
            )
        )
    return Listed(file=path.name, rows=read, fields=fields)


def taken(app: App, found: Listed, take: Take, *, named: str) -> Report:
    """Take the rows of a list in, and return what became of each. Call inside a change.

    Args:
        app: the App.
        found: the list.
        take: takes one row in.
        named: the field by which a row is called.
    """
    lines = [_line(app, found, take, named, one) for one in found.rows]
    left, fates = [one for one in lines if one.fate is Fate.LEFT], Counter(one.fate for one in lines)
    return Report(
        change_id=None,
        counts={fate.value: fates[fate] for fate in Fate},
        lines=tuple(lines),
        problems=tuple(Problem(sentence=row(one.told, " "), file=found.file, line=one.line) for one in left),
        unread=tuple(one for one in found.rows[0][1] if one not in found.fields),
    )


def _line(app: App, found: Listed, take: Take, named: str, one: Row) -> Line:
    """Take one row in, or leave it out whole."""
    line, cells, why = one
    said = found.said(cells)
    try:
        if why:
            raise InvalidInputError(why)
        with app.store.write():
            return take(said, line)
    except OutreachError as error:
        problems = error.problems if isinstance(error, InvalidInputError) else ()
        told = tuple(problem.sentence for problem in problems) or (error.on_page,)
        return Line(line=line, name=said.get(named, ""), fate=Fate.LEFT, told=told)


def rehearsed(app: App, take_all: Callable[[], Report]) -> Report:
    """Return what taking a list in would come to; nothing is written."""
    report: list[Report] = []
    with suppress(TakenBackError), app.change(term("import cases")):
        report.append(take_all())
        raise TakenBackError
    return report[0]
