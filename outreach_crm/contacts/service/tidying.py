"""After a merge: one preferred address of each kind, and roles, relationships and postal addresses once each."""

from collections.abc import Collection

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
    _once(app, "contact_addresses", {one.id: _place(one) for one in addresses}, {})
    _once(app, "contact_roles", {one.id: _role(one) for one in roles}, {one.id: one.verified_on for one in roles})
    seen = {one.id: one.verified_on for one in relations}
    _once(app, "contact_relations", {one.id: _relation(one) for one in relations}, seen)


def _once(app: App, table: str, rows: dict[int, object], verified: dict[int, str | None]) -> None:
    """Delete rows that say the same; the one that was verified last stays, else the first."""
    alike: dict[object, list[int]] = {}
    for row, said in rows.items():
        alike.setdefault(said, []).append(row)
    for same in alike.values():
        stays = max(same, key=lambda row: (verified.get(row) or "", -row))
        for row in same:
            if row != stays:
                app.store.delete(table, row)


def _place(one: Address) -> object:
    return tuple(fold(text) for text in (one.lines, one.postcode, one.town, one.country))


def _role(one: Role) -> object:
    return one.person_id, one.organisation_id, fold(one.title), one.from_on, one.to_on


def _relation(one: Relation) -> object:
    return one.kind, one.label, one.other_id, one.from_on, one.to_on, one.note
