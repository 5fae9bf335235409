"""What can be done with groups; each room is one kind of work, and this is where other features find it."""

from outreach_crm.groups.service.edit import add, edit
from outreach_crm.groups.service.find import get, list_groups, resolve
from outreach_crm.groups.service.members import give_role, join, leave, roles
from outreach_crm.groups.service.reminders import reminders
from outreach_crm.groups.service.resources import resources, set_resources
from outreach_crm.groups.service.show import panels, prompts, show

__all__ = [
    "add",
    "edit",
    "get",
    "give_role",
    "join",
    "leave",
    "list_groups",
    "panels",
    "prompts",
    "reminders",
    "resolve",
    "resources",
    "roles",
    "set_resources",
    "show",
]
