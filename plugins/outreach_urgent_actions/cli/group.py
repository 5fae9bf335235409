"""Command ``outreach ua``: all its verbs, by where they live."""

from outreach_crm.cli.verbs import Verbs

_HERE = "outreach_urgent_actions.cli"

ua = Verbs(
    "ua",
    {
        "alarms": f"{_HERE}.alarms:alarms",
        "appeals": f"{_HERE}.responses:appeals",
        "check": f"{_HERE}.cases:check",
        "close": f"{_HERE}.cases:close",
        "edit": f"{_HERE}.editing:edit",
        "follow": f"{_HERE}.sending:follow",
        "import": f"{_HERE}.reading:import_",
        "import-appeals": f"{_HERE}.responses:import_appeals",
        "leave": f"{_HERE}.signing:leave",
        "list": f"{_HERE}.cases:list_",
        "outcome": f"{_HERE}.responses:outcome",
        "parse": f"{_HERE}.reading:parse",
        "paste": f"{_HERE}.pasting:paste",
        "pause": f"{_HERE}.signing:pause",
        "preview": f"{_HERE}.matching:preview",
        "publications": f"{_HERE}.publications:publications",
        "reopen": f"{_HERE}.cases:reopen",
        "replay": f"{_HERE}.replaying:replay",
        "reply": f"{_HERE}.responses:reply",
        "reports": f"{_HERE}.reports:reports",
        "resume": f"{_HERE}.signing:resume",
        "send": f"{_HERE}.sending:send",
        "show": f"{_HERE}.cases:show",
        "sign-up": f"{_HERE}.signing:sign_up",
        "sign-ups": f"{_HERE}.signing:sign_ups",
        "stop": f"{_HERE}.sending:stop",
        "thanks": f"{_HERE}.responses:thanks",
        "try": f"{_HERE}.matching:try_out",
        "unmapped": f"{_HERE}.cases:unmapped",
    },
    help="Urgent Actions: read, sign up, match, send.",
)
