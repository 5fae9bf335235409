"""Finding groups: by number, by whatever somebody writes to mean one, and by list."""

from functools import partial

from attrs import evolve

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.groups import queries
from outreach_crm.groups.model import Group, Level, Listed, Structure
from outreach_crm.meaning import begun, number_meant
from outreach_crm.model import Hit
from outreach_crm.sectors import service as sectors
from outreach_crm.text import say


def get(app: App, group_id: int) -> Group:
    """Return a group by its number as a contact.

    Raises:
        NotFoundError: there is no contact of that number, or the actor may not see it.
        InvalidInputError: the contact is no group.
    """
    contact = contacts.get(app, group_id)
    found = queries.group(app.store, group_id)
    if found is None:
        raise InvalidInputError(
            say(
                "{contact} (contact {group_id}) is not a group; outreach groups list shows them.",
                contact=contact.name,
                group_id=group_id,
            )
        )
    return evolve(found, change_id=max(found.change_id, contact.change_id))


def of_number(app: App, number: int) -> Group:
    """Return a group by its own number, as pointers to it have it.

    Raises:
        NotFoundError: there is none, or the actor may not see it.
    """
    contact_id = queries.contact_of(app.store, number)
    if contact_id is None:
        raise NotFoundError(say("There is no group {number}; outreach groups list shows who is there.", number=number))
    return get(app, contact_id)


def names(app: App) -> dict[int, str]:
    """Return the names of the groups outside the trash, by their numbers as contacts."""
    return queries.names(app.store)


def resolve(app: App, text: str) -> Group:
    """Return the one group somebody means.

    Args:
        app: the App.
        text: its number as a contact, its name, or enough of its words.

    Raises:
        NotFoundError: none fits.
        InvalidInputError: several fit; they are named with their numbers.
    """
    return get(app, number_meant(text, "contacts", partial(queries.names, app.store), "group"))


def hits(app: App, text: str) -> list[Hit]:
    """Return the groups that a search finds."""
    names = queries.names(app.store)
    return [Hit(title=names[one], path=f"/groups/{one}") for one in begun(text, names)]


def list_groups(
    app: App,
    *,
    structure: Structure | None = None,
    level: Level | None = None,
    sector: str = "",
    ended: bool = False,
    limit: int = 200,
) -> list[Listed]:
    """Return groups by name, narrowed by structure, level and sector (its key); those that have ended only if asked.

    Raises:
        NotFoundError: there is no such sector.
    """
    return queries.listed(
        app.store,
        structure=structure.value if structure else None,
        level=level.value if level else None,
        sector=sectors.get(app, sector).key if sector else None,
        ended=ended,
        limit=limit,
    )
