"""Commands ``outreach contacts`` and ``outreach duplicates``: all their verbs, by where they live."""

from outreach_crm.cli.verbs import Verbs

_HERE = "outreach_crm.contacts.cli"

contacts = Verbs(
    "contacts",
    {
        "add": f"{_HERE}.edit:add",
        "edit": f"{_HERE}.edit:edit",
        "end-role": f"{_HERE}.links:end_role",
        "fields": f"{_HERE}.lists:fields",
        "find": f"{_HERE}.lists:find",
        "kinds": f"{_HERE}.lists:kinds",
        "list": f"{_HERE}.lists:list_contacts",
        "path": f"{_HERE}.links:path",
        "relate": f"{_HERE}.links:relate",
        "restore": f"{_HERE}.edit:restore",
        "role": f"{_HERE}.links:role",
        "show": f"{_HERE}.card:show",
        "trash": f"{_HERE}.edit:trash",
        "unrelate": f"{_HERE}.links:unrelate",
    },
    help="People and organisations, their roles and relationships.",
)

duplicates = Verbs(
    "duplicates",
    {
        "list": f"{_HERE}.duplicates:list_duplicates",
        "merge": f"{_HERE}.duplicates:merge",
        "not-same": f"{_HERE}.duplicates:not_same",
        "show": f"{_HERE}.duplicates:show",
    },
    help="Contacts that are in the book twice: found, looked at, merged, told apart.",
)
