"""Reads a log of Urgent Actions from CSV, a spreadsheet or JSON; nothing in it is lost without being named."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from outreach_crm import untrusted
from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError
from outreach_crm.model import Problem
from outreach_crm.text import say
from outreach_crm.transfer.service.formats import encoding_of, format_of
from outreach_crm.transfer.service.headed import Row, rows_of
from outreach_crm.transfer.service.sources import Source
from outreach_urgent_actions.model.logs import Log, LogColumn, LogRow, Question
from outreach_urgent_actions.queries import mappings
from outreach_urgent_actions.service.columns import columns_of, header_key

_JSON = (".json", ".jsonl", ".ndjson")
_DAY = re.compile(r"\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*\d{2,4}\s*")


def read_log(
    app: App,
    path: Path,
    *,
    given: Mapping[str, str] | None = None,
    encoding: str = "",
    day_first: bool | None = None,
) -> Log:
    """Read a file of Urgent Actions.

    Args:
        app: the App.
        path: CSV, a spreadsheet or JSON; its first row names the columns.
        given: header to field, over what is remembered and guessed.
        encoding: of a text that is not UTF-8; cells that are UTF-8 all the same are read so.
        day_first: whether 3/4/2011 is the third of April.

    Returns:
        The file; with a question where one must be answered first.

    Raises:
        ImportRejectedError: it cannot be read at all; the sentence says what to do.
        InvalidInputError: no column says what an Urgent Action is about, or a column is given wrongly.
    """
    if _is_json(path):
        return _log(app, path.name, _of_json(path), given or {}, day_first)
    source = Source(path, format_of(app, path))
    _check_table(source)
    if source.importer.text:
        source.encoding, asked = encoding_of(path, encoding)
        if asked:
            choices = tuple((one.value, one.shown) for one in asked.choices)
            question = Question(sentence=asked.sentence, option=asked.option, choices=choices)
            return Log(file=path.name, question=question)
    source.open()
    return _log(app, path.name, list(rows_of(source)), given or {}, day_first, encoding=encoding)


def _check_table(source: Source) -> None:
    if not source.importer.table:
        raise InvalidInputError(
            say(
                "{path} is {importer}; a log is CSV, a spreadsheet or JSON.",
                path=source.path.name,
                importer=source.importer.title,
            )
        )


def _log(
    app: App, file: str, rows: list[Row], given: Mapping[str, str], day_first: bool | None, *, encoding: str = ""
) -> Log:
    rows = [(line, {_printed(name): _printed(cell) for name, cell in cells.items()}, why) for line, cells, why in rows]
    header = list(dict.fromkeys(name for _, cells, _ in rows for name in cells))
    values = {name: [cells.get(name, "") for _, cells, _ in rows] for name in header}
    key = header_key(header)
    columns = columns_of(header, values, given=given, remembered=mappings.fields(app.store, key))
    if not {"subject", "case"} & {column.field for column in columns}:
        there = ", ".join(header[:12]) or say("none")
        raise InvalidInputError(
            say(
                "No column of {file} says what its messages are about; its columns are {there}. Give --map"
                " HEADER=subject.",
                file=file,
                there=there,
            )
        )
    problems = [Problem(sentence=why, file=file, line=line) for line, _, why in rows if why]
    if encoding:
        problems += _mend(rows, encoding, file)
    days = [value for column in columns if column.field in {"issued", "deadline"} for value in values[column.header]]
    question = None
    if day_first is None:
        day_first, question = _order(days, file)
    return Log(
        file=file,
        header=key,
        columns=columns,
        size=len(rows),
        rows=tuple(_row(line, cells, columns) for line, cells, why in rows if not why),
        problems=tuple(problems),
        day_first=bool(day_first),
        question=question,
    )


def _printed(text: str) -> str:
    """Return a text without the sign that no database keeps."""
    return text.replace("\0", "")


def _is_json(path: Path) -> bool:
    if path.suffix.lower() in _JSON:
        return True
    try:
        with path.open("rb") as file:
            return file.read(200).removeprefix(b"\xef\xbb\xbf").lstrip()[:2] in {b'{"', b"[{"}
    except (OSError, ValueError):
        return False  # whoever opens it next says why


def _of_json(path: Path) -> list[Row]:
    told = untrusted.read("outreach_urgent_actions.json_objects:objects", path, file=path.name)
    return [(line, cells, why[0] if why else "") for line, cells, *why in told]


def _mend(rows: Iterable[Row], encoding: str, file: str) -> Iterator[Problem]:
    """Read the cells that are UTF-8 in a file of another encoding as what they are, and tell it."""
    for line, cells, _ in rows:
        for name, cell in cells.items():
            try:
                right = cell.encode(encoding).decode("utf-8")
            except UnicodeError:
                continue
            if right != cell:
                cells[name] = right
                yield Problem(
                    sentence=say("This is UTF-8, unlike the rest, and was read so."), file=file, line=line, field=name
                )


def _order(days: Iterable[str], file: str) -> tuple[bool | None, Question | None]:
    """Return whether the day stands before the month, and the question where nothing tells."""
    read = [(int(found[1]), int(found[2]), text) for text in days if (found := _DAY.fullmatch(text))]
    if any(first > 12 for first, _, _ in read) or not read:
        return bool(read), None
    if any(second > 12 for _, second, _ in read):
        return False, None
    if all(first == second for first, second, _ in read):
        return False, None
    shown = next(text for first, second, text in read if first != second)
    return None, Question(
        sentence=say(
            "Days in {file} can be read in two ways, as {shown}: does the day come first, or the month?",
            file=file,
            shown=shown,
        ),
        option="--day-first or --month-first",
        choices=(("yes", say("the day comes first")), ("no", say("the month comes first"))),
    )


def _row(line: int, cells: Mapping[str, str], columns: Sequence[LogColumn]) -> LogRow:
    values: dict[str, str] = {}
    for column in columns:
        cell = cells.get(column.header, "")
        if column.field and cell:
            values[column.field] = f"{values[column.field]}|{cell}" if column.field in values else cell
    whole = json.dumps(sorted((name, cell) for name, cell in cells.items() if cell), ensure_ascii=False)
    return LogRow(line=line, digest=hashlib.sha256(whole.encode()).hexdigest(), values=values)
