"""Command ``outreach mail``: all its verbs, by where they live."""

from outreach_crm.cli.verbs import Verbs

_HERE = "outreach_mail.cli"

mail = Verbs(
    "mail",
    {
        "send": f"{_HERE}.sending:send",
    },
    help="E-mail: send, see how it stands, try the server.",
)
