"""What can be done with meetings; each room is one kind of work, and this is where pages and commands find it."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_meetings.service.altering import alter, alter_all, call_off, call_off_all, end, go_on_at
    from outreach_meetings.service.attending import attend, attendance
    from outreach_meetings.service.exporting import export
    from outreach_meetings.service.feeding import events
    from outreach_meetings.service.occurring import (
        between,
        hits,
        last_of,
        meant,
        meeting,
        next_of,
        of_sitting,
        series,
    )
    from outreach_meetings.service.offering import (
        address_of,
        as_file,
        feed_of,
        feeds,
        get_feed,
        my_calendar,
        offer,
        opened,
        renew,
        revoke,
    )
    from outreach_meetings.service.planning import plan, sitting
    from outreach_meetings.service.syncing import sync

__all__ = [
    "address_of",
    "alter",
    "alter_all",
    "as_file",
    "attend",
    "attendance",
    "between",
    "call_off",
    "call_off_all",
    "end",
    "events",
    "export",
    "feed_of",
    "feeds",
    "get_feed",
    "go_on_at",
    "hits",
    "last_of",
    "meant",
    "meeting",
    "my_calendar",
    "next_of",
    "of_sitting",
    "offer",
    "opened",
    "plan",
    "renew",
    "revoke",
    "series",
    "sitting",
    "sync",
]

_HERE = "outreach_meetings.service"

__getattr__ = names_from(
    __name__,
    {
        f"{_HERE}.altering": "alter alter_all call_off call_off_all end go_on_at",
        f"{_HERE}.attending": "attend attendance",
        f"{_HERE}.exporting": "export",
        f"{_HERE}.feeding": "events",
        f"{_HERE}.occurring": "between hits last_of meant meeting next_of of_sitting series",
        f"{_HERE}.offering": "address_of as_file feed_of feeds get_feed my_calendar offer opened renew revoke",
        f"{_HERE}.planning": "plan sitting",
        f"{_HERE}.syncing": "sync",
    },
)
