"""The SQL of translators; names come from the published view of contacts, and only where they may be seen."""

from outreach_crm.storage import Store
from outreach_translators.model import Translator

_ALL = (
    "select t.id, t.contact_id, c.name, t.language, t.confirmed_on, t.change_id from translators t"
    " join v_contacts c on c.id = t.contact_id where c.trashed_on is null and {visible(c)}"
)
_LIST = f"{_ALL} order by t.language, c.sort_name, t.id"
_ONE = f"{_ALL} and t.id = :translator_id"
_OF_CONTACT = f"{_ALL} and t.contact_id = :contact_id order by t.language, t.id"


def translators(store: Store) -> list[Translator]:
    """Return all translators, by language and name."""
    return [Translator(**row) for row in store.rows(_LIST)]


def of_contact(store: Store, contact_id: int) -> list[Translator]:
    """Return the languages one contact translates into."""
    return [Translator(**row) for row in store.rows(_OF_CONTACT, contact_id=contact_id)]


def translator(store: Store, translator_id: int) -> Translator | None:
    """Return one translator; None where there is none that may be seen."""
    row = store.one(_ONE, translator_id=translator_id)
    return Translator(**row) if row else None
