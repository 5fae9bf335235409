"""What can be done with meetings; each room is one kind of work, and this is where pages and commands find it."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_meetings.service.altering import alter, alter_all, call_off, call_off_all, end, go_on_at
    from outreach_meetings.service.attending import attend, attendance
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
    from outreach_meetings.service.packing import pack, papers_of, pdf, write_folder
    from outreach_meetings.service.planning import plan, sitting
    from outreach_meetings.service.work_plans import (
        intend,
        objective,
        objective_meant,
        revise,
        take_over,
        work_plan,
        years_planned,
    )

__all__ = [
    "alter",
    "alter_all",
    "attend",
    "attendance",
    "between",
    "call_off",
    "call_off_all",
    "end",
    "go_on_at",
    "hits",
    "intend",
    "last_of",
    "meant",
    "meeting",
    "next_of",
    "objective",
    "objective_meant",
    "of_sitting",
    "pack",
    "papers_of",
    "pdf",
    "plan",
    "revise",
    "series",
    "sitting",
    "take_over",
    "work_plan",
    "write_folder",
    "years_planned",
]

_HERE = "outreach_meetings.service"

__getattr__ = names_from(
    __name__,
    {
        f"{_HERE}.altering": "alter alter_all call_off call_off_all end go_on_at",
        f"{_HERE}.attending": "attend attendance",
        f"{_HERE}.occurring": "between hits last_of meant meeting next_of of_sitting series",
        f"{_HERE}.packing": "pack papers_of pdf write_folder",
        f"{_HERE}.planning": "plan sitting",
        f"{_HERE}.work_plans": ("intend objective objective_meant revise take_over work_plan years_planned"),
    },
)
