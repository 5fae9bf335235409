"""Command ``outreach priority``: all its verbs, by where they live."""

from outreach_crm.cli.verbs import Verbs

_HERE = "outreach_priority.cli"

priority = Verbs(
    "priority",
    {
        "adopt": f"{_HERE}.plans:adopt",
        "budget": f"{_HERE}.budgets:budget",
        "compare": f"{_HERE}.showing:compare",
        "country": f"{_HERE}.countries:country",
        "decide": f"{_HERE}.deciding:decide",
        "link": f"{_HERE}.countries:link",
        "package": f"{_HERE}.budgets:package",
        "packages": f"{_HERE}.budgets:packages",
        "plan": f"{_HERE}.plans:plan",
        "plans": f"{_HERE}.plans:plans",
        "plot": f"{_HERE}.drawing:plot",
        "report": f"{_HERE}.drawing:report",
        "route": f"{_HERE}.countries:route",
        "seal": f"{_HERE}.sealing:seal",
        "show": f"{_HERE}.showing:show",
        "unlink": f"{_HERE}.countries:unlink",
        "unroute": f"{_HERE}.countries:unroute",
        "weigh": f"{_HERE}.weighing:weigh",
    },
    help="Priorities: which sectors to turn to, why, and what to do with the hours there are.",
)
