"""Mappings kept by name, so that the next export of the same program is read without a question."""

from collections.abc import Iterable

from attrs import evolve

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.meaning import suggestion
from outreach_crm.text import fold, say
from outreach_crm.transfer import queries
from outreach_crm.transfer.mapping.fields import check
from outreach_crm.transfer.model import ColumnMapping


def save_mapping(app: App, mapping: ColumnMapping, *, because: str = "") -> ColumnMapping:
    """Keep a mapping under its name; one of that name is replaced.

    Raises:
        InvalidInputError: it has no name, maps nothing, or maps two columns to a field with room for one.
    """
    name = " ".join(mapping.name.split())
    if not name:
        raise InvalidInputError(say("Give the mapping a name, such as the program the file comes from."))
    check(mapping.fields.items(), [one.key for one in contacts.own_fields(app)])
    if not any(mapping.fields.values()):
        raise InvalidInputError(
            say("The mapping {name!r} takes nothing from any column; map at least a name.", name=name)
        )
    with app.change("keep mapping", because=because):
        queries.save_mapping(app.store, evolve(mapping, name=name), fold(name))
    return get_mapping(app, name)


def get_mapping(app: App, name: str) -> ColumnMapping:
    """Return a mapping by its name.

    Raises:
        NotFoundError: there is none.
    """
    found = queries.mapping(app.store, fold(" ".join(name.split())))
    if found is None:
        hint = suggestion(name, [one.name for one in list_mappings(app)]) or say(
            "; outreach import-mappings list shows them"
        )
        raise NotFoundError(say("There is no mapping {name!r}{hint}.", name=name, hint=hint))
    return found


def list_mappings(app: App) -> list[ColumnMapping]:
    """Return all mappings by name."""
    return queries.mappings(app.store)


def drop_mapping(app: App, name: str, *, because: str = "") -> None:
    """Take a mapping away.

    Raises:
        NotFoundError: there is none.
    """
    found = get_mapping(app, name)
    with app.change("drop mapping", because=because):
        queries.drop_mapping(app.store, fold(found.name))


def fitting_mapping(app: App, header: Iterable[str]) -> ColumnMapping | None:
    """Return the saved mapping all of whose columns stand in a header, that with most of them, to be proposed."""
    there = set(header)
    fitting = [one for one in list_mappings(app) if set(one.fields) <= there]
    return max(fitting, key=lambda one: len(one.fields), default=None)
