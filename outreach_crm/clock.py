"""The only place where the program asks what time it is."""

from datetime import UTC, date, datetime, time, tzinfo
from typing import Protocol

from attrs import frozen


class Clock(Protocol):
    """Tells the moment and the day."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""

    def today(self) -> date:
        """Return the present day where the section works."""


@frozen
class SystemClock:
    """The machine's clock; days begin at midnight in the section's time zone."""

    time_zone: str = "UTC"

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """Return the present day in the section's time zone (an IANA name)."""
        return _day(self.now(), self.time_zone)


@frozen
class FixedClock:
    """A clock that stands still: for tests, the demo and repeatable reports."""

    moment: datetime
    time_zone: str = "UTC"

    def now(self) -> datetime:
        """Return the moment it was set to."""
        return self.moment.astimezone(UTC)

    def today(self) -> date:
        """Return the day of that moment in the section's time zone (an IANA name)."""
        return _day(self.moment, self.time_zone)


def _day(moment: datetime, time_zone: str) -> date:
    return moment.astimezone(_zone(time_zone)).date()


def _zone(time_zone: str) -> tzinfo:
    if time_zone == "UTC":
        return UTC
    from zoneinfo import ZoneInfo

    return ZoneInfo(time_zone)


def begins(day: date, time_zone: str) -> datetime:
    """Return the moment (UTC) at which a day begins in a time zone (an IANA name)."""
    return datetime.combine(day, time(), _zone(time_zone)).astimezone(UTC)


def on_the_wall(moment: str, time_zone: str) -> str:
    """Return a moment that :func:`timestamp` wrote as clocks in a time zone show it: ``2026-03-09 09:15``."""
    return f"{datetime.fromisoformat(moment).astimezone(_zone(time_zone)):%Y-%m-%d %H:%M}"


def timestamp(moment: datetime) -> str:
    """Return a moment as ISO 8601 text in UTC with whole seconds, as the database keeps it."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")[:19] + "Z"


def as_read(moment: str) -> str:
    """Return a moment that :func:`timestamp` wrote as people read it: ``2026-03-09 08:15:00 UTC``; empty stays."""
    return moment.replace("T", " ").replace("Z", " UTC")
