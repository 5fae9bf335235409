"""Days as Urgent Actions print them: ``23 November 1994``, ``april 13, 2016``, ``11/16/2011``, ``(issued july 27)``."""

import calendar
import re
from datetime import date
from functools import lru_cache

from attrs import frozen

from outreach_urgent_actions.parse.words import MONTHS, is_slip

# The first Urgent Action was issued in 1973. Years after 2039 are slips of the pen until somebody changes this line.
FIRST_YEAR, LAST_YEAR = 1973, 2039

_YEAR = r"(\d{4}|'\d\d|\d\d(?=\s*(?:[);,\]]|$)))(?!\d)"
_WORD = r"([a-z]{3,12})\.?(?![a-z])"
_PATTERNS = (
    ("ymd", re.compile(r"(?<![\d/\\.-])(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")),
    ("?", re.compile(r"(?<![\d/\\.-])(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d\d)(?![\d/])")),
    (
        "dmy",
        re.compile(
            r"(?<![\d/\\.-])(\d{1,2})\s?(?:st|nd|rd|th|er|[.ºo°](?=\s))?[\s-]{0,2}(?:de |of )?"
            + _WORD
            + rf"(?:,?[\s-]{{0,2}}(?:de |del )?{_YEAR})?"
        ),
    ),
    ("mdy", re.compile(rf"(?<![a-z]){_WORD}\s{{1,2}}(\d{{1,2}})(?:st|nd|rd|th)?(?![\d/\\])(?:,?\s{{0,2}}{_YEAR})?")),
)


@frozen
class FoundDay:
    """A day in a text, at ``start`` to ``end`` (not included); ``year`` is None where none is printed."""

    start: int
    end: int
    year: int | None
    month: int
    day: int

    @property
    def date(self) -> date | None:
        """The day, where its year is known."""
        return date(self.year, self.month, self.day) if self.year else None


def full_year(written: str) -> int | None:
    """Return the year that ``98``, ``'98`` or ``1998`` means, or None where no Urgent Action can be of that year."""
    digits = written.strip("'")
    year = int(digits)
    if len(digits) == 2:
        year += 1900 if year >= FIRST_YEAR % 100 else 2000
    return year if FIRST_YEAR <= year <= LAST_YEAR else None


def find_days(folded: str, *, day_first: bool = False) -> list[FoundDay]:
    """Return the days in a text, in its order; days that do not exist are none.

    Args:
        folded: the text, folded (:func:`outreach_crm.text.fold`).
        day_first: whether 3/4/2011 is in April, where the numbers leave it open.
    """
    found: list[FoundDay] = []
    taken: set[int] = set()
    for order, pattern in _PATTERNS if any(map(str.isdigit, folded)) else ():
        for match in pattern.finditer(folded):
            day = _read(order, match, day_first)
            if day and taken.isdisjoint(range(day.start, day.end)):
                found.append(day)
                taken.update(range(day.start, day.end))
    return sorted(found, key=lambda day: day.start)


def _read(order: str, match: re.Match[str], day_first: bool) -> FoundDay | None:
    parts = list(match.groups())
    if order == "?":
        del parts[1]
        first, second = int(parts[0]), int(parts[1])
        order = "dmy" if first > 12 or (day_first and second <= 12) else "mdy"
    if order == "ymd":
        year, month, day = parts
    elif order == "dmy":
        day, month, year = parts
    else:
        month, day, year = parts
    number = int(month) if month.isdigit() else _month(month)
    whole = full_year(year) if year else None
    if not number or (year and not whole) or not _exists(whole, number, int(day)):
        return None
    return FoundDay(match.start(), match.end(), whole, number, int(day))


@lru_cache(maxsize=2_000)
def _month(word: str) -> int | None:
    number = MONTHS.get(word)
    if number or len(word) < 5:
        return number
    near = {MONTHS[name] for name in MONTHS if len(name) >= 5 and is_slip(word, name)}
    return near.pop() if len(near) == 1 else None


def _exists(year: int | None, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year or 2000, month)[1]
