"""What can be done with contacts; each room is one kind of work, and this is where other features find it."""

from outreach_crm.contacts.service.add import add
from outreach_crm.contacts.service.edit import Edit, add_role, edit, end_role, relate, restore, trash, unrelate
from outreach_crm.contacts.service.find import find, in_trash, list_contacts, resolve
from outreach_crm.contacts.service.path import paths_to
from outreach_crm.contacts.service.relations import relation_kinds
from outreach_crm.contacts.service.show import get, show

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
    "relate",
    "relation_kinds",
    "resolve",
    "restore",
    "show",
    "trash",
    "unrelate",
]
