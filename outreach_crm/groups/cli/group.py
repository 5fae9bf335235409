"""Command ``outreach groups``: all its verbs, by where they live."""

from outreach_crm.cli.verbs import Verbs

_HERE = "outreach_crm.groups.cli"

groups = Verbs(
    "groups",
    {
        "add": f"{_HERE}.edit:add",
        "edit": f"{_HERE}.edit:edit",
        "join": f"{_HERE}.members:join",
        "leave": f"{_HERE}.members:leave",
        "let-in": f"{_HERE}.accounts:let_in",
        "list": f"{_HERE}.show:list_groups",
        "resources": f"{_HERE}.resources:resources",
        "role": f"{_HERE}.members:role",
        "show": f"{_HERE}.show:show",
    },
    help="Outreach structures: who is in them, what they are for, and what they are planned to use.",
)
