"""Command ``outreach ua``: all its verbs, by where they live."""

from outreach_crm.cli.verbs import Verbs

_HERE = "outreach_urgent_actions.cli"

ua = Verbs(
    "ua",
    {
        "check": f"{_HERE}.cases:check",
        "close": f"{_HERE}.cases:close",
        "edit": f"{_HERE}.editing:edit",
        "import": f"{_HERE}.reading:import_",
        "list": f"{_HERE}.cases:list_",
        "parse": f"{_HERE}.reading:parse",
        "paste": f"{_HERE}.pasting:paste",
        "reopen": f"{_HERE}.cases:reopen",
        "show": f"{_HERE}.cases:show",
        "unmapped": f"{_HERE}.cases:unmapped",
    },
    help="Urgent Actions: read, sign up, match, send.",
)
