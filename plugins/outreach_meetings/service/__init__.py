"""What can be done with meetings; each room is one kind of work, and this is where pages and commands find it."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_meetings.service.altering import alter, alter_all, call_off, call_off_all, end, go_on_at
    from outreach_meetings.service.attending import attend, attendance
    from outreach_meetings.service.hearing import guests, stale
    from outreach_meetings.service.inviting import begin, foresee, send, to_invite, to_remind, to_tell
    from outreach_meetings.service.noticing import reminders
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
    from outreach_meetings.service.planning import plan, sitting
    from outreach_meetings.service.receiving import from_file, from_mail, read, subjects
    from outreach_meetings.service.wishing import grant, refuse, wished, wishes

__all__ = [
    "alter",
    "alter_all",
    "attend",
    "attendance",
    "begin",
    "between",
    "call_off",
    "call_off_all",
    "end",
    "foresee",
    "from_file",
    "from_mail",
    "go_on_at",
    "grant",
    "guests",
    "hits",
    "last_of",
    "meant",
    "meeting",
    "next_of",
    "of_sitting",
    "plan",
    "read",
    "refuse",
    "reminders",
    "send",
    "series",
    "sitting",
    "stale",
    "subjects",
    "to_invite",
    "to_remind",
    "to_tell",
    "wished",
    "wishes",
]

_HERE = "outreach_meetings.service"

__getattr__ = names_from(
    __name__,
    {
        f"{_HERE}.altering": "alter alter_all call_off call_off_all end go_on_at",
        f"{_HERE}.attending": "attend attendance",
        f"{_HERE}.hearing": "guests stale",
        f"{_HERE}.inviting": "begin foresee send to_invite to_remind to_tell",
        f"{_HERE}.noticing": "reminders",
        f"{_HERE}.occurring": "between hits last_of meant meeting next_of of_sitting series",
        f"{_HERE}.planning": "plan sitting",
        f"{_HERE}.receiving": "from_file from_mail read subjects",
        f"{_HERE}.wishing": "grant refuse wished wishes",
    },
)
