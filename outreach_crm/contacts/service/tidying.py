"""After a merge: one preferred address of each kind, and roles, relationships and postal addresses once each."""

from collections.abc import Collection, Mapping

from outreach_crm.app import App
from outreach_crm.contacts import queries
from outreach_crm.contacts.model import Address, Contact, Relation, Role
from outreach_crm.contacts.service.relations import labels
from outreach_crm.text import fold

# A preferred address: table, kind and row.
Preferred = tuple[str, str, int]


def tidy(app: App, contact: Contact, preferred: Collection[Preferred]) -> None:
    """Leave nothing twice of what moved to a contact. Call inside a change.

    Args:
        app: the App.
        contact: the contact that others were merged into.
        preferred: what it preferred before; where it did not, the first that moved is preferred.
    """
    kinds: dict[tuple[str, str], list[Preferred]] = {}
    for one in queries.preferred(app.store, contact.id):
        kinds.setdefault(one[:2], []).append(one)
    for same in kinds.values():
        stays = next((one for one in same if one in preferred), same[0])
        for table, _, row in same:
            if row != stays[2]:
                app.store.update(table, row, {"preferred": 0})
    addresses = queries.addresses(app.store, contact.id)
    roles = queries.roles(app.store, contact.id)
    relations = queries.relations(app.store, contact.id, labels(app))
    first = {one.id: "preferred" if one.preferred else "" for one in addresses}
    _once(app, "contact_addresses", {one.id: _place(one) for one in addresses}, first)
    _roles_once(app, roles)
    seen = {one.id: one.verified_on for one in relations}
    _once(app, "contact_relations", {one.id: _relation(one) for one in relations}, seen)


def _roles_once(app: App, roles: Collection[Role]) -> None:
    """Leave each role once; what only the one that goes tells of it goes over to the one that stays."""
    told = {one.id: one for one in roles}
    verified = {one.id: one.verified_on for one in roles}
    for stays, gone in _once(app, "contact_roles", {one.id: _role(one) for one in roles}, verified).items():
        same = [told[stays], *(told[row] for row in gone)]
        matters = dict.fromkeys(one.right_person_for for one in same if one.right_person_for)
        answers = int(any(one.answers_for_rights for one in same))
        app.store.update(
            "contact_roles", stays, {"answers_for_rights": answers, "right_person_for": ", ".join(matters)}
        )


def _once(app: App, table: str, rows: dict[int, object], rank: Mapping[int, str | None]) -> dict[int, list[int]]:
    """Delete rows that say the same but one: that of the highest rank (such as verified last), else the first.

    Returns:
        For each that stays those that went.
    """
    alike: dict[object, list[int]] = {}
    for row, said in rows.items():
        alike.setdefault(said, []).append(row)
    went = {}
    for same in (rows for rows in alike.values() if len(rows) > 1):
        stays = max(same, key=lambda row: (rank.get(row) or "", -row))
        went[stays] = [row for row in same if row != stays]
        for row in went[stays]:
            app.store.delete(table, row)
    return went


def _place(one: Address) -> object:
    return tuple(fold(text) for text in (one.lines, one.postcode, one.town, one.country))


def _role(one: Role) -> object:
    return one.person_id, one.organisation_id, fold(one.title), one.from_on, one.to_on


def _relation(one: Relation) -> object:
    return one.kind, one.label, one.other_id, one.from_on, one.to_on, one.note
