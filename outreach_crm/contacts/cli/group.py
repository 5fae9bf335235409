"""Command ``outreach contacts``: all its verbs together."""

from outreach_crm.contacts.cli.card import show
from outreach_crm.contacts.cli.edit import contacts, restore, trash
from outreach_crm.contacts.cli.links import end_role, path, relate, role, unrelate
from outreach_crm.contacts.cli.lists import fields, find, kinds, list_contacts

for command in (show, list_contacts, find, fields, kinds, role, end_role, relate, unrelate, path, trash, restore):
    contacts.add_command(command)

__all__ = ["contacts"]
