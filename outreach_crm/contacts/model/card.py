"""All that is known of a contact."""

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from outreach_crm.contacts.model.records import Address, Contact, ExternalId, Point, Relation, Role
from outreach_crm.model import Entry, Panel


@frozen(kw_only=True)
class Card:
    """All that is known of a contact, as ``show`` begins with it and goes on.

    ``may_contact`` is what speaks against turning to them, and the ways there are; ``reached`` the ways alone.
    ``held_by`` is who of us holds the relationship; ``seen_by`` the circle that alone sees the contact, or empty.
    """

    contact: Contact
    may_contact: str
    reached: str
    last_word: str
    we_asked: str
    they_asked: str
    held_by: str
    seen_by: str
    points: tuple[Point, ...]
    addresses: tuple[Address, ...]
    ids: tuple[ExternalId, ...]
    roles: tuple[Role, ...]
    relations: tuple[Relation, ...]
    sectors: tuple[str, ...]
    interests: tuple[str, ...]
    fields: Mapping[str, Any]
    panels: tuple[Panel, ...]
    history: tuple[Entry, ...]

    @property
    def cautions(self) -> tuple[str, ...]:
        """What somebody must know before they turn to the contact."""
        return tuple(panel.caution for panel in self.panels if panel.caution)
