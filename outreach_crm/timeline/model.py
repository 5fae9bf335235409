"""What happened between us and a contact, as a record, and how a line of text becomes one."""

import re
from datetime import date

from attrs import field, frozen, validators

from outreach_crm.model import Side
from outreach_crm.text import Term


@frozen
class TimelineSettings:
    """Settings of the history: for how many days somebody we turned to was asked lately; 0 means nobody was."""

    asked_lately_days: int = field(default=7, validator=validators.ge(0))


class EntryKind(Term):
    """What happened."""

    CALL = "call"
    EMAIL = "e-mail"
    LETTER = "letter"
    VISIT = "visit"
    MEETING = "meeting"
    CONFERENCE = "conference"
    NOTE = "note"


# First words of a line, and what they say happened.
_FIRST_WORDS = {
    EntryKind.CALL: ("call", "called", "phoned", "rang", "telephoned", "spoke"),
    EntryKind.EMAIL: ("e-mail", "e-mailed", "email", "emailed", "mailed"),
    EntryKind.LETTER: ("letter", "wrote", "posted"),
    EntryKind.VISIT: ("visit", "visited"),
    EntryKind.MEETING: ("meeting", "met"),
    EntryKind.CONFERENCE: ("conference", "congress"),
}
_KINDS = {word: kind for kind, words in _FIRST_WORDS.items() for word in words}
_WORD = re.compile(r"[\w-]+")


def kind_of(text: str) -> EntryKind:
    """Return what a line says happened, by its first word: ``"called, will sign"`` is a call; else a note."""
    first = _WORD.match(text.strip().lower())
    return _KINDS.get(first[0], EntryKind.NOTE) if first else EntryKind.NOTE


@frozen(kw_only=True)
class LogDraft:
    """Something that happened, to be written down.

    ``contact_ids`` are those of theirs who took part, ``by`` the name of the one of ours it was (else the writer) and
    ``colleagues`` the names of others of ours. A summary is needed; ``follow_up_on`` is the day to come back to it,
    ``follow_up`` how.
    """

    contact_ids: tuple[int, ...] = field(validator=validators.min_len(1))
    summary: str
    kind: EntryKind | None = None
    side: Side = Side.OURS
    on: date | None = None
    outcome: str = ""
    follow_up: str = ""
    follow_up_on: date | None = None
    by: str = ""
    colleagues: tuple[str, ...] = ()


@frozen(kw_only=True)
class LogEdit:
    """What an entry is to say; ``version`` is the ``change_id`` that the editor saw. Who took part stays."""

    summary: str
    kind: EntryKind
    side: Side
    on: date
    outcome: str = ""
    follow_up: str = ""
    follow_up_on: date | None = None
    version: int | None = None


@frozen(kw_only=True)
class LogEntry:
    """Something that happened, as it was written down."""

    id: int
    kind: EntryKind = field(converter=EntryKind)
    side: Side = field(converter=Side)
    happened_on: str
    summary: str
    outcome: str
    follow_up: str
    follow_up_on: str | None
    change_id: int
    with_contacts: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    contact_ids: tuple[int, ...] = ()
