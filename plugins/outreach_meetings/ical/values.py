"""What we say as values of the library, made safe for any text that comes in: no value brings in a line of its own."""

import re
from datetime import UTC, datetime

from icalendar import vCalAddress, vCategory, vDDDTypes, vText, vUri

from outreach_meetings.ical.recurring import instant
from outreach_meetings.model.calendar import Attendee, Day

# The library lets them pass, and RFC 5545 allows them nowhere (CONTROL); a tab is allowed, line breaks are escaped.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BLANKS = re.compile(r"[\s\x00-\x1f\x7f]+")
_NOT_A_TOKEN = re.compile(r"[^A-Z0-9-]")


class Text(vText):
    r"""A text in which ``\N`` stays what it is: the library makes a line break of it (``C:\New``)."""

    def to_ical(self) -> bytes:
        """Return it as the value of a property (RFC 5545, 3.3.11)."""
        if r"\N" not in self:
            return super().to_ical()
        return rb"\\N".join(vText(part).to_ical() for part in self.split(r"\N"))


def text(value: str) -> Text:
    """Return a text."""
    return Text(_CONTROLS.sub("", value))


def texts(values: tuple[str, ...]) -> vCategory:
    """Return several texts as the value of one property."""
    found = vCategory([])
    found.cats = [text(value) for value in values]
    return found


def token(value: str) -> str:
    """Return a word of the standard: capitals, digits, hyphens, and nothing else."""
    return _NOT_A_TOKEN.sub("", value.upper())


def uri(value: str) -> vUri:
    """Return an address on the web, without what no address has: blanks and line breaks, which the library refuses."""
    return vUri(_BLANKS.sub("", value))


def person(one: Attendee, **parameters: str) -> vCalAddress:
    """Return whoever invites or is invited; ``parameters`` by the names of RFC 5545, words of the standard.

    Quotation marks become apostrophes: of what RFC 6868 writes for them half of the programs show each letter.
    """
    email = _BLANKS.sub("", one.email)
    name = _CONTROLS.sub("", " ".join(one.name.split())).replace('"', "'")
    found = vCalAddress(f"mailto:{email}" if email else "invalid:nomail")
    found.params.update({"CN": name} if name else {}, **{word: token(told) for word, told in parameters.items()})
    return found


def when(at: Day, zone: str, *, local: bool) -> vDDDTypes:
    """Return a whole day, a moment in UTC, or a local time with its zone.

    Args:
        at: a day, or a time on the clocks of the zone.
        zone: an IANA name.
        local: whether a time stands in the file as clocks show it.
    """
    if not isinstance(at, datetime):
        return vDDDTypes(at)
    if not local:
        return vDDDTypes(instant(at, zone))
    found = vDDDTypes(at.replace(tzinfo=None))
    # Of a time with a zone the library would make UTC where it counts the zone as equal to that (Accra).
    found.params["TZID"] = zone
    return found


def moment(at: datetime) -> vDDDTypes:
    """Return a moment, in UTC."""
    return vDDDTypes(at.astimezone(UTC).replace(microsecond=0))
