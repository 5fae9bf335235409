"""The group of commands ``outreach cases action``: actions on which groups write letters when they meet."""

from outreach_crm.cli.verbs import Verbs

_HERE = "outreach_cases.cli"

action = Verbs(
    "action",
    {
        "add": f"{_HERE}.actions:add",
        "end": f"{_HERE}.actions:end",
        "import": f"{_HERE}.actions:import_",
        "list": f"{_HERE}.actions:list_",
        "send": f"{_HERE}.actions:send",
        "show": f"{_HERE}.actions:show",
    },
    help="Letter-writing actions of regions, the magazine, the monthly mailing, and such as groups asked for.",
)
