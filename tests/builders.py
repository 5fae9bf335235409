"""Small makers of what tests begin with."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from attrs import evolve

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Contact, ContactDraft, Kind
from outreach_crm.groups import service as groups
from outreach_crm.groups.model import Group, GroupDraft
from outreach_crm.model import Actor
from outreach_crm.settings import Settings


def a_person(app: App, name: str = "Ana Ruiz", **fields: str) -> Contact:
    """Add a person."""
    return contacts.add(app, ContactDraft(name=name, fields=fields))


def an_organisation(app: App, name: str = "Colegio de Abogados", **fields: str) -> Contact:
    """Add an organisation."""
    return contacts.add(app, ContactDraft(name=name, kind=Kind.ORGANISATION, fields=fields))


def a_group(app: App, name: str = "Lawyers' Network", structure: str = "network", **fields: str) -> Group:
    """Add a group."""
    return groups.add(app, GroupDraft(name=name, structure=structure, fields=fields))


@contextmanager
def acting(app: App, name: str) -> Iterator[App]:
    """Give an App of somebody else on the same connection, and the connection back to the first one afterwards."""
    yield App.on(app.store, app.plugins, app.settings, app.keyring, Actor(name=name))
    app.store.bound.actor_id = app.actor.account_id


class _TakenBackError(Exception):
    """Ends what is taken back."""


@contextmanager
def taken_back(app: App) -> Iterator[None]:
    """Take back whatever is written inside, so that many examples can share one database."""
    with suppress(_TakenBackError), app.store.write():
        yield
        raise _TakenBackError


def with_settings(app: App, **tables: dict[str, Any]) -> App:
    """Return the App with other settings."""
    return evolve(app, settings=Settings(tables))
