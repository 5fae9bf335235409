"""Command ``outreach privacy``: all its verbs, by where they live."""

from outreach_crm.cli.verbs import Verbs

_HERE = "outreach_crm.privacy.cli"

privacy = Verbs(
    "privacy",
    {
        "bases": f"{_HERE}.lists:bases",
        "check": f"{_HERE}.checking:check",
        "grant": f"{_HERE}.recording:grant",
        "ledger": f"{_HERE}.recording:ledger",
        "log": f"{_HERE}.lists:log",
        "object": f"{_HERE}.recording:object_",
        "purposes": f"{_HERE}.lists:purposes",
        "suppress": f"{_HERE}.suppressing:suppress",
        "suppressions": f"{_HERE}.suppressing:suppressions",
        "withdraw": f"{_HERE}.recording:withdraw",
    },
    help="Whom we may turn to, for what, and why: bases, consents, objections, suppressions.",
)
