"""Command ``outreach ua``: all its verbs, by where they live."""

from outreach_crm.cli.verbs import Verbs

_HERE = "outreach_urgent_actions.cli"

ua = Verbs(
    "ua",
    {
        "follow": f"{_HERE}.sending:follow",
        "leave": f"{_HERE}.signing:leave",
        "pause": f"{_HERE}.signing:pause",
        "preview": f"{_HERE}.matching:preview",
        "resume": f"{_HERE}.signing:resume",
        "send": f"{_HERE}.sending:send",
        "sign-up": f"{_HERE}.signing:sign_up",
        "sign-ups": f"{_HERE}.signing:sign_ups",
        "stop": f"{_HERE}.sending:stop",
        "try": f"{_HERE}.matching:try_out",
    },
    help="Urgent Actions: read, sign up, match, send.",
)
