"""Reads the sample files: CSV in UTF-8 with a heading, one folder, every mistake told with file and line."""

import csv
from pathlib import Path
from typing import Any, TypeVar, get_args

from attrs import Attribute, fields

from outreach_crm.demo.model import Sample, Written
from outreach_crm.errors import InvalidInputError
from outreach_crm.model import Problem
from outreach_crm.written import structure

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
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise InvalidInputError(f"{problems[0]}{more}", tuple(problems))
    return Sample(**found)


def _record_of(files: "Attribute[Any]") -> type[Any]:
    """Return the record of the rows of one file: ``tuple[Written[Us], ...]`` gives ``Us``."""
    written = get_args(files.type)[0]
    record: type[Any] = get_args(written)[0]
    return record


def _rows(path: Path, record: type[T], problems: list[Problem]) -> tuple[Written[T], ...]:
    found: list[Written[T]] = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            for row in reader:
                found += _row(path.name, reader.line_num, row, record, problems)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        problems.append(Problem(file=path.name, sentence=f"it cannot be read: {error}"))
    return tuple(found)


def _row(
    file: str, line: int, row: dict[str | None, str | None], record: type[T], problems: list[Problem]
) -> list[Written[T]]:
    if None in row or None in row.values():
        problems.append(Problem(file=file, line=line, sentence="it has more or fewer cells than the heading"))
        return []
    values = {str(name): cell.strip() for name, cell in row.items() if cell and cell.strip()}
    try:
        return [Written(file, line, structure(values, record, file=file))]
    except InvalidInputError as error:
        problems += [Problem(file=file, line=line, sentence=one.sentence) for one in error.problems]
    return []
