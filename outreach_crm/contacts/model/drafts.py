"""A contact to be added."""

from collections.abc import Mapping
from datetime import date

from attrs import field, frozen

from outreach_crm.contacts.model.kinds import Kind


@frozen(kw_only=True)
class RoleDraft:
    """A role to be added: where (an organisation's id or name), as what, since and until when.

    Where the person has that role already it is edited: what is None stays as it is.
    """

    at: str
    title: str = ""
    from_on: date | None = None
    to_on: date | None = None
    answers_for_rights: bool | None = None
    right_person_for: str | None = None


@frozen(kw_only=True)
class ContactDraft:
    """A contact to be added. ``fields`` are plain fields of :class:`Contact` by name, values as people write them.

    Addresses may begin with a label (``office: ana@example.org``); ``valid_from`` and ``valid_to`` hold for all of
    them. ``ids`` are numbers in other systems (``civicrm:4711``), ``holder`` and ``circle`` names.
    """

    name: str
    kind: Kind = Kind.PERSON
    family: str = ""
    fields: Mapping[str, str] = field(factory=dict)
    own_fields: Mapping[str, str] = field(factory=dict)
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    webs: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    ids: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    roles: tuple[RoleDraft, ...] = ()
    holder: str = ""
    circle: str = ""
