"""Calendar files (iCalendar, RFC 5545) and what they know: rules, zones, invitations; no other room knows them."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_meetings.ical.mails import read_mail_apart
    from outreach_meetings.ical.names import zone_of
    from outreach_meetings.ical.reading import read, read_apart
    from outreach_meetings.ical.recurring import begins, falls_in_gap, falls_twice, instant, occurrences
    from outreach_meetings.ical.rules import checked, until, without_end
    from outreach_meetings.ical.wording import ruled, told
    from outreach_meetings.ical.writing import calendar
    from outreach_meetings.model.calendar import as_json

__all__ = [
    "as_json",
    "begins",
    "calendar",
    "checked",
    "falls_in_gap",
    "falls_twice",
    "instant",
    "occurrences",
    "read",
    "read_apart",
    "read_mail_apart",
    "ruled",
    "told",
    "until",
    "without_end",
    "zone_of",
]

_HERE = "outreach_meetings.ical"

__getattr__ = names_from(
    __name__,
    {
        f"{_HERE}.mails": "read_mail_apart",
        f"{_HERE}.names": "zone_of",
        f"{_HERE}.reading": "read read_apart",
        f"{_HERE}.recurring": "begins falls_in_gap falls_twice instant occurrences",
        f"{_HERE}.rules": "checked until without_end",
        f"{_HERE}.wording": "ruled told",
        f"{_HERE}.writing": "calendar",
        "outreach_meetings.model.calendar": "as_json",
    },
)
