"""Reads JSON objects, one on each line or all in one list; runs in the worker of ``outreach_crm.untrusted``."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from outreach_crm.errors import ImportRejectedError
from outreach_crm.text import say


def objects(path: Path) -> Iterator[list[Any]]:
    """Yield ``[line, {key: text}]`` for each object, and ``[line, {}, sentence]`` for one that cannot be read.

    Values that are no texts become texts; several of them are parted by bars, and a list of objects stays JSON.

    Raises:
        ImportRejectedError: it is not UTF-8, or nothing in it is JSON.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ImportRejectedError(
            say("is not UTF-8, which all JSON is; export it again where it comes from.")
        ) from None
    found = _one_document(text)
    yield from _one_a_line(text) if found is None else found


def _one_document(text: str) -> list[list[Any]] | None:
    """Return the objects of a list or of the one list in an object; None where it is not one document."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if isinstance(told, dict):
        lists = [one for one in told.values() if isinstance(one, list) and one and isinstance(one[0], dict)]
        told = lists[0] if len(lists) == 1 and len(told) <= 3 else [told]
    if not isinstance(told, list):
        raise ImportRejectedError(say("holds no objects; a log is a list of objects with a subject each."))
    return [_row(number, one) for number, one in enumerate(told, 1)]


def _one_a_line(text: str) -> list[list[Any]]:
    rows = [_line(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if not any(len(row) == 2 for row in rows):
        raise ImportRejectedError(say("is not JSON; export it again where it comes from."))
    return rows


def _line(number: int, line: str) -> list[Any]:
    try:
        return _row(number, json.loads(line))
    except (ValueError, RecursionError):
        return [number, {}, "This line is not JSON."]


def _row(number: int, told: object) -> list[Any]:
    if not isinstance(told, dict):
        return [number, {}, "This is no object of named values."]
    return [number, {str(key): _text(value) for key, value in told.items()}]


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if value is None or (isinstance(value, list | dict) and not value):
        return ""
    if isinstance(value, list) and not any(isinstance(one, list | dict) for one in value):
        return "|".join(_text(one) for one in value)
    return json.dumps(value, ensure_ascii=False)
