"""What can be done with meetings; each room is one kind of work, and this is where pages and commands find it."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_meetings.service.altering import alter, alter_all, call_off, call_off_all, end, go_on_at
    from outreach_meetings.service.arranging import add, change, drop, numbered, place, take_up
    from outreach_meetings.service.attending import attend, attendance, members
    from outreach_meetings.service.editing import edit
    from outreach_meetings.service.exporting import export
    from outreach_meetings.service.feeding import events
    from outreach_meetings.service.months import month
    from outreach_meetings.service.occurring import (
        beside,
        between,
        hits,
        last_of,
        meant,
        meeting,
        near,
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
    from outreach_meetings.service.outlining import open_items, told
    from outreach_meetings.service.packing import pack, papers_of, pdf, write_folder
    from outreach_meetings.service.planning import plan, sitting
    from outreach_meetings.service.preparing import agenda, build, item, items, meeting_of, papers, take
    from outreach_meetings.service.standing import add_standing, drop_standing, standing_items
    from outreach_meetings.service.syncing import sync
    from outreach_meetings.service.work_plans import (
        intend,
        objective,
        objective_meant,
        revise,
        take_over,
        work_plan,
        years_planned,
    )
    from outreach_meetings.service.writing_letters import evening, hold_evening

__all__ = [
    "add",
    "add_standing",
    "address_of",
    "agenda",
    "alter",
    "alter_all",
    "as_file",
    "attend",
    "attendance",
    "beside",
    "between",
    "build",
    "call_off",
    "call_off_all",
    "change",
    "drop",
    "drop_standing",
    "edit",
    "end",
    "evening",
    "events",
    "export",
    "feed_of",
    "feeds",
    "get_feed",
    "go_on_at",
    "hits",
    "hold_evening",
    "intend",
    "item",
    "items",
    "last_of",
    "meant",
    "meeting",
    "meeting_of",
    "members",
    "month",
    "my_calendar",
    "near",
    "next_of",
    "numbered",
    "objective",
    "objective_meant",
    "of_sitting",
    "offer",
    "open_items",
    "opened",
    "pack",
    "papers",
    "papers_of",
    "pdf",
    "place",
    "plan",
    "renew",
    "revise",
    "revoke",
    "series",
    "sitting",
    "standing_items",
    "sync",
    "take",
    "take_over",
    "take_up",
    "told",
    "work_plan",
    "write_folder",
    "years_planned",
]

_HERE = "outreach_meetings.service"

__getattr__ = names_from(
    __name__,
    {
        f"{_HERE}.altering": "alter alter_all call_off call_off_all end go_on_at",
        f"{_HERE}.arranging": "add change drop numbered place take_up",
        f"{_HERE}.attending": "attend attendance members",
        f"{_HERE}.editing": "edit",
        f"{_HERE}.exporting": "export",
        f"{_HERE}.feeding": "events",
        f"{_HERE}.months": "month",
        f"{_HERE}.occurring": "beside between hits last_of meant meeting near next_of of_sitting series",
        f"{_HERE}.offering": "address_of as_file feed_of feeds get_feed my_calendar offer opened renew revoke",
        f"{_HERE}.outlining": "open_items told",
        f"{_HERE}.packing": "pack papers_of pdf write_folder",
        f"{_HERE}.planning": "plan sitting",
        f"{_HERE}.preparing": "agenda build item items meeting_of papers take",
        f"{_HERE}.standing": "add_standing drop_standing standing_items",
        f"{_HERE}.syncing": "sync",
        f"{_HERE}.work_plans": "intend objective objective_meant revise take_over work_plan years_planned",
        f"{_HERE}.writing_letters": "evening hold_evening",
    },
)
