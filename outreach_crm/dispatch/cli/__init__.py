"""Commands ``outreach mailings``; each verb is imported when it is run."""

from outreach_crm.cli.verbs import Verbs

_HERE = "outreach_crm.dispatch.cli"

mailings = Verbs(
    "mailings",
    {
        "add": f"{_HERE}.edit:add",
        "text": f"{_HERE}.edit:text",
        "attach": f"{_HERE}.files:attach",
        "detach": f"{_HERE}.files:detach",
        "preview": f"{_HERE}.look:preview",
        "show": f"{_HERE}.look:show",
        "list": f"{_HERE}.look:list_mailings",
        "fields": f"{_HERE}.look:fields",
        "send": f"{_HERE}.send:send",
        "stop": f"{_HERE}.send:stop",
        "resume": f"{_HERE}.send:resume",
        "doubt": f"{_HERE}.send:doubt",
    },
    help="Mailings: a text to everybody in a segment, each with a reason; nobody twice, nobody forgotten.",
)
