"""Editing contacts; into the trash and back."""

from collections.abc import Mapping
from datetime import date

from attrs import evolve, field, frozen

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.contacts.fields import PostalDraft, check_kind, read_fields
from outreach_crm.contacts.model import Contact, Kind, PointKind
from outreach_crm.contacts.names import full_name, holds, name_parts
from outreach_crm.contacts.service import addresses, bulk, parts
from outreach_crm.contacts.service.adding import check_present
from outreach_crm.contacts.service.finding import get
from outreach_crm.dates import check_span
from outreach_crm.errors import ConflictError, InvalidInputError
from outreach_crm.text import say, sort_name, words


@frozen(kw_only=True)
class Edit:
    """What to change of a contact; what is left empty stays as it is.

    Addresses may begin with a label (``office: ana@example.org``); ``valid_from`` and ``valid_to`` hold for those
    given here. ``wrong``, ``prefer`` and ``remove`` name addresses that are there, ``rewritten`` those that shall read
    otherwise; all of them as people write them, or as the record (``contact_points:17``). ``holder`` and ``circle``
    are names, an empty text takes them away. ``version`` is the ``change_id`` the editor saw: if the contact has
    another one by now, somebody else was faster.
    """

    fields: Mapping[str, str] = field(factory=dict)
    own_fields: Mapping[str, str] = field(factory=dict)
    points: tuple[tuple[PointKind, str], ...] = ()
    addresses: tuple[str | PostalDraft, ...] = ()
    rewritten: tuple[tuple[str, str | PostalDraft], ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    wrong: tuple[str, ...] = ()
    prefer: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    no_ids: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    no_sectors: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    no_interests: tuple[str, ...] = ()
    holder: str | None = None
    circle: str | None = None
    version: int | None = None


def edit(app: App, contact_id: int, changes: Edit, *, because: str = "") -> Contact:
    """Change a contact and what belongs to it, all or nothing; an edit that says nothing leaves no trace.

    Raises:
        NotFoundError: the contact, or a sector, keyword, account, circle or address does not exist.
        InvalidInputError: a value cannot be right.
        ConflictError: the contact is in the trash, or somebody else changed it since ``changes.version``.
        RefusedError: the actor is no member of the circle.
    """
    if evolve(changes, version=None) == Edit():
        return get(app, contact_id)
    with app.change("edit contact", because=because):
        contact = get(app, contact_id)
        check_present(contact)
        journal.check_version(app, contact.name, contact.change_id, seen=changes.version)
        written = read_fields(changes.fields, app.clock.today()) | _who(app, changes)
        check_kind(contact.kind, written)
        dates = {"membership_from": contact.membership_from, "membership_to": contact.membership_to} | written
        check_span(dates["membership_from"], dates["membership_to"], "A membership")
        if {"name", "given", "family", "name_order"} & written.keys():
            written |= _name(contact, written)
        app.store.update("contacts", contact_id, written)  # also when only its parts change: the record has one version
        contact = get(app, contact_id)
        _addresses(app, contact, changes)
        _parts(app, contact.id, changes)
        bulk.index_words(app, contact_id)
        return get(app, contact_id)


def trash(app: App, contact_id: int, *, because: str = "") -> Contact:
    """Put a contact into the trash: it is found no more, and nothing is lost.

    Raises:
        ConflictError: it is there already.
    """
    with app.change("trash contact", because=because):
        contact = get(app, contact_id)
        if contact.trashed_on:
            raise ConflictError(
                say(
                    "{contact} is in the trash already, since {trashed_on}.",
                    contact=contact.name,
                    trashed_on=contact.trashed_on,
                )
            )
        app.store.update("contacts", contact_id, {"trashed_on": app.clock.today().isoformat()})
        return get(app, contact_id)


def restore(app: App, contact_id: int, *, because: str = "") -> Contact:
    """Take a contact out of the trash.

    Raises:
        ConflictError: it is not in the trash.
    """
    with app.change("restore contact", because=because):
        contact = get(app, contact_id)
        if contact.merged_into:
            raise ConflictError(
                say(
                    "{contact} was merged into contact {merged_into}; outreach undo parts them.",
                    contact=contact.name,
                    merged_into=contact.merged_into,
                )
            )
        if not contact.trashed_on:
            raise ConflictError(say("{contact} is not in the trash.", contact=contact.name))
        app.store.update("contacts", contact_id, {"trashed_on": None})
        return get(app, contact_id)


def _who(app: App, changes: Edit) -> dict[str, object]:
    found: dict[str, object] = {}
    if changes.holder is not None:
        found["holder_id"] = parts.holder_id(app, changes.holder)
    if changes.circle is not None:
        found["circle_id"] = accounts.circle_id(app, changes.circle)
    return found


def _name(contact: Contact, written: Mapping[str, object]) -> dict[str, object]:
    """Keep the full name, its parts and the sort name in step."""
    if contact.kind is not Kind.PERSON:
        return {"sort_name": sort_name(str(written.get("name", contact.name)))}
    family_first = str(written.get("name_order", contact.name_order)) == "family-first"
    given, family = str(written.get("given", contact.given)), str(written.get("family", contact.family))
    if "name" in written:
        name = str(written["name"])
        kept = contact.family if holds(name, contact.family) else ""  # "Ruiz Soto" stays one family name
        given, family = name_parts(
            name, str(written.get("given", "")), str(written.get("family", kept)), family_first=family_first
        )
    name = full_name(given, family, family_first=family_first)
    if not words(name):
        raise InvalidInputError(say("A contact needs a name: leave the given name or the family name."))
    return {"name": name, "given": given, "family": family, "sort_name": sort_name(name, given, family)}


def _addresses(app: App, contact: Contact, changes: Edit) -> None:
    validity = addresses.Validity(changes.valid_from, changes.valid_to)
    addresses.check_named(validity, changes.points, changes.addresses, changes.rewritten)
    for kind, text in changes.points:
        addresses.add_point(app, contact, kind, text, validity)
    for address in changes.addresses:
        addresses.add_address(app, contact, address, validity)
    for meant, written in changes.rewritten:
        addresses.rewrite(app, contact, meant, written, validity)
    for text in changes.wrong:
        addresses.mark_wrong(app, contact, text)
    for text in changes.prefer:
        addresses.prefer(app, contact, text)
    for text in changes.remove:
        addresses.remove(app, contact, text)


def _parts(app: App, contact_id: int, changes: Edit) -> None:
    for write, texts in (
        (parts.add_external_id, changes.ids),
        (parts.drop_external_id, changes.no_ids),
        (parts.add_sector, changes.sectors),
        (parts.drop_sector, changes.no_sectors),
        (parts.add_interest, changes.interests),
        (parts.drop_interest, changes.no_interests),
    ):
        for text in texts:
            write(app, contact_id, text)
    for key, value in changes.own_fields.items():
        parts.set_field(app, contact_id, key, value)
