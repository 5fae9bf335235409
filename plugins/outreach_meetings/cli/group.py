"""Command ``outreach meetings``: all its verbs, by where they live."""

from outreach_crm.cli.verbs import Verbs

_HERE = "outreach_meetings.cli"

meetings = Verbs(
    "meetings",
    {
        "agenda": f"{_HERE}.agenda:agenda",
        "answer": f"{_HERE}.polling:answer",
        "ask": f"{_HERE}.polling:ask",
        "attend": f"{_HERE}.attending:attend",
        "call-off": f"{_HERE}.altering:call_off",
        "close": f"{_HERE}.polling:close",
        "feed": f"{_HERE}.feeding:feed",
        "holidays": f"{_HERE}.holidays:holidays",
        "list": f"{_HERE}.showing:list_",
        "move": f"{_HERE}.altering:move",
        "objective": f"{_HERE}.work_plans:objective",
        "pack": f"{_HERE}.packing:pack",
        "plan": f"{_HERE}.planning:plan",
        "poll": f"{_HERE}.polling:poll",
        "polls": f"{_HERE}.polling:polls",
        "progress": f"{_HERE}.work_plans:progress",
        "show": f"{_HERE}.showing:show",
        "standing": f"{_HERE}.standing:standing",
        "work-plan": f"{_HERE}.work_plans:work_plan",
    },
    help="Meetings of groups: planned, prepared, held, written down, and followed until done.",
)
