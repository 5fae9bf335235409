"""Records as other programs read them: in JSON, and as cells that no spreadsheet evaluates, whoever opens the file."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import attrs

from outreach_crm.model import Ref

# Spreadsheets take these at the beginning of a cell for a formula, full-width forms included, and some evaluate what
# follows a tab or line break (OWASP, "CSV Injection"). An import takes the apostrophe away again.
_EVALUATED = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Of these only the sign is lost where a spreadsheet takes them for a number; in a cell that is text none is.
_TELEPHONE = re.compile(r"\+\d+(?: ext\. \d+)?", re.ASCII)


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
