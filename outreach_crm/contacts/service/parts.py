"""Writes what belongs to a contact: sectors, interests, own fields, numbers in other systems, the words index."""

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.contacts import queries
from outreach_crm.contacts.fields import ContactsSettings, read_external_id, read_own
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError
from outreach_crm.keywords import service as keywords
from outreach_crm.sectors import service as sectors
from outreach_crm.text import say


def add_sector(app: App, contact_id: int, key: str) -> None:
    """Put a contact into a sector; nothing happens when it is there.

    Raises:
        NotFoundError: there is no such sector.
    """
    sector = sectors.get(app, key).key
    if not queries.row_ids(app.store, "contact_sectors", contact_id, "sector", sector):
        app.store.insert("contact_sectors", {"contact_id": contact_id, "sector": sector})


def drop_sector(app: App, contact_id: int, key: str) -> None:
    """Take a contact out of a sector, even of one that is not known any more.

    Raises:
        NotFoundError: it is not in it.
    """
    why_not = say("is not in the sector {key!r}", key=key)
    _drop(app, "contact_sectors", contact_id, "sector", key.strip().lower(), why_not)


def add_interest(app: App, contact_id: int, text: str) -> None:
    """Note that a contact is interested in a keyword; nothing happens when it is noted.

    Raises:
        NotFoundError: there is no such keyword.
    """
    keyword = keywords.resolve(app, text).id
    if not queries.row_ids(app.store, "contact_keywords", contact_id, "keyword_id", keyword):
        app.store.insert("contact_keywords", {"contact_id": contact_id, "keyword_id": keyword})


def drop_interest(app: App, contact_id: int, text: str) -> None:
    """Take an interest away.

    Raises:
        NotFoundError: there is no such keyword, or it is no interest of the contact.
    """
    keyword = keywords.resolve(app, text).id
    _drop(app, "contact_keywords", contact_id, "keyword_id", keyword, say("has no interest {text!r}", text=text))


def add_external_id(app: App, contact_id: int, text: str) -> None:
    """Note the number a contact has in another system (``civicrm:4711``); nothing happens when it is noted.

    Raises:
        InvalidInputError: it has not that form.
        ConflictError: another contact has it.
    """
    system, number = read_external_id(text)
    if queries.has_external_id(app.store, system, number) != contact_id:
        check_free(app, system, number)
        app.store.insert("contact_ids", {"contact_id": contact_id, "system": system, "external_id": number})


def check_free(app: App, system: str, number: str) -> None:
    """Refuse a number in another system that a contact has.

    Raises:
        ConflictError: one has it.
    """
    holder = queries.has_external_id(app.store, system, number)
    if holder is not None:
        other = queries.contact(app.store, holder)
        whose = (
            say("belongs to {other_id} {other}", other_id=other.id, other=other.name)
            if other
            else say("belongs to another contact")
        )
        raise ConflictError(say("{system}:{number} {whose} already.", system=system, number=number, whose=whose))


def drop_external_id(app: App, contact_id: int, text: str) -> None:
    """Take the number in another system away.

    Raises:
        NotFoundError: the contact has it not.
    """
    system, number = read_external_id(text)
    if queries.has_external_id(app.store, system, number) != contact_id:
        raise NotFoundError(say("This contact has no number {text!r}.", text=text))
    _drop(app, "contact_ids", contact_id, "external_id", number, say("has no number {text!r}", text=text))


def set_field(app: App, contact_id: int, key: str, value: str) -> None:
    """Set one of the section's own fields; an empty value takes it away, also where it is not declared any more.

    Raises:
        InvalidInputError: the settings declare no such field, or the value is of another kind.
    """
    there = queries.row_ids(app.store, "contact_fields", contact_id, "field", key)
    text = read_field(app, key, value) if value.strip() or not there else ""
    if not text:
        for row_id in there:
            app.store.delete("contact_fields", row_id)
    elif there:
        app.store.update("contact_fields", there[0], {"value": text})
    else:
        app.store.insert("contact_fields", {"contact_id": contact_id, "field": key, "value": text})


def read_field(app: App, key: str, value: str) -> str:
    """Return a value of one of the section's own fields as it is stored.

    Raises:
        InvalidInputError: the settings declare no such field, or the value is of another kind.
    """
    declared = {one.key: one for one in app.settings.of("contacts", ContactsSettings).fields}
    if key not in declared:
        known = ", ".join(declared) or say("none yet")
        raise InvalidInputError(
            say("{key!r} is not a field of this section ({known}); declare it under [contacts].", key=key, known=known)
        )
    return read_own(declared[key], value, app.clock.today())


def holder_id(app: App, name: str) -> int | None:
    """Return the account that holds a relationship, or None for an empty name.

    Raises:
        NotFoundError: nobody has that name.
        ConflictError: the account is not in use any more.
    """
    if not name.strip():
        return None
    account = accounts.find_account(app, name)
    if account.retired_on:
        raise ConflictError(
            say(
                "{account} is retired since {retired_on}; name somebody else.",
                account=account.name,
                retired_on=account.retired_on,
            )
        )
    return account.id


def _drop(app: App, table: str, contact_id: int, column: str, value: object, what: str) -> None:
    there = queries.row_ids(app.store, table, contact_id, column, value)
    if not there:
        raise NotFoundError(say("The contact {what}; nothing was taken away.", what=what))
    for row_id in there:
        app.store.delete(table, row_id)
