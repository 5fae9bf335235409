"""Calendar files (RFC 5545): the only room that knows the libraries for them."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_meetings.ical.recurring import instant, occurrences
    from outreach_meetings.ical.rules import checked, until, without_end
    from outreach_meetings.ical.wording import ruled, told

__all__ = ["checked", "instant", "occurrences", "ruled", "told", "until", "without_end"]

_HERE = "outreach_meetings.ical"

__getattr__ = names_from(
    __name__,
    {
        f"{_HERE}.recurring": "instant occurrences",
        f"{_HERE}.rules": "checked until without_end",
        f"{_HERE}.wording": "ruled told",
    },
)
