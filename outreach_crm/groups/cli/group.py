"""Command ``outreach groups``: all its verbs together."""

from outreach_crm.groups.cli.edit import groups
from outreach_crm.groups.cli.members import join, leave, role
from outreach_crm.groups.cli.resources import resources
from outreach_crm.groups.cli.show import list_groups, show

for command in (show, list_groups, join, leave, role, resources):
    groups.add_command(command)

__all__ = ["groups"]
