"""Reads days as people write them: ``2026-03-09``, ``tomorrow``, ``2w``, ``friday``."""

import re
from datetime import date, timedelta

from outreach_crm.errors import InvalidInputError
from outreach_crm.text import Sentence, count, say, term

_PART = re.compile(r"\d{4}(-\d{2})?", re.ASCII)
_STEP = re.compile(r"(?:in )?(\d{1,4}) ?(d|w|m|y|days?|weeks?|months?|years?)")
_WORDS = {"today": 0, "tomorrow": 1, "yesterday": -1}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def read_date(text: str, today: date) -> date:
    """Return the day a text means, seen from ``today``.

    Args:
        text: an ISO date, a month or a year (its first day: ``2018-04``, ``2015``), ``today``, ``tomorrow``,
            ``yesterday``, a weekday (the next one), or a step ahead such as ``10d``, ``2w``, ``3m``, ``1y``.
        today: the present day.

    Raises:
        InvalidInputError: it is none of these, or a day that does not exist.
    """
    word = text.strip().lower()
    if word in _WORDS:
        return today + timedelta(days=_WORDS[word])
    if word in _WEEKDAYS:
        return today + timedelta(days=(_WEEKDAYS.index(word) - today.weekday() - 1) % 7 + 1)
    try:
        if step := _STEP.fullmatch(word):
            return _ahead(today, int(step[1]), step[2][0])
        return date.fromisoformat(word if not _PART.fullmatch(word) else f"{word}-01-01"[:10])
    except (ValueError, OverflowError):
        raise InvalidInputError(
            say("{text!r} is not a day; write 2026-03-09, tomorrow, friday, 10d, 2w or 3m.", text=text)
        ) from None


def read_past(text: str, today: date) -> date:
    """Return the day a text means when it is about what was: ``90d``, ``3 months ago``, ``friday`` look back.

    Raises:
        InvalidInputError: it is no day, or one that does not exist.
    """
    word = text.strip().lower().removesuffix("ago").strip()
    if word in _WEEKDAYS:
        return today - timedelta(days=(today.weekday() - _WEEKDAYS.index(word) - 1) % 7 + 1)
    try:
        return _ahead(today, -int(step[1]), step[2][0]) if (step := _STEP.fullmatch(word)) else read_date(word, today)
    except (ValueError, OverflowError, InvalidInputError):
        raise InvalidInputError(
            say("{text!r} is not a day; write 2026-03-09, yesterday, 90d, 3m or 1y.", text=text)
        ) from None


def keep_past(text: str, today: date) -> str:
    """Return a day as it is saved: ``90d`` and ``yesterday`` move on with the days, all else is a day for good.

    Raises:
        InvalidInputError: as :func:`read_past`.
    """
    day, word = read_past(text, today), text.strip().lower().removesuffix("ago").strip()
    if word in _WORDS:
        return word
    step = _STEP.fullmatch(word)
    return f"{int(step[1])}{step[2][0]}" if step else day.isoformat()


def say_past(text: str, today: date) -> str:
    """Return a saved day as people read it: ``2025-12-09 (90d ago)``."""
    day = read_past(text, today).isoformat()
    return say("{day} ({span} ago)", day=day, span=text) if _STEP.fullmatch(text) else day


def read_optional(text: str | None, today: date) -> date | None:
    """Return the day a text means, or None for no text; see :func:`read_date`."""
    return read_date(text, today) if text else None


def read_stored(text: str, today: date) -> str | None:
    """Return the day a text means as it is stored (ISO 8601), or None for a blank text; see :func:`read_date`."""
    return read_date(text, today).isoformat() if text.strip() else None


def check_span(start: object, end: object, what: str) -> None:
    """Refuse a time that ends before it begins; both are ISO dates or None.

    Raises:
        InvalidInputError: it does.
    """
    if isinstance(start, str) and isinstance(end, str) and end < start:
        raise InvalidInputError(
            say("{what} cannot end on {end}, before it begins on {start}.", what=term(what), end=end, start=start)
        )


def in_words(day: date, today: date) -> Sentence:
    """Return a day as people say it: ``today``, ``3 days ago``, ``in 2 weeks``, else the date."""
    days = (day - today).days
    near = {0: say("today"), 1: say("tomorrow"), -1: say("yesterday")}
    if days in near:
        return near[days]
    if abs(days) > 70:
        return say("{day}", day=day)
    n, ahead = abs(days), days > 0
    if n < 14:
        return count(n, "in {n} day", "in {n} days") if ahead else count(n, "{n} day ago", "{n} days ago")
    n //= 7
    return count(n, "in {n} week", "in {n} weeks") if ahead else count(n, "{n} week ago", "{n} weeks ago")


def _ahead(today: date, count: int, unit: str) -> date:
    if unit in "dw":
        return today + timedelta(days=count * (7 if unit == "w" else 1))
    months = today.month - 1 + count * (12 if unit == "y" else 1)
    year, month = today.year + months // 12, months % 12 + 1
    after = date(year + month // 12, month % 12 + 1, 1)
    # The 31st of January and a month is the last day of February.
    return min(date(year, month, 1) + timedelta(days=today.day - 1), after - timedelta(days=1))
