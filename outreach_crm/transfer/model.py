"""What a file tells of contacts: one record for each row or card, as it was written there."""

from collections.abc import Mapping

from attrs import field, frozen


@frozen(kw_only=True)
class Labelled:
    """An e-mail, phone or web address with the label it had in the file (``work``, ``home`` or none)."""

    value: str
    label: str = ""


@frozen(kw_only=True)
class PostalAddress:
    """A postal address in its parts; ``lines`` are parted by line breaks, ``country`` is as it was written."""

    lines: str = ""
    postcode: str = ""
    town: str = ""
    region: str = ""
    country: str = ""
    label: str = ""


@frozen(kw_only=True)
class Consent:
    """What a file says of somebody's consent: ``granted`` is False where it was withdrawn or refused.

    ``given_on`` is the day as written, empty where the file does not know; ``purpose`` and ``channel`` may be empty.
    """

    granted: bool
    purpose: str = ""
    channel: str = ""
    given_on: str = ""
    source: str = ""


@frozen(kw_only=True)
class Record:
    """One contact as a file tells of it; all texts as they were written, cleaned of nothing but outer spaces.

    Args:
        line: where it begins in the file, counted from 1.
        kind: ``person``, ``organisation`` or empty where the file does not say.
        name: the whole name, empty where only its parts are known.
        fields: plain fields of a contact by name (``language``, ``country``, ``level`` ...), as in ``ContactDraft``.
        own_fields: the section's own fields by name.
        organisation: the organisation of a person, with ``role`` as what they are there.
        sectors: sector keys or labels.
        interests: keywords.
        ids: numbers in other systems, ``system:number``.
        changed_on: when the source says that it was last changed, as written.
        raw: the cells or lines it was made from, to be written back should it be refused.
    """

    line: int
    kind: str = ""
    name: str = ""
    given: str = ""
    family: str = ""
    fields: Mapping[str, str] = field(factory=dict)
    own_fields: Mapping[str, str] = field(factory=dict)
    emails: tuple[Labelled, ...] = ()
    phones: tuple[Labelled, ...] = ()
    webs: tuple[Labelled, ...] = ()
    addresses: tuple[PostalAddress, ...] = ()
    organisation: str = ""
    role: str = ""
    sectors: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    consents: tuple[Consent, ...] = ()
    note: str = ""
    changed_on: str = ""
    raw: tuple[str, ...] = ()
