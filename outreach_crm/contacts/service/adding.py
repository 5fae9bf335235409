"""Adding a contact, with all that is said of it in one go."""

import json
import secrets

from outreach_crm.app import App
from outreach_crm.contacts import queries
from outreach_crm.contacts.fields import read_fields
from outreach_crm.contacts.model import Contact, ContactDraft, Kind, PointKind, RoleDraft
from outreach_crm.contacts.names import full_name, split_name
from outreach_crm.contacts.service import parts
from outreach_crm.contacts.service.finding import exactly, resolve
from outreach_crm.errors import InvalidInputError
from outreach_crm.text import sort_name, words


def add(app: App, draft: ContactDraft, *, because: str = "") -> Contact:
    """Add a contact; an organisation named in a role is added too where there is none of that name.

    Raises:
        InvalidInputError: something of it cannot be right; nothing is written.
        NotFoundError: a sector, interest or organisation number does not exist.
    """
    with app.change("add contact", because=because):
        contact_id = _insert(app, draft)
        country = str(draft.fields.get("country", ""))
        for kind, values in (
            (PointKind.EMAIL, draft.emails),
            (PointKind.PHONE, draft.phones),
            (PointKind.WEB, draft.webs),
        ):
            for text in values:
                parts.add_point(app, contact_id, kind, text, country)
        for text in draft.addresses:
            parts.add_address(app, contact_id, text)
        for key in draft.sectors:
            parts.add_sector(app, contact_id, key)
        for text in draft.interests:
            parts.add_interest(app, contact_id, text)
        for role in draft.roles:
            insert_role(app, contact_id, role, draft)
        if draft.emails or draft.addresses:
            parts.index_words(app, contact_id)
        found = queries.contact(app.store, contact_id)
    assert found is not None  # noqa: S101 - just written
    return found


def insert_role(app: App, person_id: int, role: RoleDraft, draft: ContactDraft | None = None) -> int:
    """Write a role and return its id.

    Raises:
        InvalidInputError: no organisation is named, or the contact is not a person.
    """
    if not role.at.strip():
        raise InvalidInputError("A role needs an organisation: say where, with --at.")
    person = queries.contact(app.store, person_id)
    if person is None or person.kind is not Kind.PERSON:
        raise InvalidInputError("Only a person has a role; relate organisations to each other instead.")
    return app.store.insert(
        "contact_roles",
        {
            "person_id": person_id,
            "organisation_id": _organisation(app, role.at, draft),
            "title": role.title.strip(),
            "from_on": role.from_on.isoformat() if role.from_on else None,
            "answers_for_rights": int(role.answers_for_rights),
            "right_person_for": role.right_person_for.strip(),
            "verified_on": app.clock.today().isoformat(),
        },
    )


def _insert(app: App, draft: ContactDraft) -> int:
    fields = read_fields({"name": draft.name, **draft.fields}, app.clock.today())
    name, given, family = str(fields["name"]), "", ""
    if draft.kind is Kind.PERSON:
        given, family = str(fields.get("given", "")), draft.family or str(fields.get("family", ""))
        given, family = _parts_of(name, given, family)
        name = full_name(given, family, family_first=fields.get("name_order") == "family-first")
    known = words(name, str(fields.get("also", "")))
    return app.store.insert(
        "contacts",
        {
            **fields,
            "uid": secrets.token_hex(8),
            "kind": draft.kind.value,
            "name": name,
            "given": given,
            "family": family,
            "sort_name": sort_name(name, given, family),
            "words": json.dumps(known, ensure_ascii=False),
            "added_on": app.clock.today().isoformat(),
        },
    )


def _parts_of(name: str, given: str, family: str) -> tuple[str, str]:
    if given and family:
        return given, family
    if family and name.lower().endswith(family.lower()):
        return name[: -len(family)].strip(), family
    return split_name(name)


def _organisation(app: App, at: str, draft: ContactDraft | None) -> int:
    """Find the organisation of a role by number or whole name; a new name makes a new one, in the same sectors.

    Beginnings of names are not enough here: a national bar association is not the one of its capital.
    """
    if at.removeprefix("contacts:").isdigit():
        found = resolve(app, at)
        if found.kind is Kind.PERSON:
            raise InvalidInputError(f"{found.name} is a person; a role is held in an organisation.")
        return found.id
    named = [one for one in exactly(app, at) if one.kind is not Kind.PERSON]
    if len(named) > 1:
        raise InvalidInputError(f"Several organisations are called {at!r}: {', '.join(str(one.id) for one in named)}.")
    if named:
        return named[0].id
    sectors = draft.sectors if draft else ()
    fields = {"country": str(draft.fields["country"])} if draft and "country" in draft.fields else {}
    return add(app, ContactDraft(name=at, kind=Kind.ORGANISATION, sectors=sectors, fields=fields)).id
