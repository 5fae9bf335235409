"""Which kinds of values there are, and reading each of them strictly: a number is no text, a text is no list."""

import math
import re
from collections.abc import Callable
from datetime import date, datetime, time
from enum import Enum, IntEnum, StrEnum
from typing import Any, TypeVar

from outreach_crm.meaning import suggestion
from outreach_crm.text import say
from outreach_crm.written.problems import shown

T = TypeVar("T")

_KINDS: dict[type, str] = {
    str: "text in quotation marks",
    bool: "true or false, without quotation marks,",
    int: "a whole number",
    float: "a number",
    date: "a date such as 2026-03-09",
    list: "a list in square brackets",
    dict: "a table of keys and values",
}
# What only a value that is out of place can be.
_FOUND: dict[type, str] = {
    **_KINDS,
    bool: "true or false, without quotation marks",
    float: "a number with decimals",
    tuple: _KINDS[list],
    datetime: "a date with a time",
    time: "a time",
    type(None): "nothing",
}
_MEANT: dict[type, str] = {int: "a whole number", float: "a number", bool: "true or false", date: _KINDS[date]}
_WHOLE = re.compile(r"-?[0-9]{1,18}")
_DECIMAL = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,18})?")
_YES_OR_NO = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}


class Bare(str):
    """A text from a place that knows only text: the environment, a cell, an option.

    It becomes whatever its field asks for; a text in quotation marks stays a text.
    """

    __slots__ = ()


def read_text(value: object, _kind: object = str) -> str:
    """Return a text."""
    if isinstance(value, str):
        return str(value)
    raise misplaced(str, value)


def read_bool(value: object, _kind: object = bool) -> bool:
    """Return true or false."""
    if isinstance(value, Bare):
        return _meant(value, bool, _YES_OR_NO.get(value.lower()))
    if isinstance(value, bool):
        return value
    raise misplaced(bool, value)


def read_whole(value: object, _kind: object = int) -> int:
    """Return a whole number; true is none, though Python counts it as 1."""
    if isinstance(value, Bare):
        return _meant(value, int, int(value) if _WHOLE.fullmatch(value) else None)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise misplaced(int, value)


def read_number(value: object, _kind: object = float) -> float:
    """Return a number, with or without decimals."""
    if isinstance(value, Bare):
        return _meant(value, float, float(value) if _DECIMAL.fullmatch(value) else None)
    if isinstance(value, int | float) and not isinstance(value, bool):
        if not math.isfinite(value):
            raise ValueError(say("{value} is not a number to count with", value=value))
        return float(value)
    raise misplaced(float, value)


def read_day(value: object, _kind: object = date) -> date:
    """Return a date; one with a time is none."""
    if isinstance(value, Bare):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return _meant(value, date, None)
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise misplaced(date, value)


def read_choice(value: object, kind: type[Enum]) -> Enum:
    """Return the member of an enum that has a value."""
    for one in kind:
        same = str(one.value) == value if isinstance(value, Bare) else one.value == value
        if same and not isinstance(value, bool):
            return one
    known = [str(one.value) for one in kind]
    raise ValueError(
        say(
            "{shown} is not one of {names}{suggestion}",
            shown=shown(value),
            names=", ".join(known),
            suggestion=suggestion(str(value), known),
        )
    )


def read_list(value: object) -> list[Any]:
    """Return what a list holds; a bare text is cut at its commas."""
    if isinstance(value, Bare):
        return [Bare(part.strip()) for part in value.split(",") if part.strip()]
    if isinstance(value, list | tuple):
        return list(value)
    raise misplaced(list, value)


def read_table(value: object) -> dict[str, Any]:
    """Return what a table holds."""
    if isinstance(value, dict):
        return value
    raise misplaced(dict, value)


def misplaced(kind: type, value: object) -> TypeError:
    """Return the mistake of a value that is of another kind than its field."""
    if isinstance(value, Bare):
        return TypeError(say("{kinds} belongs here, not {shown}", kinds=_KINDS[kind], shown=shown(value)))
    found = next((_FOUND[one] for one in type(value).__mro__ if one in _FOUND), shown(value))
    return TypeError(say("{kinds} belongs here, not {found}", kinds=_KINDS[kind], found=found))


def _meant(value: Bare, kind: type[T], read: T | None) -> T:
    if read is None:
        raise ValueError(say("{shown} is not {meant}", shown=shown(value), meant=_MEANT[kind]))
    return read


READERS: dict[type, Callable[[Any, Any], Any]] = {
    str: read_text,
    bool: read_bool,
    int: read_whole,
    float: read_number,
    date: read_day,
    # A choice is a text or a number too, and is read in its own way.
    StrEnum: read_choice,
    IntEnum: read_choice,
    Enum: read_choice,
}
"""What reads each plain kind."""
