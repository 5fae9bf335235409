"""Reads what programs send: JSON, strictly, with every mistake told at once and in a sentence."""

import re
from datetime import date, datetime
from typing import Any, TypeVar, get_args

import msgspec
from attrs import fields, has, resolve_types

from outreach_crm.errors import InvalidInputError
from outreach_crm.model import Problem
from outreach_crm.text import say
from outreach_crm.written import structure

T = TypeVar("T")
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_LARGEST = 2**63 - 1


def read_body(body: bytes, record: type[T]) -> T:
    """Return what was sent as a record.

    Args:
        body: as it was sent.
        record: the attrs class.

    Raises:
        InvalidInputError: it is no JSON object, or something in it is unknown, missing or cannot be right.
    """
    try:
        found = msgspec.json.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise InvalidInputError(say("What was sent is not JSON in UTF-8.")) from None
    if not isinstance(found, dict):
        raise InvalidInputError(say("What was sent is no JSON object, in braces."))
    _check_numbers(found)
    return structure(_with_days(found, record), record, file="")


def read_moment(text: str) -> datetime:
    """Return a moment (RFC 3339), or the beginning of a day, in UTC where it names no zone.

    Raises:
        InvalidInputError: it is none.
    """
    try:
        found = datetime.fromisoformat(text.replace(" ", "+") if "T" in text else text)
        return datetime.fromisoformat(f"{found.isoformat()}+00:00") if found.tzinfo is None else found
    except (ValueError, OverflowError):
        said = say("{text!r} is no moment such as 2026-03-09T08:00:00Z.", text=text[:60])
        raise InvalidInputError(said, (Problem(sentence=said, field="updated_since"),)) from None


def _with_days(values: Any, record: Any) -> Any:
    """Return values with those texts as days that stand where a record has a day."""
    if not isinstance(values, dict):
        return values
    resolve_types(record)
    there = {one.name: one.type for one in fields(record)}
    return {key: _as_day(value, there.get(key)) for key, value in values.items()}


def _as_day(value: Any, kind: Any) -> Any:
    if isinstance(value, str) and (kind is date or date in get_args(kind)) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    inner = next((one for one in get_args(kind) if isinstance(one, type) and has(one)), None)
    return [_with_days(one, inner) for one in value] if inner and isinstance(value, list) else value


def _check_numbers(value: Any) -> None:
    """Refuse a number that no database can hold, wherever it stands."""
    if isinstance(value, int) and abs(value) > _LARGEST:
        raise InvalidInputError(say("A number in what was sent is too large."))
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in inside:
        _check_numbers(one)
