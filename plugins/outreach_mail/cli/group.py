"""Command ``outreach mail``: all its verbs, by where they live."""

from outreach_crm.cli.verbs import Verbs

_HERE = "outreach_mail.cli"
# A mailing is stopped and decided on in one way, whatever it goes by.
_OF_MAILINGS = "outreach_crm.dispatch.cli.send"

mail = Verbs(
    "mail",
    {
        "check": f"{_HERE}.looking:check",
        "doubt": f"{_OF_MAILINGS}:doubt",
        "missed": f"{_HERE}.sending:missed",
        "retry": f"{_HERE}.sending:retry",
        "send": f"{_HERE}.sending:send",
        "show": f"{_HERE}.showing:show",
        "status": f"{_HERE}.looking:status",
        "stop": f"{_OF_MAILINGS}:stop",
    },
    help="E-mail: send, see how it stands, try the server.",
)
