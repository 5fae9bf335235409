"""Contacts and what belongs to them, as records that cannot be wrong."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_crm.contacts.model.card import Card
    from outreach_crm.contacts.model.drafts import ContactDraft, RoleDraft
    from outreach_crm.contacts.model.kinds import OURS, Kind, Level, Membership, NameOrder, PointKind
    from outreach_crm.contacts.model.links import RELATION_KINDS, Path, Step
    from outreach_crm.contacts.model.records import Address, Contact, ExternalId, Found, Point, Relation, Role
    from outreach_crm.contacts.model.told import Line

__all__ = [
    "OURS",
    "RELATION_KINDS",
    "Address",
    "Card",
    "Contact",
    "ContactDraft",
    "ExternalId",
    "Found",
    "Kind",
    "Level",
    "Line",
    "Membership",
    "NameOrder",
    "Path",
    "Point",
    "PointKind",
    "Relation",
    "Role",
    "RoleDraft",
    "Step",
]

_HERE = "outreach_crm.contacts.model"

__getattr__ = names_from(
    __name__,
    {
        f"{_HERE}.card": "Card",
        f"{_HERE}.drafts": "ContactDraft RoleDraft",
        f"{_HERE}.kinds": "Kind Level Membership NameOrder OURS PointKind",
        f"{_HERE}.links": "Path RELATION_KINDS Step",
        f"{_HERE}.records": "Address Contact ExternalId Found Point Relation Role",
        f"{_HERE}.told": "Line",
    },
)
