"""Looks at the first rows of a table: which one holds the headers, and which column says what."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from attrs import evolve, frozen

from outreach_crm.errors import InvalidInputError
from outreach_crm.meaning import suggestion
from outreach_crm.text import count, say
from outreach_crm.transfer.mapping.fields import Target, check, read_target
from outreach_crm.transfer.mapping.guessing import guess
from outreach_crm.transfer.mapping.looks import data_like
from outreach_crm.transfer.mapping.words import words
from outreach_crm.transfer.model import Choice, Column, ColumnMapping, Question

_ROWS = 200
_SAMPLES = 20
_LONGEST_SAMPLE = 80
# Above the headers may stand a title and some lines about the list.
_ABOVE = 10
_CALLED_BY = ("name", "given", "family", "organisation", "email", "phone")


@frozen(kw_only=True)
class Look:
    """What the first rows show: headers, the line of the first row below them, samples, and what must be asked.

    ``repeating`` are the headers of columns in which a value stands more than once.
    """

    header: tuple[str, ...]
    begins: int
    samples: tuple[tuple[str, ...], ...]
    repeating: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()
    question: Question | None = None


def look(rows: Iterable[Any], *, header: bool | None, file: str) -> Look:
    """Look at the first rows of a table.

    Args:
        rows: as an importer yields them.
        header: whether the first row names the columns; None where nobody said.
        file: its name, for the question.
    """
    first = [row for row in islice(rows, _ROWS) if len(row) == 2]
    if not first:
        return Look(header=(), begins=1, samples=())
    at = _header_row(first) if header is None else 0
    line, cells = first[at]
    question = None
    if header is None and data_like(cells) and not _known(cells):
        question = _question(file, cells)
    named = header is not False
    below = first[at + 1 :] if named else first
    texts, notes = _texts(cells) if named else ([f"Column {n}" for n in range(1, _width(below) + 1)], [])
    if at:
        notes.append(say("The headers were found in line {line}; what stands above was not read.", line=line))
    return Look(
        header=tuple(texts),
        begins=line + 1 if named else line,
        samples=tuple(_samples([row[1] for row in below], len(texts))),
        repeating=frozenset(name for n, name in enumerate(texts) if _repeats([row[1] for row in below], n)),
        notes=tuple(notes),
        question=question,
    )


def columns_of(
    seen: Look,
    *,
    mapping: ColumnMapping | None,
    given: Mapping[str, str],
    own: Mapping[str, str],
) -> tuple[Column, ...]:
    """Return the columns with the fields given, saved and guessed, in that order.

    Raises:
        InvalidInputError: a column does not exist, a field neither, or two columns are mapped to one with little room.
    """
    for name in given:
        if name not in seen.header:
            known = ", ".join(seen.header[:30])
            raise InvalidInputError(
                say(
                    "There is no column {name!r}{suggestion}; there are {known}.",
                    name=name,
                    suggestion=suggestion(name, seen.header),
                    known=known,
                )
            )
    saved = mapping.fields if mapping else {}
    columns = []
    for name, samples in zip(seen.header, seen.samples, strict=True):
        column = Column(header=name, samples=samples)
        if name in given:
            field = str(read_target(given[name], own)) if given[name] else ""
            column = evolve(column, field=field, why="given")
        elif name in saved:
            column = evolve(column, field=saved[name], why="saved")
        columns.append(column)
    check([(one.header, one.field) for one in columns], own)
    return guess(columns, own, seen.repeating)


def kind_of(targets: Iterable[Target], told: str) -> str:
    """Return what the rows are: organisations, where no column holds a person's name and one holds organisations."""
    bases = {target.base for target in targets}
    persons = bases & {"name", "given", "family", "kind"}
    return told or ("organisation" if "organisation" in bases and not persons else "")


def check_called(targets: Iterable[Target], header: Sequence[str]) -> None:
    """Refuse a table of which nothing is known that somebody could be called by.

    Raises:
        InvalidInputError: so it is; the sentence says how to map a column.
    """
    if not {target.base for target in targets} & set(_CALLED_BY):
        shown = ", ".join(header[:30]) or say("none")
        raise InvalidInputError(
            say(
                "No column was recognised as a name, an organisation, an e-mail or a phone; the columns are {shown}."
                ' Say which is which: --map "Header=name".',
                shown=shown,
            )
        )


def _header_row(rows: Sequence[Any]) -> int:
    """Return which row holds the headers: the first, or the first below a title that is as wide as the table."""
    if _known(rows[0][1]) or data_like(rows[0][1]):
        return 0
    wide = max(_said(row[1]) for row in rows)
    for at, row in enumerate(rows[:_ABOVE]):
        if _said(row[1]) * 2 > wide:
            return at
    return 0


def _said(cells: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in cells)


def _known(cells: Sequence[str]) -> bool:
    return any(words().said(cell)[0] for cell in cells if cell.strip())


def _width(rows: Sequence[Any]) -> int:
    return max((len(row[1]) for row in rows), default=0)


def _texts(cells: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return headers that can be told apart, and what was done for it."""
    found: dict[str, None] = {}
    notes: list[str] = []
    for n, cell in enumerate(cells, 1):
        text = " ".join("".join(char if char.isprintable() else " " for char in cell).split())
        name = text or f"Column {n}"
        times = 1
        while name in found:
            times += 1
            name = f"{text or f'Column {n}'} ({times})"
        if times > 1:
            notes.append(
                say(
                    "The header {text!r} stands there more than once; column {n} is called {name!r} here.",
                    text=text,
                    n=n,
                    name=name,
                )
            )
        found[name] = None
    empty = [n for n, cell in enumerate(cells, 1) if not cell.strip()]
    if empty:
        first = f"Column {empty[0]}"
        notes.append(
            count(
                len(empty),
                "{n} column has no header; it is called by its number, as {first!r}.",
                "{n} columns have no header; they are called by their number, as {first!r}.",
                first=first,
            )
        )
    return list(found), notes


def _samples(rows: Sequence[Sequence[str]], width: int) -> Iterable[tuple[str, ...]]:
    found: list[dict[str, None]] = [{} for _ in range(width)]
    for row in rows:
        for seen, cell in zip(found, row, strict=False):
            if len(seen) < _SAMPLES and cell.strip():
                seen[cell.strip()[:_LONGEST_SAMPLE]] = None
    return (tuple(seen) for seen in found)


def _repeats(rows: Sequence[Sequence[str]], n: int) -> bool:
    values = [row[n] for row in rows if n < len(row) and row[n].strip()]
    return len(set(values)) < len(values)


def _question(file: str, cells: Sequence[str]) -> Question:
    shown = " | ".join(cells[:6])[:_LONGEST_SAMPLE]
    return Question(
        key="header",
        sentence=say(
            "The first row of {file} looks like a contact. Does it hold the headers of the columns?", file=file
        ),
        option="--header or --no-header",
        choices=(
            Choice(value="yes", shown=say("headers: {row}", row=shown)),
            Choice(value="no", shown=say("a contact: {row}", row=shown)),
        ),
    )
