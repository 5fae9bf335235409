"""Command ``outreach meetings``: all its verbs, by where they live."""

from outreach_crm.cli.verbs import Verbs

_HERE = "outreach_meetings.cli"

meetings = Verbs(
    "meetings",
    {
        "agenda": f"{_HERE}.agenda:agenda",
        "answer": f"{_HERE}.polling:answer",
        "approve": f"{_HERE}.minutes:approve",
        "ask": f"{_HERE}.polling:ask",
        "attend": f"{_HERE}.attending:attend",
        "call-off": f"{_HERE}.altering:call_off",
        "close": f"{_HERE}.polling:close",
        "correct": f"{_HERE}.minutes:correct",
        "decide": f"{_HERE}.deciding:decide",
        "duties": f"{_HERE}.deciding:duties",
        "edit": f"{_HERE}.altering:edit",
        "feed": f"{_HERE}.feeding:feed",
        "finish": f"{_HERE}.minutes:finish",
        "holidays": f"{_HERE}.holidays:holidays",
        "invite": f"{_HERE}.inviting:invite",
        "letters": f"{_HERE}.deciding:letters",
        "list": f"{_HERE}.showing:list_",
        "minutes": f"{_HERE}.minutes:minutes",
        "move": f"{_HERE}.altering:move",
        "note": f"{_HERE}.minutes:note",
        "objective": f"{_HERE}.work_plans:objective",
        "pack": f"{_HERE}.packing:pack",
        "plan": f"{_HERE}.planning:plan",
        "poll": f"{_HERE}.polling:poll",
        "polls": f"{_HERE}.polling:polls",
        "progress": f"{_HERE}.work_plans:progress",
        "read": f"{_HERE}.answering:read",
        "remind": f"{_HERE}.inviting:remind",
        "replies": f"{_HERE}.answering:replies",
        "report": f"{_HERE}.yearly:report",
        "send-minutes": f"{_HERE}.minutes:send_minutes",
        "show": f"{_HERE}.showing:show",
        "standing": f"{_HERE}.standing:standing",
        "statistics": f"{_HERE}.deciding:statistics",
        "take-on": f"{_HERE}.deciding:take_on",
        "wish": f"{_HERE}.answering:wish",
        "work-plan": f"{_HERE}.work_plans:work_plan",
    },
    help="Meetings of groups: planned, prepared, held, written down, and followed until done.",
)
