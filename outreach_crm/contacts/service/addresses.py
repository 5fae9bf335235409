"""Writes how a contact is reached: e-mail, phone, web and postal addresses, labelled, preferred, valid for a time."""

import re
from datetime import date

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.contacts import queries
from outreach_crm.contacts.fields import PostalDraft, read_label, read_point, read_postal
from outreach_crm.contacts.model import Address, Contact, Point, PointKind
from outreach_crm.dates import check_span
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError
from outreach_crm.model import Ref
from outreach_crm.text import fold, say, words

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
        raise InvalidInputError(say("Name the address that is valid for that time: --email ana@example.org."))


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


def add_address(app: App, contact: Contact, given: str | PostalDraft, validity: Validity) -> None:
    """Add a postal address, in the contact's country where none is written.

    Args:
        app: the App.
        contact: whose.
        given: in one line, behind its label where it has one; or in its parts.
        validity: from when and until when it is right.

    Raises:
        InvalidInputError: it is empty, or its time ends before it begins.
    """
    label, known = _postal(app, contact, given)
    same = [
        one.id
        for one in queries.addresses(app.store, contact.id)
        if all(getattr(one, column) == value for column, value in known.items())
    ]
    _write(app, "contact_addresses", same, {"contact_id": contact.id, **known}, label, validity)


def rewrite(app: App, contact: Contact, meant: str, given: str | PostalDraft, validity: Validity) -> None:
    """Let an address that is there read otherwise; it is right again, and as preferred as it was.

    Raises:
        NotFoundError: the contact has no such address.
        InvalidInputError: several fit, it cannot be read, or its time ends before it begins.
        ConflictError: the contact has another one that reads so.
    """
    table, row_id = _meant(app, contact, meant)
    if table == "contact_addresses":
        label, known = _postal(app, contact, given)
    else:
        kind = next(one.kind for one in queries.points(app.store, contact.id) if one.id == row_id)
        label, rest = read_label(str(given))
        value = read_point(kind, rest, contact.country or app.section.country)
        key = address_key(app, value)
        known = {"value": value, "address_key": key}
        if set(queries.row_ids(app.store, table, contact.id, "address_key", key)) - {row_id}:
            raise ConflictError(say("{contact} has {value} already.", contact=contact.name, value=value))
    times = {"valid_from": None, "valid_to": None} | validity.values()
    app.store.update(table, row_id, {**known, "label": label, "wrong_since": None, **times})
    start, end = queries.validity(app.store, table, row_id)
    check_span(start, end, "An address")


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


def _postal(app: App, contact: Contact, given: str | PostalDraft) -> tuple[str, dict[str, object]]:
    """Return the label of a postal address and its columns."""
    label, rest = ("", "") if isinstance(given, PostalDraft) else read_label(given)
    read = given if isinstance(given, PostalDraft) else read_postal(rest)
    if not words(read.lines, read.town):
        raise InvalidInputError(say("An address needs at least a street or a town."))
    known: dict[str, object] = {
        "lines": read.lines,
        "postcode": read.postcode,
        "town": read.town,
        "country": read.country or contact.country or app.section.country,
    }
    return label or read.label, known | ({"region": read.region} if read.region else {})


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
    points, postal = queries.points(app.store, contact.id), queries.addresses(app.store, contact.id)
    record = Ref.read(text)
    for table, rows in (("contact_points", points), ("contact_addresses", postal)):
        if record and record.kind == table and any(one.id == record.id for one in rows):
            return table, record.id
    fitting = [("contact_points", one.id, one.value) for one in points if _is(app, contact, one, text)]
    wanted, label = set(words(text)), fold(text.strip())
    placed = [("contact_addresses", one, _in_a_line(one)) for one in postal]
    if not fitting and wanted:
        fitting = [(table, one.id, line) for table, one, line in placed if wanted <= set(words(line))]
    if not fitting and label:
        fitting = [("contact_points", one.id, one.value) for one in points if fold(one.label) == label]
        fitting += [(table, one.id, line) for table, one, line in placed if fold(one.label) == label]
    if not fitting:
        known = "; ".join([*(one.value for one in points), *(line for _, _, line in placed)]) or say("none yet")
        raise NotFoundError(
            say("{contact} has no address {text!r}; there is {known}.", contact=contact.name, text=text, known=known)
        )
    if len(fitting) > 1:
        raise InvalidInputError(
            say(
                "Several addresses fit {text!r}: {names}. Write more of it.",
                text=text,
                names="; ".join(line for _, _, line in fitting),
            )
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
