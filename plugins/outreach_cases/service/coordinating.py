"""Says who coordinates the work on a country, and who gives cases to groups."""

from collections.abc import Sequence

from outreach_cases.model.holdings import Coordinator
from outreach_cases.model.settings import CasesSettings
from outreach_cases.queries import coordinators as queries
from outreach_cases.service.accepting import wrong
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Contact
from outreach_crm.errors import ConflictError, NotFoundError
from outreach_crm.text import say, term


def coordinators(app: App, countries: Sequence[str] | None = None) -> list[Coordinator]:
    """Return who coordinates the work on some countries (ISO 3166; None: on any), by country."""
    return queries.of_countries(app.store, countries)


def coordinator(app: App, coordinator_id: int) -> Coordinator:
    """Return who coordinates the work on a country, by the number of that row.

    Raises:
        NotFoundError: there is no such row, or they do so no longer.
    """
    for one in coordinators(app):
        if one.id == coordinator_id:
            return one
    raise NotFoundError(
        say(
            "Nobody coordinates that any more ({coordinator_id}); outreach cases coordinator lists who does.",
            coordinator_id=coordinator_id,
        )
    )


def coordinate(app: App, contact_id: int, country: str, *, because: str = "") -> Coordinator:
    """Write down that a person or a group coordinates the work on a country from today on; who did so no longer does.

    Raises:
        NotFoundError: there is no such contact.
        InvalidInputError: there is no such country, or they are in the trash.
        ConflictError: they do already.
    """
    with app.change(term("name coordinator"), because=because):
        contact, code = contacts.get(app, contact_id), contacts.read_country(country)
        if not code:
            raise wrong("country", say("Say for which country."))
        if contact.trashed_on:
            raise wrong("who", say("{contact} is in the trash; name somebody else.", contact=contact.name))
        today = app.clock.today().isoformat()
        for one in queries.of_countries(app.store, [code]):
            if one.contact_id == contact_id:
                raise ConflictError(
                    say("{contact} coordinates the work on {code} already.", contact=contact.name, code=code)
                )
            app.store.update("case_coordinators", one.id, {"to_on": today})
        row = {"contact_id": contact_id, "country": code, "from_on": today}
        number = app.store.insert("case_coordinators", row)
        return next(one for one in queries.of_countries(app.store, [code]) if one.id == number)


def coordinate_no_more(app: App, contact_id: int, country: str, *, because: str = "") -> int:
    """Write down that somebody no longer coordinates the work on a country, and return the change.

    Raises:
        NotFoundError: they do not.
    """
    with app.change(term("name coordinator"), because=because) as change:
        code = contacts.read_country(country)
        found = [one for one in queries.of_countries(app.store, [code]) if one.contact_id == contact_id]
        if not found:
            raise NotFoundError(
                say(
                    "{name} does not coordinate the work on {code}.", name=contacts.get(app, contact_id).name, code=code
                )
            )
        app.store.update("case_coordinators", found[0].id, {"to_on": app.clock.today().isoformat()})
        return change.id


def programme(app: App) -> Contact | None:
    """Return who gives cases to groups (the Individuals at Risk Programme), as the settings name them; None: nobody.

    Raises:
        NotFoundError, InvalidInputError: whom the settings name is nobody, or several.
    """
    named = app.settings.of("cases", CasesSettings).programme
    return contacts.resolve(app, named) if named.strip() else None
