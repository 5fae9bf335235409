"""Command ``outreach priority``: all its verbs, by where they live."""

from outreach_crm.cli.verbs import Verbs

_HERE = "outreach_priority.cli"

priority = Verbs(
    "priority",
    {
        "adopt": f"{_HERE}.plans:adopt",
        "budget": f"{_HERE}.budgets:budget",
        "country": f"{_HERE}.countries:country",
        "link": f"{_HERE}.countries:link",
        "package": f"{_HERE}.budgets:package",
        "packages": f"{_HERE}.budgets:packages",
        "plan": f"{_HERE}.plans:plan",
        "plans": f"{_HERE}.plans:plans",
        "route": f"{_HERE}.countries:route",
        "unlink": f"{_HERE}.countries:unlink",
        "unroute": f"{_HERE}.countries:unroute",
    },
    help="Priorities: which sectors to turn to, why, and what to do with the hours there are.",
)
