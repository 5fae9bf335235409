"""Roles of persons in organisations, and relationships between contacts: begun, verified, ended."""

from datetime import date

from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.contacts import queries
from outreach_crm.contacts.model import Contact, Relation, Role, RoleDraft
from outreach_crm.contacts.service.adding import check_present, said_of, write_role
from outreach_crm.contacts.service.finding import get
from outreach_crm.contacts.service.relations import known_kind, labels
from outreach_crm.dates import check_span
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.text import fold, row, say


def add_role(app: App, person_id: int, role: RoleDraft, *, because: str = "") -> Role:
    """Give a person a role in an organisation, or edit the role of that title they have there at present.

    Raises:
        InvalidInputError: no organisation is named, the contact is not a person, or the role ends before it begins.
        ConflictError: the person or the organisation is in the trash.
    """
    with app.change("note role", because=because):
        written = write_role(app, get(app, person_id), role)
        return next(one for one in queries.roles(app.store, person_id) if one.id == written)


def edit_role(
    app: App, contact_id: int, role_id: int, said: RoleDraft, *, version: int | None = None, because: str = ""
) -> Role:
    """Write a role anew; one that is not over counts as verified today.

    Args:
        app: the App.
        contact_id: the person or the organisation.
        role_id: which of the roles there.
        said: what holds now, all of it but where it is: what is None is taken away.
        version: the ``change_id`` of the role as the editor saw it.
        because: why.

    Raises:
        NotFoundError: there is no such role.
        InvalidInputError: it would end before it began.
        ConflictError: somebody else changed it since ``version``.
    """
    with app.change("edit role", because=because):
        there = {one.id: one for one in queries.roles(app.store, contact_id)}
        if role_id not in there:
            raise NotFoundError(say("There is no such role any more."))
        journal.check_version(app, there[role_id].title or say("the role"), there[role_id].change_id, seen=version)
        values = {name: value or "" for name, value in said_of(said).items()}
        begin, end = (
            (said.from_on.isoformat() if said.from_on else None),
            (said.to_on.isoformat() if said.to_on else None),
        )
        check_span(begin, end, "A role")
        values |= {"from_on": begin, "to_on": end, "answers_for_rights": int(bool(said.answers_for_rights))}
        today = app.clock.today().isoformat()
        verified = {"verified_on": today} if end is None or end >= today else {}
        app.store.update("contact_roles", role_id, {**values, **verified})
        return next(one for one in queries.roles(app.store, contact_id) if one.id == role_id)


def end_role(
    app: App,
    person_id: int,
    organisation_id: int,
    *,
    title: str = "",
    on: date | None = None,
    because: str = "",
) -> Role:
    """End a person's present role in an organisation; it stays in the history.

    Args:
        app: the App.
        person_id: whose.
        organisation_id: where.
        title: which one, where the person has several there.
        on: the last day; else today.
        because: why.

    Raises:
        NotFoundError: the person has no such role there.
        InvalidInputError: several fit, or it would end before it began.
    """
    with app.change("end role", because=because):
        end = (on or app.clock.today()).isoformat()
        role = _present_role(app, person_id, organisation_id, title)
        check_span(role.from_on, end, "A role")
        app.store.update("contact_roles", role.id, {"to_on": end})
        return next(one for one in queries.roles(app.store, person_id) if one.id == role.id)


def _present_role(app: App, person_id: int, organisation_id: int, title: str) -> Role:
    present = [
        role
        for role in queries.roles(app.store, person_id)
        if role.organisation_id == organisation_id
        and role.to_on is None
        and fold(title.strip()) in {"", fold(role.title)}
    ]
    if not present:
        raise NotFoundError(
            say("That person has no present role {title} there; outreach contacts show lists them.", title=title)
        )
    if len(present) > 1:
        titles = row(role.title or say("(without a title)") for role in present)
        raise InvalidInputError(
            say("There are several present roles: {titles}; say which with --title.", titles=titles)
        )
    return present[0]


def relate(
    app: App,
    from_id: int,
    kind: str,
    to_id: int,
    *,
    since: date | None = None,
    until: date | None = None,
    note: str = "",
    because: str = "",
) -> Relation:
    """Relate two contacts; where they are so related already, the relationship is verified as of today.

    ``kind`` is the key or label of a kind of relationship; an inverse label turns it round.

    Raises:
        InvalidInputError: the kind is unknown, a contact is related to itself, or it ends before it begins.
        ConflictError: one of them is in the trash.
    """
    with app.change("relate contacts", because=because):
        first, second = get(app, from_id), get(app, to_id)
        if first.id == second.id:
            raise InvalidInputError(say("{name} cannot be related to itself.", name=first.name))
        check_present(first)
        check_present(second)
        values: dict[str, object] = {"verified_on": app.clock.today().isoformat()}
        values |= {"note": note.strip()} if note.strip() else {}
        values |= {"from_on": since.isoformat()} if since else {}
        values |= {"to_on": until.isoformat()} if until else {}
        key, ends, there = _present(app, first, kind, second)
        began = queries.relation_from(app.store, there) if there is not None else None
        check_span(values.get("from_on", began), values.get("to_on"), "A relationship")
        if there is None:
            there = app.store.insert("contact_relations", {**ends, "kind": key, **values})
        else:
            app.store.update("contact_relations", there, values)
        return _seen_from(app, first, there)


def unrelate(app: App, from_id: int, kind: str, to_id: int, *, on: date | None = None, because: str = "") -> Relation:
    """End a relationship today or on another day; it stays in the history.

    Raises:
        NotFoundError: they are not related so.
        InvalidInputError: it would end before it began.
    """
    with app.change("end relationship", because=because):
        first, second = get(app, from_id), get(app, to_id)
        _, _, there = _present(app, first, kind, second)
        if there is None:
            raise NotFoundError(
                say(
                    "{name} and {second} are not related in that way; outreach contacts show {number} lists"
                    " how they are.",
                    name=first.name,
                    second=second.name,
                    number=first.id,
                )
            )
        end = (on or app.clock.today()).isoformat()
        check_span(queries.relation_from(app.store, there), end, "A relationship")
        app.store.update("contact_relations", there, {"to_on": end})
        return _seen_from(app, first, there)


def _present(app: App, first: Contact, kind: str, second: Contact) -> tuple[str, dict[str, int], int | None]:
    """Return the key of a kind, the two ends in its order, and the id of the present relationship, if there is one.

    A kind that reads alike from both ends is the same whoever stands first.
    """
    known, turned = known_kind(app, kind)
    here = {"from_id": first.id, "to_id": second.id}
    there = {"from_id": second.id, "to_id": first.id}
    ends = there if turned else here
    found = queries.relation_id(app.store, kind=known.key, **ends)
    if found is None and known.label == known.inverse:
        found = queries.relation_id(app.store, kind=known.key, **(here if turned else there))
    return known.key, ends, found


def _seen_from(app: App, contact: Contact, relation_id: int) -> Relation:
    return next(one for one in queries.relations(app.store, contact.id, labels(app)) if one.id == relation_id)
