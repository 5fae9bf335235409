"""Reads days as files write them; whether 3/4/2026 is in March or April is decided by the whole column, or asked."""

import re
from collections.abc import Iterable
from datetime import date
from functools import cache

from outreach_crm.text import fold

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ]\d\d[:.]?\d\d.*)?", re.ASCII)
# RFC 6350 writes 20260309T080000Z, others 2026/3/9.
_YEAR_FIRST = re.compile(r"(\d{4})(?:(\d\d)(\d\d)(?:T\d.*)?|[./-](\d\d?)[./-](\d\d?))", re.ASCII)
_YEAR_LAST = re.compile(r"(\d\d?)([./-])(\d\d?)\2(\d{4}|\d\d)(?:,? \d\d?[:.]\d\d.*)?", re.ASCII)
_IN_WORDS = re.compile(
    r"(?:[^\W\d]+\.?,? )?"  # Monday,
    r"(?:(\d\d?)(?:st|nd|rd|th|er|º|\.)?(?: de| di)? ([^\W\d]+)\.?|([^\W\d]+)\.? (\d\d?)(?:st|nd|rd|th)?)"
    r",?(?: de| del)? (\d{4})"
)
_PART = re.compile(r"\d{4}(?:-\d\d)?", re.ASCII)
_LANGUAGES = ("en", "fr", "es", "de", "it", "nl")


def read_day(text: str, *, day_first: bool | None = None) -> str:
    """Return a day as ISO 8601, or an empty text where it cannot be understood.

    Args:
        text: ``2026-03-09``, ``9.3.2026``, ``3/9/26``, ``9 mars 2026``, ``March 9, 2026``; a month or a year stay one.
        day_first: whether the day stands before the month; None where nobody knows, then only what can be read in one
            way is understood. Dots always part day from month in that order.
    """
    text = " ".join(text.split())
    if found := _ISO.fullmatch(text):
        return _iso(found[1], found[2], found[3])
    if found := _YEAR_FIRST.fullmatch(text):
        return _iso(found[1], found[2] or found[4], found[3] or found[5])
    if found := _YEAR_LAST.fullmatch(text):
        return _year_last(found[1], found[2], found[3], found[4], day_first=day_first)
    if found := _IN_WORDS.fullmatch(text):
        month = _months().get(fold(found[2] or found[3]))
        return _iso(found[5], str(month), found[1] or found[4]) if month else ""
    return text if _PART.fullmatch(text) and _iso(text[:4], text[5:] or "1", "1") else ""


def order(texts: Iterable[str]) -> tuple[bool | None, bool]:
    """Return whether the day comes first in some days, and whether any of them left it open.

    The first one with a number above twelve decides; None where none does.
    """
    opened = False
    for text in texts:
        found = _YEAR_LAST.fullmatch(" ".join(text.split()))
        if found and found[2] != ".":
            first, second = int(found[1]), int(found[3])
            if 12 < first <= 31 and second <= 12:
                return True, True
            if 12 < second <= 31 and first <= 12:
                return False, True
            opened |= first != second
    return None, opened


def _year_last(first: str, sign: str, second: str, year: str, *, day_first: bool | None) -> str:
    year = year if len(year) == 4 else f"20{year}" if int(year) < 70 else f"19{year}"
    if sign == "." or day_first or int(first) > 12 or first == second:
        return _iso(year, second, first)
    if day_first is False or int(second) > 12:
        return _iso(year, first, second)
    return ""


def _iso(year: str, month: str, day: str) -> str:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""


@cache
def _months() -> dict[str, int]:
    """Return the names of months, whole and short, folded."""
    from babel.dates import get_month_names

    return {
        fold(name).rstrip("."): number
        for language in _LANGUAGES
        for width in ("wide", "abbreviated")
        for number, name in get_month_names(width, locale=language).items()
    }
