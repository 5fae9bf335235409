"""Finding contacts: as one types, by list, and from whatever somebody writes to mean one."""

from outreach_crm.app import App
from outreach_crm.contacts import queries
from outreach_crm.contacts.model import Contact, Found, Kind
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.text import fold, words_in_order

_WORDS = 4


def find(app: App, text: str, limit: int = 20) -> list[Found]:
    """Return contacts whose words begin with the words of a text; accents, case and order do not matter.

    Args:
        app: the App.
        text: beginnings of names, e-mail addresses or towns; the longest four count.
        limit: how many at most.
    """
    prefixes = sorted(set(words_in_order(text)), key=len, reverse=True)[:_WORDS]
    if not prefixes:
        return []
    return queries.with_about(app.store, queries.find(app.store, prefixes, limit))


def list_contacts(
    app: App, *, kind: Kind | None = None, country: str = "", sector: str = "", limit: int = 50
) -> list[Found]:
    """Return contacts by name, narrowed by kind, country (ISO 3166 alpha-2) and sector (its key)."""
    return queries.listed(
        app.store, kind=kind.value if kind else None, country=country or None, sector=sector or None, limit=limit
    )


def in_trash(app: App) -> list[Found]:
    """Return the contacts in the trash."""
    return queries.trashed(app.store)


def resolve(app: App, text: str, *, kind: Kind | None = None) -> Contact:
    """Return the one contact somebody means.

    Args:
        app: the App.
        text: its number, ``contacts:12``, its name, or enough of its words.
        kind: only of this kind.

    Raises:
        NotFoundError: none fits.
        InvalidInputError: several fit; they are named with their numbers.
    """
    number = text.removeprefix("contacts:").strip()
    if number.isdigit():
        found = queries.contact(app.store, int(number))
        if found is None:
            raise NotFoundError(f"There is no contact {number}.")
        return found
    fitting = exactly(app, text) or find(app, text, limit=8)
    if kind is not None:
        fitting = [one for one in fitting if one.kind is kind]
    if not fitting:
        raise NotFoundError(f"No contact fits {text!r}; outreach find shows what is near.")
    if len(fitting) > 1:
        near = "; ".join(f"{one.id} {one.name}" + (f" ({one.about})" if one.about else "") for one in fitting)
        raise InvalidInputError(f"Several contacts fit {text!r}: {near}. Give the number.")
    contact = queries.contact(app.store, fitting[0].id)
    assert contact is not None  # noqa: S101 - it was found in this very transaction or a moment ago
    return contact


def exactly(app: App, text: str) -> list[Found]:
    """Return the contacts whose whole name this is, whatever the accents and case."""
    wanted = fold(text).split()
    return [one for one in find(app, text, limit=40) if fold(one.name).split() == wanted]
