"""Records as other programs read and write them, in JSON, and as cells that no spreadsheet evaluates."""

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import attrs

from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.model import Ref

# Spreadsheets take these at the beginning of a cell for a formula, full-width forms included, and some evaluate what
# follows a tab or line break (OWASP, "CSV Injection"). An import takes the apostrophe away again.
_EVALUATED = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Of these only the sign is lost where a spreadsheet takes them for a number; in a cell that is text none is.
_TELEPHONE = re.compile(r"\+\d+(?: ext\. \d+)?", re.ASCII)


T = TypeVar("T")


def is_telephone(text: str) -> bool:
    """Return whether a text is a telephone number as it is written to a cell."""
    return _TELEPHONE.fullmatch(text) is not None


def harmless(text: str) -> str:
    """Return a text behind an apostrophe if a spreadsheet would evaluate it, or if it looks like one that was."""
    return f"'{text}" if text.lstrip("'").startswith(_EVALUATED) else text


def as_data(value: Any) -> Any:
    """Return a record, or anything made of records, as JSON knows it; keys are field names."""
    if isinstance(value, Ref | Path):
        return str(value)
    if attrs.has(type(value)):
        return {field.name: as_data(getattr(value, field.name)) for field in attrs.fields(type(value))}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): as_data(one) for key, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [as_data(one) for one in value]
    return value


def goes_out(record: Any, kind: type[T], **more: Any) -> T:
    """Return a record of a class that goes out, with what another record says in the fields of the same names.

    Args:
        record: what it is made of.
        kind: the attrs class.
        more: the fields that say something else, or what the record does not know.
    """
    names = [one.name for one in attrs.fields(kind) if one.name not in more]  # type: ignore[arg-type]
    return kind(**{name: getattr(record, name) for name in names}, **more)


def as_written(values: Mapping[str, Any]) -> dict[str, str]:
    """Return values as people write them, for services that read what they write; those that are None are left out."""
    told = {name: value for name, value in values.items() if value is not None}
    return {name: value.isoformat() if isinstance(value, date) else str(value) for name, value in told.items()}


def those_there(find: Callable[[int], T], numbers: Iterable[int]) -> list[T]:
    """Return what a function finds by some numbers, without what is not there or not to be seen."""
    found = []
    for number in numbers:
        with suppress(NotFoundError, InvalidInputError):
            found.append(find(number))
    return found
