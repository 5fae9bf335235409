"""What a file tells of contacts: one record for each row or card, and which column of a table says what."""

from collections.abc import Mapping
from typing import Any

from attrs import define, field, frozen

from outreach_crm.model import Problem

# What stands above the reasons of rows that were not taken in; no part of the contact when they are read again.
REASON = "not imported because"


# Of labelled addresses, postal addresses and records a million are made in an import. Freezing them would treble what
# that costs; nobody changes one all the same.


@define(kw_only=True)
class Labelled:
    """An e-mail, phone or web address with the label it had in the file (``work``, ``home`` or none)."""

    value: str
    label: str = ""


@define(kw_only=True)
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


@define(kw_only=True)
class Record:
    """One contact as a file tells of it.

    There are two states of one record: *as written* (cleaned of nothing but outer spaces and signs nobody sees) and
    *in normal form* (see ``transfer.hygiene``), where each value that could be understood is what is stored: phones as
    E.164, countries and languages as codes, dates as ISO 8601, sectors as keys. What could not be understood stays as
    it was written and has a flag.

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
        flags: what is doubtful, each with the line and the field; the record can be taken in all the same.
        refused: why it cannot be taken in at all, in one sentence (a card that breaks off, a row without a name);
            empty for all others. What could be read of it is there none the less.
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
    flags: tuple[Problem, ...] = ()
    refused: str = ""


@frozen(kw_only=True)
class Column:
    """A column of a table: its header as written, some of its values, and which field of a contact it is taken for.

    ``field`` is empty where the column is left out. ``why`` says how that was decided: ``given`` (by whoever imports),
    ``saved`` (in the mapping of that name), ``header`` or ``values`` (guessed from them), empty where nothing fits.
    """

    header: str
    field: str = ""
    samples: tuple[str, ...] = ()
    why: str = ""


@frozen(kw_only=True)
class ColumnMapping:
    """Which column says what, under the name it is saved by (empty for one that is not).

    ``fields`` goes from header as written to field: ``email:work``, ``id:civicrm``, ``field:diet``; an empty field
    leaves the column out. ``kind`` is what the rows are where none says so itself. The fields are in
    ``transfer/README.md``.
    """

    name: str = ""
    fields: Mapping[str, str] = field(factory=dict)
    kind: str = ""


@frozen(kw_only=True)
class Choice:
    """A possible answer to a question, and what it would look like."""

    value: str
    shown: str = ""


@frozen(kw_only=True)
class Question:
    """What only a person can say about a file: ``key`` is the argument of ``read`` that answers it.

    On a terminal it is asked; elsewhere the command ends with the sentence and names ``option``.
    """

    key: str
    sentence: str
    option: str
    choices: tuple[Choice, ...] = ()


@frozen(kw_only=True)
class FieldChange:
    """A field before and after; ``before`` is empty where something is added."""

    field: str
    before: str
    after: str


@frozen(kw_only=True)
class KeptFile:
    """A file on its way ``in`` or ``out``, which waits to be imported or fetched.

    Args:
        id: its number.
        account_id: whose it is; ``by`` is their name.
        way: ``in`` or ``out``.
        name: how it is called, without folders.
        size: bytes.
        made_at: when it came or was made (UTC).
        until_on: the last day on which it is there.
        notes: how far it is.
    """

    id: int
    account_id: int
    by: str
    way: str
    name: str
    size: int
    made_at: str
    until_on: str
    notes: Mapping[str, Any]


@frozen(kw_only=True)
class LookedAt:
    """What would become of a line: ``contact_id`` is whom it is or probably is, ``contact`` their name."""

    id: int
    line: int
    outcome: str
    name: str
    contact_id: int | None
    contact: str
    sentence: str
    changes: tuple[FieldChange, ...]


@frozen(kw_only=True)
class ExportQuestion:
    """Whom an export is about and what for: the conditions of a segment, as they are written, and three keys."""

    conditions: tuple[str, ...]
    purpose: str
    sector: str = ""
    channel: str = ""


@frozen(kw_only=True)
class AskedExport:
    """An export that was too large for one person: who asked for how many, and who else has agreed since.

    Args:
        id: its number.
        question: what was asked for.
        count: how many contacts would have left.
        asked_on: the day, ISO 8601.
        whom: the question as a sentence.
        asked_by: who asked.
        agreed_by: who agreed.
    """

    id: int
    question: ExportQuestion
    count: int
    asked_on: str
    whom: str = ""
    asked_by: str = ""
    agreed_by: tuple[str, ...] = ()
