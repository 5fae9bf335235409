"""Command ``outreach meetings``: all its verbs, by where they live."""

from outreach_crm.cli.verbs import Verbs

_HERE = "outreach_meetings.cli"

meetings = Verbs(
    "meetings",
    {
        "agenda": f"{_HERE}.agenda:agenda",
        "attend": f"{_HERE}.attending:attend",
        "call-off": f"{_HERE}.altering:call_off",
        "feed": f"{_HERE}.feeding:feed",
        "invite": f"{_HERE}.inviting:invite",
        "list": f"{_HERE}.showing:list_",
        "move": f"{_HERE}.altering:move",
        "pack": f"{_HERE}.packing:pack",
        "plan": f"{_HERE}.planning:plan",
        "objective": f"{_HERE}.work_plans:objective",
        "progress": f"{_HERE}.work_plans:progress",
        "read": f"{_HERE}.answering:read",
        "remind": f"{_HERE}.inviting:remind",
        "replies": f"{_HERE}.answering:replies",
        "show": f"{_HERE}.showing:show",
        "standing": f"{_HERE}.standing:standing",
        "wish": f"{_HERE}.answering:wish",
        "work-plan": f"{_HERE}.work_plans:work_plan",
    },
    help="Meetings of groups: planned, prepared, held, written down, and followed until done.",
)
