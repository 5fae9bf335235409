"""Command ``outreach contacts``: all its verbs together."""

from outreach_crm.contacts.cli.card import show
from outreach_crm.contacts.cli.edit import contacts
from outreach_crm.contacts.cli.links import end_role, path, relate, role, unrelate
from outreach_crm.contacts.cli.lists import find, list_contacts

for command in (show, list_contacts, role, end_role, relate, unrelate, path):
    contacts.add_command(command)
contacts.add_command(find)

__all__ = ["contacts"]
