"""Command ``outreach priority``: all its verbs, by where they live."""

from outreach_crm.cli.verbs import Verbs

_HERE = "outreach_priority.cli"

priority = Verbs(
    "priority",
    {
        "compare": f"{_HERE}.showing:compare",
        "country": f"{_HERE}.countries:country",
        "decide": f"{_HERE}.deciding:decide",
        "link": f"{_HERE}.countries:link",
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
