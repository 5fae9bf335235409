"""The times of a calendar file: their values, the zones they refer to, and the moments they mean."""

import re
from datetime import UTC, date, datetime, timedelta

from attrs import define, field
from icalendar import vDDDTypes, vDuration

from outreach_crm.text import Sentence, say
from outreach_meetings.ical import observances
from outreach_meetings.ical.names import offsets, zone_named, zone_of
from outreach_meetings.ical.observances import Observances
from outreach_meetings.ical.parts import Part, Property
from outreach_meetings.model.calendar import Day

_VALUE = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ](\d{2}):?(\d{2})(?::?(\d{2})(?:\.\d{1,9})?)?(Z?))?", re.ASCII | re.IGNORECASE
)
_PLAIN = re.compile(r"\d{8}(T\d{6}Z?)?", re.ASCII)
_DURATION = re.compile(r"[+-]?P[0-9WDTHMS]{1,40}", re.ASCII)
_SHOWN = 60
# Between these every zone is known and no arithmetic leaves the calendar.
_FIRST_YEAR, _LAST_YEAR = 1600, 9_900


@define
class Zones:
    """The zones of one calendar: by name, or as the file brings them; ``floating`` is for times that name none."""

    floating: str
    own: dict[str, Part] = field(factory=dict)
    _known: dict[str, str | Observances] = field(factory=dict)

    def meant(self, tzid: str) -> str | Observances:
        """Return the IANA name that a TZID means, the zone as the file describes it, or an empty text: nobody knows."""
        if tzid not in self._known:
            name = zone_of(tzid)
            own = None if name or tzid not in self.own else observances.read(self.own[tzid])
            self._known[tzid] = own or name
        return self._known[tzid]


def time_of(one: Property, part: Part, zones: Zones, what: str) -> tuple[Day | None, str]:
    """Return what a property with a date or a moment says, and the IANA name of its zone if it has one.

    Args:
        one: DTSTART, DTEND, DUE, RECURRENCE-ID.
        part: the component it is of, which is told what is wrong.
        zones: those of the calendar.
        what: how the time is called in sentences: ``start``.
    """
    local, universal = _value(one.raw.strip(), part, what)
    if local is None or not isinstance(local, datetime):
        return local, ""
    if universal:
        return local.replace(tzinfo=UTC), ""
    zone = _zone(one.parameter("TZID").strip(), part, zones, what)
    offset, after = zone.offsets(local) if isinstance(zone, Observances) else offsets(local, zone)
    if offset < after:
        part.tell(
            say(
                "The {what} {at} does not exist, as clocks go forward past it; it was taken as {then}.",
                what=what,
                at=f"{local:%H:%M}",
                then=f"{local + (after - offset):%H:%M}",
            )
        )
    elif offset > after:
        part.tell(
            say("The {what} {at} comes twice, as clocks go back; the first was taken.", what=what, at=f"{local:%H:%M}")
        )
    return (local - offset).replace(tzinfo=UTC), zone if isinstance(zone, str) else ""


def local_days(start: Day, days: int, zone: str) -> Day:
    """Return a time some days later on the clocks of a zone: days are not 24 hours each (RFC 5545, 3.3.6)."""
    if not isinstance(start, datetime) or not zone:
        return start + timedelta(days=days)
    later = start.astimezone(zone_named(zone)).replace(tzinfo=None) + timedelta(days=days)
    return later.replace(tzinfo=zone_named(zone)).astimezone(UTC)


def duration(one: Property, part: Part) -> timedelta | None:
    """Return the length that a DURATION tells, or None where it is none."""
    text = one.raw.strip().upper()
    try:
        found = vDuration.from_ical(text) if _DURATION.fullmatch(text) else None
    except (ValueError, OverflowError):
        found = None
    if not isinstance(found, timedelta) or not timedelta(0) <= found <= timedelta(days=36_525):
        part.tell(say("The length {text} cannot be read; it was left out.", text=repr(text[:_SHOWN])))
        return None
    return found


def _value(text: str, part: Part, what: str) -> tuple[Day | None, bool]:
    """Return a day or a local time, and whether it is UTC."""
    plain = _as_written(text)
    try:
        found: date = vDDDTypes.from_ical(plain)
    except ValueError:
        part.tell(say("The {what} {text} cannot be read; it was left out.", what=what, text=repr(text[:_SHOWN])))
        return None, False
    if not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        part.tell(say("The {what} lies in the year {year}; it was left out.", what=what, year=found.year))
        return None, False
    if not _PLAIN.fullmatch(text):
        part.tell(
            say(
                "The {what} {text} is not written as calendars write it; it was read all the same.",
                what=what,
                text=repr(text[:_SHOWN]),
            )
        )
    if not isinstance(found, datetime):
        return found, False
    return found.replace(tzinfo=None), found.tzinfo is not None


def _as_written(text: str) -> str:
    """Return a day or a time as calendars write it (RFC 5545, 3.3.4 and 3.3.5), of what programs make of that."""
    found = _VALUE.fullmatch(text)
    if not found or found[4] is None:
        return "".join(found.groups(default="")) if found else ""
    year, month, day, hour, minute, second, universal = found.groups(default="00")
    # A leap second is one for the standard, and none for the library.
    return f"{year}{month}{day}T{hour}{minute}{min(second, '59')}{universal.upper()}"


def _zone(tzid: str, part: Part, zones: Zones, what: str) -> str | Observances:
    zone = zones.meant(tzid) if tzid else ""
    if not zone:
        part.tell(_guessed(tzid, zones.floating, what))
        return zones.floating
    return zone


def _guessed(tzid: str, zone: str, what: str) -> Sentence:
    if tzid:
        return say(
            "Nobody knows the zone {tzid} of the {what}; it was read as time of {zone}.",
            tzid=repr(tzid[:_SHOWN]),
            what=what,
            zone=zone,
        )
    return say("The {what} names no zone; it was read as time of {zone}.", what=what, zone=zone)
