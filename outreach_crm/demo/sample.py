"""Reads the sample files: CSV in UTF-8 with a heading, one folder, every mistake told with file and line."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar, get_args

from attrs import Attribute, fields

from outreach_crm.demo.model import Sample, Written
from outreach_crm.errors import InvalidInputError
from outreach_crm.model import Problem
from outreach_crm.written import Bare, Reader, read_text, refusal

T = TypeVar("T")

FOLDER = Path(__file__).parent / "sample"


def read(folder: Path = FOLDER) -> Sample:
    """Return what the sample files in a folder say.

    Raises:
        InvalidInputError: with a problem for each mistake in any of the files.
    """
    problems: list[Problem] = []
    found: dict[str, Any] = {
        one.name: _rows(folder / f"{one.name}.csv", _record_of(one), problems) for one in fields(Sample)
    }
    if problems:
        raise refusal(problems)
    return Sample(**found)


def _record_of(files: "Attribute[Any]") -> type[Any]:
    """Return the record of the rows of one file: ``tuple[Written[Us], ...]`` gives ``Us``."""
    written = get_args(files.type)[0]
    record: type[Any] = get_args(written)[0]
    return record


def _rows(path: Path, record: type[T], problems: list[Problem]) -> tuple[Written[T], ...]:
    reader = Reader(path.name, problems)
    found: list[Written[T]] = []
    try:
        rows = csv.DictReader(io.StringIO(read_text(path), newline=""))
        for row in rows:
            found += _row(reader, rows.line_num, row, record)
    except InvalidInputError as error:
        problems += error.problems
    except csv.Error as error:
        reader.problem(f"this is not CSV: {error}")
    return tuple(found)


def _row(reader: Reader, line: int, row: dict[str | None, str | None], record: type[T]) -> Iterator[Written[T]]:
    if None in row or None in row.values():
        reader.problem("it has more or fewer cells than the heading", line=line)
        return
    values = {str(name): Bare(cell.strip()) for name, cell in row.items() if cell and cell.strip()}
    made = reader.record(values, record, line=line)
    if made is not None:
        yield Written(reader.file, line, made)
