"""Small makers of what tests begin with."""

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Contact, ContactDraft, Kind
from outreach_crm.groups import service as groups
from outreach_crm.groups.model import Group, GroupDraft


def a_person(app: App, name: str = "Ana Ruiz", **fields: str) -> Contact:
    """Add a person."""
    return contacts.add(app, ContactDraft(name=name, fields=fields))


def an_organisation(app: App, name: str = "Colegio de Abogados", **fields: str) -> Contact:
    """Add an organisation."""
    return contacts.add(app, ContactDraft(name=name, kind=Kind.ORGANISATION, fields=fields))


def a_group(app: App, name: str = "Lawyers' Network", structure: str = "network", **fields: str) -> Group:
    """Add a group."""
    return groups.add(app, GroupDraft(name=name, structure=structure, fields=fields))
