"""Writes what belongs to a contact: addresses of all sorts, sectors, interests, own fields, the words index."""

import hashlib
import hmac
import json
from contextlib import suppress

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.contacts import queries
from outreach_crm.contacts.fields import ContactsSettings, read_country, read_point
from outreach_crm.contacts.model import PointKind
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.keywords import service as keywords
from outreach_crm.sectors import service as sectors
from outreach_crm.text import fold, words


def add_point(app: App, contact_id: int, kind: PointKind, text: str, country: str) -> None:
    """Add an e-mail, phone or web address; one that is there already is marked as right again."""
    value = read_point(kind, text, country or app.section.country)
    key = address_key(app, value)
    there = queries.row_ids(app.store, "contact_points", contact_id, "address_key", key)
    if there:
        app.store.update("contact_points", there[0], {"wrong_since": None, "valid_to": None})
        return
    app.store.insert(
        "contact_points", {"contact_id": contact_id, "kind": kind.value, "value": value, "address_key": key}
    )


def mark_wrong(app: App, contact_id: int, text: str) -> None:
    """Mark an address as not working since today.

    Raises:
        NotFoundError: the contact has no such address.
    """
    value = fold(text)
    fitting = [
        ("contact_points", point.id) for point in queries.points(app.store, contact_id) if fold(point.value) == value
    ] + [
        ("contact_addresses", one.id)
        for one in queries.addresses(app.store, contact_id)
        if value and value in fold(f"{one.lines} {one.postcode} {one.town}")
    ]
    if not fitting:
        raise NotFoundError(f"This contact has no address {text!r}.")
    for table, row_id in fitting:
        app.store.update(table, row_id, {"wrong_since": app.clock.today().isoformat()})


def add_address(app: App, contact_id: int, text: str) -> None:
    """Add a postal address written in one line.

    Args:
        app: the App.
        contact_id: whose.
        text: ``Calle Mayor 1; 28013 Madrid; Spain`` or ``1 High Street; London; SW1A 1AA; GB``: parts at semicolons,
            the country last where it is one.
    """
    parts = [part.strip() for part in text.split(";") if part.strip()]
    if not parts:
        raise InvalidInputError("An address needs at least a street or a town; part its lines with semicolons.")
    country = app.section.country
    if len(parts) > 1:
        with suppress(InvalidInputError):
            country, parts = read_country(parts[-1]), parts[:-1]
    postcode, town = "", ""
    if len(parts) > 1:
        postcode, town = _town(parts.pop())
        if not town and len(parts) > 1:
            town = parts.pop()
    app.store.insert(
        "contact_addresses",
        {"contact_id": contact_id, "lines": "\n".join(parts), "postcode": postcode, "town": town, "country": country},
    )


def _town(text: str) -> tuple[str, str]:
    """Part a postcode from a town: words with digits at the beginning, or at the end, are the postcode."""
    parts = text.split()
    digits = [any(char.isdigit() for char in part) for part in parts]
    if digits[0]:
        count = digits.index(False) if False in digits else len(parts)
        return " ".join(parts[:count]), " ".join(parts[count:])
    if digits[-1]:
        count = digits[::-1].index(False)
        return " ".join(parts[-count:]), " ".join(parts[:-count])
    return "", text


def add_sector(app: App, contact_id: int, key: str) -> None:
    """Put a contact into a sector; nothing happens when it is there.

    Raises:
        NotFoundError: there is no such sector.
    """
    sector = sectors.get(app, key).key
    if not queries.row_ids(app.store, "contact_sectors", contact_id, "sector", sector):
        app.store.insert("contact_sectors", {"contact_id": contact_id, "sector": sector})


def add_interest(app: App, contact_id: int, text: str) -> None:
    """Note that a contact is interested in a keyword; nothing happens when it is noted.

    Raises:
        NotFoundError: there is no such keyword.
    """
    keyword = keywords.resolve(app, text).id
    if not queries.row_ids(app.store, "contact_keywords", contact_id, "keyword_id", keyword):
        app.store.insert("contact_keywords", {"contact_id": contact_id, "keyword_id": keyword})


def drop(app: App, table: str, contact_id: int, column: str, value: object) -> None:
    """Take a sector or an interest from a contact.

    Raises:
        NotFoundError: the contact has it not.
    """
    there = queries.row_ids(app.store, table, contact_id, column, value)
    if not there:
        raise NotFoundError("The contact has no such entry; nothing was taken away.")
    for row_id in there:
        app.store.delete(table, row_id)


def set_field(app: App, contact_id: int, key: str, value: str) -> None:
    """Set one of the section's own fields; an empty value takes it away.

    Raises:
        InvalidInputError: the settings declare no such field, or the value is of another kind.
    """
    declared = {one.key: one for one in app.settings.of("contacts", ContactsSettings).fields}
    if key not in declared:
        known = ", ".join(declared) or "none yet"
        raise InvalidInputError(f"{key!r} is not a field of this section ({known}); declare it under [contacts].")
    text = _of_kind(declared[key].kind, key, value.strip(), app)
    there = queries.row_ids(app.store, "contact_fields", contact_id, "field", key)
    if not text:
        for row_id in there:
            app.store.delete("contact_fields", row_id)
    elif there:
        app.store.update("contact_fields", there[0], {"value": text})
    else:
        app.store.insert("contact_fields", {"contact_id": contact_id, "field": key, "value": text})


def _of_kind(kind: str, key: str, text: str, app: App) -> str:
    from outreach_crm.dates import read_date

    if not text or kind == "text":
        return text
    if kind == "date":
        return read_date(text, app.clock.today()).isoformat()
    if kind == "number":
        try:
            return str(float(text)).removesuffix(".0")
        except ValueError:
            raise InvalidInputError(f"{key}: {text!r} is not a number.") from None
    if kind == "yes-no":
        if text.lower() not in {"yes", "no"}:
            raise InvalidInputError(f"{key}: write yes or no.")
        return text.lower()
    raise InvalidInputError(f"{key}: the settings give it the kind {kind!r}; there are text, date, number, yes-no.")


def holder_id(app: App, name: str) -> int | None:
    """Return the account that holds a relationship, or None for an empty name."""
    return accounts.find_account(app, name).id if name.strip() else None


def address_key(app: App, value: str) -> str:
    """Return the keyed digest by which an address is recognised without being kept (HMAC-SHA-256)."""
    return hmac.new(app.secret("address"), fold(value).encode(), hashlib.sha256).hexdigest()[:32]


def index_words(app: App, contact_id: int) -> None:
    """Bring the words by which a contact is found up to date."""
    found = words(*queries.searched_texts(app.store, contact_id))
    app.store.update("contacts", contact_id, {"words": json.dumps(found, ensure_ascii=False)})
