"""Editing contacts, their roles and relationships; into the trash and back."""

from collections.abc import Mapping
from datetime import date

from attrs import field, frozen

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.contacts import queries
from outreach_crm.contacts.fields import read_fields
from outreach_crm.contacts.model import Contact, Kind, PointKind, Role, RoleDraft
from outreach_crm.contacts.names import full_name, split_name
from outreach_crm.contacts.service import parts
from outreach_crm.contacts.service.adding import insert_role
from outreach_crm.contacts.service.relations import known_kind
from outreach_crm.contacts.service.showing import get
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError
from outreach_crm.keywords import service as keywords
from outreach_crm.text import sort_name


@frozen(kw_only=True)
class Edit:
    """What to change of a contact; what is left empty stays as it is.

    ``holder`` and ``circle`` are names, an empty text takes them away. ``version`` is the ``change_id`` the editor
    saw: if the contact has another one by now, somebody else was faster.
    """

    fields: Mapping[str, str] = field(factory=dict)
    own_fields: Mapping[str, str] = field(factory=dict)
    points: tuple[tuple[PointKind, str], ...] = ()
    addresses: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    no_sectors: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    no_interests: tuple[str, ...] = ()
    holder: str | None = None
    circle: str | None = None
    version: int | None = None


def edit(app: App, contact_id: int, changes: Edit, *, because: str = "") -> Contact:
    """Change a contact and what belongs to it, all or nothing.

    Raises:
        NotFoundError: the contact, or a sector, keyword, account or circle does not exist.
        InvalidInputError: a value cannot be right.
        ConflictError: somebody else changed the contact since ``changes.version``.
    """
    with app.change("edit contact", because=because):
        contact = get(app, contact_id)
        if changes.version is not None and changes.version != contact.change_id:
            raise ConflictError(
                f"{contact.name} was changed meanwhile (outreach history {contact.change_id}); look again, then edit."
            )
        written = read_fields(changes.fields, app.clock.today()) | _who(app, changes)
        if {"name", "given", "family", "name_order"} & written.keys():
            written |= _name(contact, written)
        app.store.update("contacts", contact_id, written)  # also when only its parts change: the record has one version
        _parts(app, contact, changes)
        parts.index_words(app, contact_id)
        return get(app, contact_id)


def add_role(app: App, person_id: int, role: RoleDraft, *, because: str = "") -> Contact:
    """Give a person a role in an organisation."""
    with app.change("add role", because=because):
        insert_role(app, person_id, role)
        return get(app, person_id)


def end_role(app: App, person_id: int, organisation_id: int, *, on: date | None = None, because: str = "") -> Role:
    """End a person's present role in an organisation; it stays in the history.

    Raises:
        NotFoundError: the person has no present role there.
        InvalidInputError: it would end before it began.
    """
    with app.change("end role", because=because):
        end = (on or app.clock.today()).isoformat()
        present = [
            role
            for role in queries.roles(app.store, person_id)
            if role.organisation_id == organisation_id and role.to_on is None
        ]
        if not present:
            raise NotFoundError("That person has no present role there.")
        if present[0].from_on and end < present[0].from_on:
            raise InvalidInputError(f"The role began on {present[0].from_on}; it cannot end before.")
        app.store.update("contact_roles", present[0].id, {"to_on": end})
        return present[0]


def relate(
    app: App, from_id: int, kind: str, to_id: int, *, since: date | None = None, note: str = "", because: str = ""
) -> None:
    """Relate two contacts; where they are so related already, the relationship is verified as of today.

    Args:
        app: the App.
        from_id: one of them.
        kind: key or label of a kind of relationship; an inverse label turns it round.
        to_id: the other.
        since: since when.
        note: a remark.
        because: why.

    Raises:
        InvalidInputError: the kind is unknown, or a contact is related to itself.
    """
    with app.change("relate contacts", because=because):
        first, second = get(app, from_id), get(app, to_id)
        if first.id == second.id:
            raise InvalidInputError(f"{first.name} cannot be related to itself.")
        key, turned = known_kind(app, kind)
        ends = {"from_id": second.id, "to_id": first.id} if turned else {"from_id": first.id, "to_id": second.id}
        values: dict[str, object] = {"verified_on": app.clock.today().isoformat()}
        if note:
            values["note"] = note
        if since:
            values["from_on"] = since.isoformat()
        there = queries.relation_id(app.store, kind=key, **ends)
        if there is None:
            app.store.insert("contact_relations", {**ends, "kind": key, **values})
        else:
            app.store.update("contact_relations", there, values)


def unrelate(app: App, from_id: int, kind: str, to_id: int, *, because: str = "") -> None:
    """End a relationship as of today; it stays in the history.

    Raises:
        NotFoundError: they are not related so.
    """
    with app.change("end relationship", because=because):
        key, turned = known_kind(app, kind)
        ends = {"from_id": to_id, "to_id": from_id} if turned else {"from_id": from_id, "to_id": to_id}
        there = queries.relation_id(app.store, kind=key, **ends)
        if there is None:
            raise NotFoundError("They are not related in that way.")
        app.store.update("contact_relations", there, {"to_on": app.clock.today().isoformat()})


def trash(app: App, contact_id: int, *, because: str = "") -> Contact:
    """Put a contact into the trash: it is found no more, and nothing is lost."""
    with app.change("trash contact", because=because):
        contact = get(app, contact_id)
        app.store.update("contacts", contact_id, {"trashed_on": app.clock.today().isoformat()})
        return contact


def restore(app: App, contact_id: int, *, because: str = "") -> Contact:
    """Take a contact out of the trash."""
    with app.change("restore contact", because=because):
        get(app, contact_id)
        app.store.update("contacts", contact_id, {"trashed_on": None})
        return get(app, contact_id)


def _who(app: App, changes: Edit) -> dict[str, object]:
    found: dict[str, object] = {}
    if changes.holder is not None:
        found["holder_id"] = parts.holder_id(app, changes.holder)
    if changes.circle is not None:
        found["circle_id"] = accounts.circle_id(app, changes.circle) if changes.circle.strip() else None
    return found


def _name(contact: Contact, written: Mapping[str, object]) -> dict[str, object]:
    """Keep the full name, its parts and the sort name in step."""
    if contact.kind is not Kind.PERSON:
        return {"sort_name": sort_name(str(written.get("name", contact.name)))}
    if "name" in written:
        given, family = split_name(str(written["name"]))
        given, family = str(written.get("given", given)), str(written.get("family", family))
    else:
        given, family = str(written.get("given", contact.given)), str(written.get("family", contact.family))
    family_first = str(written.get("name_order", contact.name_order)) == "family-first"
    name = full_name(given, family, family_first=family_first)
    return {"name": name, "given": given, "family": family, "sort_name": sort_name(name, given, family)}


def _parts(app: App, contact: Contact, changes: Edit) -> None:
    country = changes.fields.get("country", contact.country)
    for kind, text in changes.points:
        parts.add_point(app, contact.id, kind, text, country)
    for text in changes.addresses:
        parts.add_address(app, contact.id, text)
    for text in changes.wrong:
        parts.mark_wrong(app, contact.id, text)
    for key in changes.sectors:
        parts.add_sector(app, contact.id, key)
    for key in changes.no_sectors:
        parts.drop(app, "contact_sectors", contact.id, "sector", key)
    for text in changes.interests:
        parts.add_interest(app, contact.id, text)
    for text in changes.no_interests:
        parts.drop(app, "contact_keywords", contact.id, "keyword_id", keywords.resolve(app, text).id)
    for key, value in changes.own_fields.items():
        parts.set_field(app, contact.id, key, value)
