"""What can be done with translators."""

from outreach_crm import App
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import InvalidInputError
from outreach_translators import queries
from outreach_translators.model import Translator


def confirm(app: App, contact_id: int, language: str) -> Translator:
    """Note that a contact translates into a language, as of today.

    Raises:
        NotFoundError: there is no such contact.
        InvalidInputError: it is not a language.
    """
    with app.change("confirm translator"):
        contact, tag = contacts.get(app, contact_id), contacts.read_language(language)
        if not tag:
            raise InvalidInputError("Say into which language: en, fr, es.")
        today = app.clock.today().isoformat()
        there = [one for one in queries.of_contact(app.store, contact.id) if one.language == tag]
        if there:
            app.store.update("translators", there[0].id, {"confirmed_on": today})
        else:
            values = {"contact_id": contact.id, "language": tag, "confirmed_on": today}
            app.store.insert("translators", values)
        return next(one for one in queries.of_contact(app.store, contact.id) if one.language == tag)


def list_translators(app: App) -> list[Translator]:
    """Return all translators, by language and name."""
    return queries.translators(app.store)
