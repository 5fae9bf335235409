"""Command ``outreach ua``: all its verbs, by where they live."""

from outreach_crm.cli.verbs import Verbs

_HERE = "outreach_urgent_actions.cli"

ua = Verbs(
    "ua",
    {
        "follow": f"{_HERE}.sending:follow",
        "send": f"{_HERE}.sending:send",
        "stop": f"{_HERE}.sending:stop",
    },
    help="Urgent Actions: read, sign up, match, send.",
)
