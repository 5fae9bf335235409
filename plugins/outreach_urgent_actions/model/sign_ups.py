"""A sign-up: who asked for what, how often, by which way and in which language; and how limits are written."""

import re
from datetime import date, timedelta
from enum import StrEnum

from attrs import field, frozen, validators

_RATE = re.compile(
    r"(\d{1,3})\s*(?:/|per|a|an|in|every)\s*(?:(\d{1,2}|other)\s*)?(month|quarter|year)s?", re.ASCII | re.IGNORECASE
)
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_LONGEST = 12


class Wants(StrEnum):
    """What somebody signed up for."""

    URGENT_ACTIONS = "urgent-actions"
    PUBLICATIONS = "publications"


class Capacity(StrEnum):
    """As whom somebody writes; the covering text of the sector's file says so."""

    ANYONE = "anyone"
    PROFESSIONAL = "professional"
    # Through one's colleagues.
    COLLEAGUES = "colleagues"


@frozen
class Rate:
    """So many issues in so many calendar months."""

    issues: int = field(validator=validators.ge(1))
    months: int = field(default=1, validator=[validators.ge(1), validators.le(_LONGEST)])

    def __str__(self) -> str:
        if self.months == 1:
            return f"{self.issues} a month"
        every = "every other month" if self.months == 2 else f"in {self.months} months"
        return f"{self.issues} {every}"


def read_rate(text: str) -> Rate:
    """Return a rate as people write it: ``1/month``, ``4 a month``, ``1 every other month``, ``2/quarter``.

    Raises:
        ValueError: it is none of these.
    """
    found = _RATE.fullmatch(" ".join(text.split()))
    if found is None:
        raise ValueError(text)
    times = {None: 1, "other": 2}.get(found[2] and found[2].lower()) or int(found[2])
    return Rate(int(found[1]), times * _MONTHS[found[3].lower()])


def first_of_month(on: date, months: int) -> date:
    """Return the first day of the earliest of so many calendar months, the last of which is that of a day."""
    month = on.year * 12 + on.month - months
    return date(month // 12, month % 12 + 1, 1)


def months_before(on: date, months: int) -> date:
    """Return the same day so many months before, or the last one of a month that is too short."""
    start, after = first_of_month(on, months + 1), first_of_month(on, months)
    return min(start + timedelta(days=on.day - 1), after - timedelta(days=1))


@frozen(kw_only=True)
class SignUp:
    """A sign-up as it is stored; ``interest`` and ``contact`` are how they are told.

    ``at_most`` None is all; ``at_least`` is promised within the same months; ``any_language``: they read another one
    where there is no text in theirs. Days are ISO 8601 dates; ``left_on`` None: still signed up.
    """

    id: int
    contact_id: int
    contact: str
    wants: Wants = field(converter=Wants)
    interest_id: int
    interest: str
    sector: str
    capacity: Capacity = field(converter=Capacity)
    channel: str
    language: str
    any_language: bool = field(converter=bool)
    at_most: int | None
    at_least: int | None
    months: int
    paused_until: str | None
    signed_on: str
    left_on: str | None
    change_id: int
