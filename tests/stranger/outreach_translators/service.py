"""What can be done with translators."""

from collections.abc import Iterable

from outreach_crm import App
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.jobs.model import Progress, Result
from outreach_crm.model import Hit, Ref
from outreach_crm.text import count, words_in_order
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


def get(app: App, translator_id: int) -> Translator:
    """Return one translator.

    Raises:
        NotFoundError: there is none of this number.
    """
    found = queries.translator(app.store, translator_id)
    if found is None:
        raise NotFoundError("There is no such translator.")
    return found


def hits(app: App, text: str) -> Iterable[Hit]:
    """Return translators into a language, as the search of everything asks."""
    wanted = words_in_order(text)
    found = [one for one in list_translators(app) if words_in_order(one.language) == wanted]
    return [Hit(ref=Ref("translators", one.id), title=one.name, detail=one.language) for one in found[:10]]


def confirm_all(app: App, progress: Progress) -> Result:
    """Note that all offers still stand: long work, which is done again from its beginning where it was cut off."""
    there = list_translators(app)
    with app.change("confirm translators") as change:
        for done, one in enumerate(there, start=1):
            confirm(app, one.contact_id, one.language)
            progress(done, len(there))
    said = count(len(there), "{n} translator is confirmed.", "{n} translators are confirmed.")
    return Result(sentence=said, path="/translators", change_id=change.id)
