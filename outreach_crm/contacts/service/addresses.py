"""Writes how a contact is reached: e-mail, phone, web and postal addresses, labelled, preferred, valid for a time."""

import re
from datetime import date

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.contacts import queries
from outreach_crm.contacts.fields import read_label, read_point, read_postal
from outreach_crm.contacts.model import Address, Contact, Point, PointKind
from outreach_crm.dates import check_span
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.text import fold, words

_ENOUGH_DIGITS = 6


@frozen
class Validity:
    """From when and until when an address is right; None leaves open, or as it was."""

    start: date | None = None
    end: date | None = None

    def values(self) -> dict[str, object]:
        """Return the columns that are set."""
        named = {"valid_from": self.start, "valid_to": self.end}
        return {name: day.isoformat() for name, day in named.items() if day is not None}


def check_named(validity: Validity, *given: tuple[object, ...]) -> None:
    """Refuse a time that is said of no address.

    Raises:
        InvalidInputError: a time is said and no address is given.
    """
    if validity.values() and not any(given):
        raise InvalidInputError("Name the address that is valid for that time, as in --email ana@example.org.")


def add_point(app: App, contact: Contact, kind: PointKind, text: str, validity: Validity) -> None:
    """Add an e-mail, phone or web address; one that is there is right again, with the label and times given now.

    Raises:
        InvalidInputError: it is not such an address, or its time ends before it begins.
    """
    label, rest = read_label(text)
    value = read_point(kind, rest, contact.country or app.section.country)
    key = address_key(app, value)
    there = queries.row_ids(app.store, "contact_points", contact.id, "address_key", key)
    known: dict[str, object] = {"contact_id": contact.id, "kind": kind.value, "value": value, "address_key": key}
    _write(app, "contact_points", there, known, label, validity)


def add_address(app: App, contact: Contact, text: str, validity: Validity) -> None:
    """Add a postal address written in one line, in the contact's country where none is written.

    Raises:
        InvalidInputError: it is empty, or its time ends before it begins.
    """
    label, rest = read_label(text)
    read = read_postal(rest)
    known: dict[str, object] = {
        "contact_id": contact.id,
        "lines": read.lines,
        "postcode": read.postcode,
        "town": read.town,
        "country": read.country or contact.country or app.section.country,
    }
    same = [
        one.id
        for one in queries.addresses(app.store, contact.id)
        if all(getattr(one, column) == value for column, value in known.items())
    ]
    _write(app, "contact_addresses", same, known, label, validity)


def mark_wrong(app: App, contact: Contact, text: str) -> None:
    """Mark an address as not working since today.

    Raises:
        NotFoundError: the contact has no such address.
        InvalidInputError: several fit.
    """
    table, row_id = _meant(app, contact, text)
    app.store.update(table, row_id, {"wrong_since": app.clock.today().isoformat(), "preferred": 0})


def give_up(app: App, key: str, *, because: str = "") -> list[int]:
    """Mark an address as not working since today, for everybody who has it and whoever may see them.

    Args:
        app: the App.
        key: its :func:`address_key`.
        because: what showed it, such as a mail that came back.

    Returns:
        Those for whom it was right until now.
    """
    with app.change("address does not work", because=because):
        there = queries.right_points(app.store, key)
        for row in there:
            app.store.update(
                "contact_points", row["id"], {"wrong_since": app.clock.today().isoformat(), "preferred": 0}
            )
            app.store.update("contacts", row["contact_id"], {})  # the record has one version
        return [row["contact_id"] for row in there]


def prefer(app: App, contact: Contact, text: str) -> None:
    """Make an address the preferred one of its kind.

    Raises:
        NotFoundError: the contact has no such address.
        InvalidInputError: several fit.
    """
    table, row_id = _meant(app, contact, text)
    rows: list[Point] | list[Address]
    if table == "contact_addresses":
        rows = queries.addresses(app.store, contact.id)
    else:
        points = queries.points(app.store, contact.id)
        kind = next(point.kind for point in points if point.id == row_id)
        rows = [point for point in points if point.kind is kind]
    for row in rows:
        if row.preferred != (row.id == row_id):
            app.store.update(table, row.id, {"preferred": int(row.id == row_id)})


def remove(app: App, contact: Contact, text: str) -> None:
    """Take an address away; undo brings it back.

    Raises:
        NotFoundError: the contact has no such address.
        InvalidInputError: several fit.
    """
    table, row_id = _meant(app, contact, text)
    app.store.delete(table, row_id)


def address_key(app: App, value: str) -> str:
    """Return the keyed digest by which an address is recognised without being kept (HMAC-SHA-256)."""
    from outreach_crm.storage.digests import keyed

    return keyed(app.secret("address"), fold(value)).hex()[:32]


def _write(app: App, table: str, there: list[int], known: dict[str, object], label: str, validity: Validity) -> None:
    said = validity.values() | ({"label": label} if label else {})
    if there:
        row_id = there[0]
        app.store.update(table, row_id, {"wrong_since": None, "valid_to": None, **said})
    else:
        row_id = app.store.insert(table, {**known, **said})
    start, end = queries.validity(app.store, table, row_id)
    check_span(start, end, "An address")


def _meant(app: App, contact: Contact, text: str) -> tuple[str, int]:
    """Return table and id of the one address of a contact that somebody means: as stored, as written, or by label."""
    points = queries.points(app.store, contact.id)
    fitting = [("contact_points", one.id, one.value) for one in points if _is(app, contact, one, text)]
    wanted, label = set(words(text)), fold(text.strip())
    postal = [("contact_addresses", one, _in_a_line(one)) for one in queries.addresses(app.store, contact.id)]
    if not fitting and wanted:
        fitting = [(table, one.id, line) for table, one, line in postal if wanted <= set(words(line))]
    if not fitting and label:
        fitting = [("contact_points", one.id, one.value) for one in points if fold(one.label) == label]
        fitting += [(table, one.id, line) for table, one, line in postal if fold(one.label) == label]
    if not fitting:
        known = "; ".join([*(one.value for one in points), *(line for _, _, line in postal)]) or "none yet"
        raise NotFoundError(f"{contact.name} has no address {text!r}; there is {known}.")
    if len(fitting) > 1:
        raise InvalidInputError(
            f"Several addresses fit {text!r}: {'; '.join(line for _, _, line in fitting)}. Write more of it."
        )
    return fitting[0][:2]


def _in_a_line(one: Address) -> str:
    return ", ".join(part for part in (*one.lines.splitlines(), one.postcode, one.town) if part)


def _is(app: App, contact: Contact, point: Point, text: str) -> bool:
    if fold(point.value) == fold(text.strip()):
        return True
    digits = re.sub(r"\D", "", text).lstrip("0")
    if point.kind is PointKind.PHONE and len(digits) >= _ENOUGH_DIGITS and point.value.endswith(digits):
        return True  # as it is dialled at home, whatever the country
    try:
        return fold(read_point(point.kind, text, contact.country or app.section.country)) == fold(point.value)
    except InvalidInputError:
        return False
