"""What can be done with meetings; each room is one kind of work, and this is where pages and commands find it."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_meetings.service.altering import alter, alter_all, call_off, call_off_all, end, go_on_at
    from outreach_meetings.service.approving import approve, correct, finish
    from outreach_meetings.service.attending import attend, attendance
    from outreach_meetings.service.counting import statistics
    from outreach_meetings.service.deciding import decide, decisions
    from outreach_meetings.service.handing_out import hand_out, handed_out, text_of
    from outreach_meetings.service.letter_counting import letters
    from outreach_meetings.service.noting import drop_note, minutes, note, write
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
    from outreach_meetings.service.taking_on import duties, duty, finish_duty, take_on
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
    "approve",
    "attend",
    "attendance",
    "between",
    "call_off",
    "call_off_all",
    "correct",
    "decide",
    "decisions",
    "drop_note",
    "duties",
    "duty",
    "end",
    "finish",
    "finish_duty",
    "go_on_at",
    "hand_out",
    "handed_out",
    "hits",
    "intend",
    "last_of",
    "letters",
    "meant",
    "meeting",
    "minutes",
    "next_of",
    "note",
    "objective",
    "objective_meant",
    "of_sitting",
    "plan",
    "revise",
    "series",
    "sitting",
    "statistics",
    "take_on",
    "take_over",
    "text_of",
    "work_plan",
    "write",
    "years_planned",
]

_HERE = "outreach_meetings.service"

__getattr__ = names_from(
    __name__,
    {
        f"{_HERE}.altering": "alter alter_all call_off call_off_all end go_on_at",
        f"{_HERE}.approving": "approve correct finish",
        f"{_HERE}.attending": "attend attendance",
        f"{_HERE}.counting": "statistics",
        f"{_HERE}.deciding": "decide decisions",
        f"{_HERE}.handing_out": "hand_out handed_out text_of",
        f"{_HERE}.letter_counting": "letters",
        f"{_HERE}.noting": "drop_note minutes note write",
        f"{_HERE}.occurring": "between hits last_of meant meeting next_of of_sitting series",
        f"{_HERE}.planning": "plan sitting",
        f"{_HERE}.taking_on": "duties duty finish_duty take_on",
        f"{_HERE}.work_plans": ("intend objective objective_meant revise take_over work_plan years_planned"),
    },
)
