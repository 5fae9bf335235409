"""Zones by their names: those of the tz database (IANA), and those of Windows and others that stand in invitations."""

import re
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from outreach_crm.errors import InvalidInputError
from outreach_crm.text import say

_LONGEST = 200
_UNIVERSAL = {"utc", "gmt", "z", "etc/utc", "etc/gmt", "coordinated universal time", "greenwich mean time"}
# As Exchange and older programs write them for people, in folded letters.
_OTHERS = {
    "(utc) dublin, edinburgh, lisbon, london": "Europe/London",
    "(utc+00:00) dublin, edinburgh, lisbon, london": "Europe/London",
    "(gmt) greenwich mean time : dublin, edinburgh, lisbon, london": "Europe/London",
    "(utc+01:00) amsterdam, berlin, bern, rome, stockholm, vienna": "Europe/Berlin",
    "(gmt+01:00) amsterdam, berlin, bern, rome, stockholm, vienna": "Europe/Berlin",
    "(utc+01:00) brussels, copenhagen, madrid, paris": "Europe/Paris",
    "(gmt+01:00) brussels, copenhagen, madrid, paris": "Europe/Paris",
    "(utc+01:00) belgrade, bratislava, budapest, ljubljana, prague": "Europe/Budapest",
    "(utc+01:00) sarajevo, skopje, warsaw, zagreb": "Europe/Warsaw",
    "(utc+02:00) athens, bucharest": "Europe/Bucharest",
    "(utc+02:00) helsinki, kyiv, riga, sofia, tallinn, vilnius": "Europe/Kyiv",
    "(utc-05:00) eastern time (us & canada)": "America/New_York",
    "(utc-06:00) central time (us & canada)": "America/Chicago",
    "(utc-07:00) mountain time (us & canada)": "America/Denver",
    "(utc-08:00) pacific time (us & canada)": "America/Los_Angeles",
    "(utc+10:00) canberra, melbourne, sydney": "Australia/Sydney",
}
_PATH = re.compile(r"[A-Za-z0-9_+\-]+(?:/[A-Za-z0-9_+\-]+){0,2}\Z", re.ASCII)


@cache
def zone_named(name: str) -> ZoneInfo:
    """Return a zone of the tz database.

    Raises:
        InvalidInputError: there is none of that name.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise InvalidInputError(
            say("There is no time zone {name!r}; write one such as Europe/London.", name=name[:80])
        ) from None


def offsets(local: datetime, zone: str) -> tuple[timedelta, timedelta]:
    """Return how far local time is ahead of UTC, as clocks go before a change at that time and after it (PEP 495).

    They differ only where clocks are changed: the first is less for a time that does not exist, more for one that comes
    twice.
    """
    there = zone_named(zone)
    before, after = (local.replace(tzinfo=there, fold=fold).utcoffset() or timedelta() for fold in (0, 1))
    return before, after


def zone_of(told: str) -> str:
    """Return the IANA name of the zone that a program means by a name, or nothing where nobody knows it.

    Args:
        told: an IANA name in any case, a name of Windows (CLDR's table, which comes with the library), or a path that
            ends in one of them, as ``/freeassociation.sourceforge.net/Europe/London``.
    """
    text = told.strip().strip('"').strip()[:_LONGEST]
    key = " ".join(text.casefold().split())
    if key in _UNIVERSAL:
        return "UTC"
    if key in _known():
        return _known()[key]
    path = _PATH.search(text)
    while path and "/" in (tail := path[0]):
        if tail.casefold() in _known():
            return _known()[tail.casefold()]
        path = _PATH.search(tail.partition("/")[2])
    return ""


@cache
def _known() -> dict[str, str]:
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    windows = {name.casefold(): zone for name, zone in WINDOWS_TO_OLSON.items()}
    return windows | _OTHERS | {name.casefold(): name for name in available_timezones()}
