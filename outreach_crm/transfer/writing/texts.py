"""Cells that no spreadsheet evaluates, whoever opens the file."""

import re

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
