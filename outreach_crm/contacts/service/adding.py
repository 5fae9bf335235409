"""Adding a contact, with all that is said of it in one go."""

from datetime import date

from outreach_crm.app import App
from outreach_crm.contacts import queries
from outreach_crm.contacts.model import Contact, ContactDraft, Kind, RoleDraft
from outreach_crm.contacts.service import bulk, parts
from outreach_crm.contacts.service.finding import by_number, exactly, get
from outreach_crm.contacts.service.whole import Reading
from outreach_crm.dates import check_span
from outreach_crm.errors import ConflictError, InvalidInputError
from outreach_crm.text import fold, say


def add(app: App, draft: ContactDraft, *, because: str = "") -> Contact:
    """Add a contact; an organisation named in a role is added too where there is none of that name.

    Raises:
        InvalidInputError: something of it cannot be right; nothing is written.
        NotFoundError: a sector, interest, account, circle or organisation number does not exist.
        ConflictError: a number in another system belongs to another contact.
    """
    with app.change("add contact", because=because):
        whole = Reading.of(app).whole(draft)
        for system, number in whole.ids:
            parts.check_free(app, system, number)
        bulk.write(app, [whole])
        contact = get(app, whole.id or 0)
        for role in draft.roles:
            write_role(app, contact, role, draft)
        return get(app, contact.id)


def write_role(app: App, person: Contact, role: RoleDraft, draft: ContactDraft | None = None) -> int:
    """Write a role and return its id; one the person has at present is edited and counts as verified today.

    Raises:
        InvalidInputError: no organisation is named, the contact is not a person, or the role ends before it begins.
        ConflictError: the person or the organisation is in the trash.
    """
    if not role.at.strip():
        raise InvalidInputError(say("A role needs an organisation: say where, with --at."))
    if person.kind is not Kind.PERSON:
        raise InvalidInputError(say("Only a person has a role; relate organisations to each other instead."))
    check_present(person)
    organisation = _organisation(app, role.at, draft)
    today = app.clock.today().isoformat()
    said = {name: value for name, value in said_of(role).items() if value is not None} | {"verified_on": today}
    for one in queries.roles(app.store, person.id):
        same = one.organisation_id == organisation and fold(one.title) == fold(role.title.strip())
        if same and (one.to_on is None or one.to_on >= today):
            check_span(said.get("from_on", one.from_on), said.get("to_on"), "A role")
            app.store.update("contact_roles", one.id, said)
            return one.id
    check_span(said.get("from_on"), said.get("to_on"), "A role")
    return app.store.insert("contact_roles", {"person_id": person.id, "organisation_id": organisation, **said})


def check_present(contact: Contact) -> None:
    """Refuse to write to what is in the trash.

    Raises:
        ConflictError: it is.
    """
    if contact.trashed_on:
        raise ConflictError(
            say(
                "{contact} is in the trash; take it out first: outreach contacts restore {contact_id}",
                contact=contact.name,
                contact_id=contact.id,
            )
        )


def said_of(role: RoleDraft) -> dict[str, object]:
    """Return what is said of a role as its columns; None where nothing is said."""
    return {
        "title": " ".join(role.title.split()),
        "from_on": _iso(role.from_on),
        "to_on": _iso(role.to_on),
        "answers_for_rights": None if role.answers_for_rights is None else int(role.answers_for_rights),
        "right_person_for": None if role.right_person_for is None else role.right_person_for.strip(),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _organisation(app: App, at: str, draft: ContactDraft | None) -> int:
    """Find the organisation of a role by number, whole name or acronym; a new name makes a new one, in its sectors.

    Beginnings of names are not enough here: a national bar association is not the one of its capital.
    """
    numbered = by_number(app, at)
    if numbered is not None:
        if numbered.kind is Kind.PERSON:
            raise InvalidInputError(
                say("{numbered} is a person; a role is held in an organisation.", numbered=numbered.name)
            )
        check_present(numbered)
        return numbered.id
    named = [one for one in exactly(app, at) if one.kind is not Kind.PERSON]
    if len(named) > 1:
        raise InvalidInputError(
            say(
                "Several organisations are called {at!r}: {names}. Give the number.",
                at=at,
                names=", ".join(str(one.id) for one in named),
            )
        )
    if named:
        return named[0].id
    sectors = draft.sectors if draft else ()
    fields = {"country": str(draft.fields["country"])} if draft and "country" in draft.fields else {}
    return add(app, ContactDraft(name=at, kind=Kind.ORGANISATION, sectors=sectors, fields=fields)).id
