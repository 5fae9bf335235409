"""Command ``outreach ua``: all its verbs, by where they live."""

from outreach_crm.cli.verbs import Verbs

_HERE = "outreach_urgent_actions.cli"

ua = Verbs(
    "ua",
    {
        "alarms": f"{_HERE}.alarms:alarms",
        "check": f"{_HERE}.cases:check",
        "close": f"{_HERE}.cases:close",
        "edit": f"{_HERE}.editing:edit",
        "follow": f"{_HERE}.sending:follow",
        "import": f"{_HERE}.reading:import_",
        "list": f"{_HERE}.cases:list_",
        "parse": f"{_HERE}.reading:parse",
        "paste": f"{_HERE}.pasting:paste",
        "replay": f"{_HERE}.replaying:replay",
        "reopen": f"{_HERE}.cases:reopen",
        "send": f"{_HERE}.sending:send",
        "show": f"{_HERE}.cases:show",
        "stop": f"{_HERE}.sending:stop",
    },
    help="Urgent Actions: read, sign up, match, send.",
)
