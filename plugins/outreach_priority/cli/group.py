"""Command ``outreach priority``: all its verbs, by where they live."""

from outreach_crm.cli.verbs import Verbs

_HERE = "outreach_priority.cli"

priority = Verbs(
    "priority",
    {
        "adopt": f"{_HERE}.plans:adopt",
        "advisers": f"{_HERE}.rounds:advisers",
        "again": f"{_HERE}.rounds:again",
        "budget": f"{_HERE}.budgets:budget",
        "close": f"{_HERE}.rounds:close",
        "compare": f"{_HERE}.showing:compare",
        "country": f"{_HERE}.countries:country",
        "decide": f"{_HERE}.deciding:decide",
        "extend": f"{_HERE}.rounds:extend",
        "feedback": f"{_HERE}.rounds:feedback",
        "forms": f"{_HERE}.rounds:forms",
        "hand-in": f"{_HERE}.filling:hand_in",
        "link": f"{_HERE}.countries:link",
        "list": f"{_HERE}.rounds:list_",
        "open": f"{_HERE}.rounds:open_",
        "package": f"{_HERE}.budgets:package",
        "packages": f"{_HERE}.budgets:packages",
        "plan": f"{_HERE}.plans:plan",
        "plans": f"{_HERE}.plans:plans",
        "plot": f"{_HERE}.drawing:plot",
        "rate": f"{_HERE}.rating:rate",
        "report": f"{_HERE}.drawing:report",
        "route": f"{_HERE}.countries:route",
        "seal": f"{_HERE}.sealing:seal",
        "sheet": f"{_HERE}.filling:sheet",
        "show": f"{_HERE}.showing:show",
        "unlink": f"{_HERE}.countries:unlink",
        "unroute": f"{_HERE}.countries:unroute",
        "weigh": f"{_HERE}.weighing:weigh",
        "withdraw": f"{_HERE}.rounds:withdraw",
    },
    help="Priorities: which sectors to turn to, why, and what to do with the hours there are.",
)
