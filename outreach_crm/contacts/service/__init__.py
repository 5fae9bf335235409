"""What can be done with contacts; each room is one kind of work, and this is where other features find it."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_crm.contacts.fields import read_country, read_language, read_rhythm
    from outreach_crm.contacts.service.adding import add
    from outreach_crm.contacts.service.editing import Edit, add_role, edit, end_role, relate, restore, trash, unrelate
    from outreach_crm.contacts.service.finding import find, in_trash, list_contacts, resolve
    from outreach_crm.contacts.service.paths import paths_to
    from outreach_crm.contacts.service.relations import relation_kinds
    from outreach_crm.contacts.service.showing import get, show

__all__ = [
    "Edit",
    "add",
    "add_role",
    "edit",
    "end_role",
    "find",
    "get",
    "in_trash",
    "list_contacts",
    "paths_to",
    "read_country",
    "read_language",
    "read_rhythm",
    "relate",
    "relation_kinds",
    "resolve",
    "restore",
    "show",
    "trash",
    "unrelate",
]

_HERE = "outreach_crm.contacts.service"

__getattr__ = names_from(
    __name__,
    {
        f"{_HERE}.editing": "Edit add_role edit end_role relate restore trash unrelate",
        f"{_HERE}.finding": "find in_trash list_contacts resolve",
        f"{_HERE}.paths": "paths_to",
        f"{_HERE}.relations": "relation_kinds",
        f"{_HERE}.showing": "get show",
        f"{_HERE}.adding": "add",
        "outreach_crm.contacts.fields": "read_country read_language read_rhythm",
    },
)
