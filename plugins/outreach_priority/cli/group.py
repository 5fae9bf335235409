"""Command ``outreach priority``: all its verbs, by where they live."""

from outreach_crm.cli.verbs import Verbs

_HERE = "outreach_priority.cli"

priority = Verbs(
    "priority",
    {
        "advisers": f"{_HERE}.rounds:advisers",
        "again": f"{_HERE}.rounds:again",
        "close": f"{_HERE}.rounds:close",
        "country": f"{_HERE}.countries:country",
        "feedback": f"{_HERE}.rounds:feedback",
        "forms": f"{_HERE}.rounds:forms",
        "hand-in": f"{_HERE}.filling:hand_in",
        "link": f"{_HERE}.countries:link",
        "list": f"{_HERE}.rounds:list_",
        "open": f"{_HERE}.rounds:open_",
        "rate": f"{_HERE}.rating:rate",
        "route": f"{_HERE}.countries:route",
        "sheet": f"{_HERE}.filling:sheet",
        "unlink": f"{_HERE}.countries:unlink",
        "unroute": f"{_HERE}.countries:unroute",
        "withdraw": f"{_HERE}.rounds:withdraw",
    },
    help="Priorities: which sectors to turn to, why, and what to do with the hours there are.",
)
