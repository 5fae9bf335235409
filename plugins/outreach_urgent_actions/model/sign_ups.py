"""A sign-up: who asked for what, how often, by which way and in which language; and how limits are written."""

import re
from datetime import date, timedelta
from enum import StrEnum

from attrs import field, frozen, validators

from outreach_crm.text import row, say
from outreach_urgent_actions.model.issues import Kind

_RATE = re.compile(r"(\d{1,3})\s*(?:/|per|a|an|in|every)\s*(?:(\d{1,2}|other)\s*)?(month|quarter|year)s?", re.ASCII)
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_LONGEST = 12

FOR_GOOD = "9999-12-31"
"""The end of a pause that has none: until somebody resumes."""


class Wants(StrEnum):
    """What somebody signed up for."""

    URGENT_ACTIONS = "urgent-actions"
    PUBLICATIONS = "publications"

    @property
    def purpose(self) -> str:
        """For which purpose of privacy it is sent."""
        return "mailings" if self is Wants.PUBLICATIONS else "urgent-actions"


def wanted(kind: Kind) -> Wants:
    """Return which sign-ups an issue of a kind is for."""
    return Wants.PUBLICATIONS if kind is Kind.PUBLICATION else Wants.URGENT_ACTIONS


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

    @property
    def told(self) -> str:
        """How often that is, in words."""
        if self.months == 1:
            return say("{n} a month", n=self.issues)
        if self.months == 2:
            return say("{n} every other month", n=self.issues)
        return say("{n} in {months} months", n=self.issues, months=self.months)

    def __str__(self) -> str:
        return str(self.told)


def read_rate(text: str) -> Rate:
    """Return a rate as people write it: ``1/month``, ``4 a month``, ``1 every other month``, ``2/quarter``.

    Raises:
        ValueError: it is none of these.
    """
    found = _RATE.fullmatch(" ".join(text.lower().split()))
    if found is None:
        raise ValueError(say("{text!r} is not a rate", text=text))
    times = {"": 1, "other": 2}.get(found[2] or "") or int(found[2])
    return Rate(int(found[1]), times * _MONTHS[found[3]])


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

    @property
    def told(self) -> str:
        """What it is for, in words."""
        publications = self.wants is Wants.PUBLICATIONS
        return say("publications: {what}", what=self.interest) if publications else self.interest

    @property
    def rhythm(self) -> str:
        """How often it may come, in words."""
        most = say("at most {rate}", rate=Rate(self.at_most, self.months).told) if self.at_most else say("all of them")
        if not self.at_least:
            return most
        return row((most, say("at least {rate}", rate=Rate(self.at_least, self.months).told)))

    @property
    def way(self) -> str:
        """By which way and in which language it comes, in words."""
        way, language = self.channel or say("any way"), self.language
        if not language:
            return way if self.any_language else say("{way} only", way=way)
        if self.any_language:
            return say("{way} in {language}", way=way, language=language)
        return say("{way} in {language} only", way=way, language=language)

    @property
    def state(self) -> str:
        """Whether it goes on, in words."""
        if self.left_on:
            return say("left on {day}", day=self.left_on)
        if self.paused_until:
            return say("paused") if self.paused_until == FOR_GOOD else say("paused until {day}", day=self.paused_until)
        return say("signed up")
