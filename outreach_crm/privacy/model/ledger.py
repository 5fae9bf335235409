"""What stands in the ledger of consent, what clearance says, and who looked at what."""

from datetime import date

from attrs import field, frozen

from outreach_crm.text import Sentence, Term, say

UNHEARD = "unheard"
"""The rule that refuses everyone where another cannot be asked; what it says is the same of all."""


class State(Term):
    """What was said: a basis or consent granted, one withdrawn, or an objection."""

    GRANTED = "granted"
    WITHDRAWN = "withdrawn"
    OBJECTED = "objected"


@frozen(kw_only=True)
class ConsentDraft:
    """Something to be written into the ledger of consent; empty ``channel`` and ``sector`` mean any of them.

    Args:
        state: granted, withdrawn or objected.
        purpose: key of a purpose; empty, for all of them, only where it is withdrawn or objected.
        basis: key of the basis; empty with a sector takes the one its sector file names.
        source: where it comes from: a form, a call, a public register.
        wording: what exactly the person agreed to.
        proof: where the proof lies: a file, a mail, a page of a folder.
        given_on: on which day it was said; else today.
        valid_until: the last day on which it holds.
        ours: the section gives up a basis of its own; else it is the person who withdraws.
    """

    state: State = State.GRANTED
    purpose: str = ""
    channel: str = ""
    sector: str = ""
    basis: str = ""
    source: str = ""
    wording: str = ""
    language: str = ""
    proof: str = ""
    given_on: date | None = None
    valid_until: date | None = None
    ours: bool = False


@frozen(kw_only=True)
class LedgerEntry:
    """A row of the ledger as it was written; ``struck_out`` when the change that wrote it was taken back."""

    id: int
    contact_id: int
    state: State = field(converter=State)
    purpose: str
    channel: str
    sector: str
    basis: str
    own_word: bool = field(converter=bool)
    given_on: str
    valid_until: str | None
    source: str
    wording: str
    language: str
    proof: str
    recorded_by: str
    recorded_at: str
    struck_out: bool = field(converter=bool)
    change_id: int


@frozen
class SaidNo:
    """Somebody who said no, and since which day it holds."""

    name: str
    on: str


@frozen(kw_only=True)
class GroupGrant:
    """What came of one basis for all members of a group, by their names.

    Args:
        group: the name of the group.
        recorded: of whom it was recorded, or would be.
        known: of whom the ledger says it already.
        said_no: who said no to it and is left as they are.
        change_id: the change that wrote it; None where nothing was written.
    """

    group: str
    recorded: tuple[str, ...]
    known: tuple[str, ...]
    said_no: tuple[SaidNo, ...]
    change_id: int | None = None


@frozen(kw_only=True)
class Consent:
    """What holds at present for a person, purpose, channel and sector, by the person's word or by the section's."""

    id: int
    contact_id: int
    purpose: str
    channel: str
    sector: str
    own_word: bool = field(converter=bool)
    state: State = field(converter=State)
    basis: str
    special: bool = field(converter=bool)
    given_on: str
    valid_until: str | None


@frozen(kw_only=True)
class Suppression:
    """An address that must not be used nor come back, known by its keyed digest only; an empty purpose means all."""

    id: int
    kind: str
    channel: str
    purpose: str
    reason: str
    since: str
    change_id: int


@frozen(kw_only=True)
class Refusal:
    """A reason not to turn to a contact: the key of its rule, what the rule says of it, and a sentence.

    One that does not block is a warning, which somebody confirms once for the whole list.
    """

    contact_id: int
    rule: str
    detail: str
    sentence: str
    blocks: bool
    several: str = ""

    @property
    def of_several(self) -> str:
        """The sentence as it is said of several contacts, each with a day or a name of its own."""
        said = self.sentence
        if self.several or self.rule == UNHEARD or not isinstance(said, Sentence):
            return self.several or said
        return say(said.template, **dict.fromkeys(said.values, "…"))


@frozen(kw_only=True)
class Clearance:
    """Whether we may turn to one contact for a purpose; ``clear`` when nothing blocks."""

    contact_id: int
    contact: str
    purpose: str
    channel: str
    sector: str
    clear: bool
    refusals: tuple[Refusal, ...]


@frozen(kw_only=True)
class Reachable:
    """How many contacts may be turned to for a purpose by one way.

    Args:
        channel: the way.
        have: how many have an address of that way.
        may: how many of them may be turned to, ``warned`` of whom there is a warning.
        left_out: how many may not, by the sentence of the rule; one may be in several.
    """

    channel: str
    have: int
    may: int
    warned: int
    left_out: dict[str, int]


@frozen(kw_only=True)
class Ending:
    """A basis or consent that ends soon, of whom, and who holds the contact."""

    id: int
    contact_id: int
    contact: str
    purpose: str
    valid_until: str
    holder_id: int | None


@frozen(kw_only=True)
class Confirmation:
    """Warnings that somebody confirmed for a list: how many contacts, and how many by rule."""

    id: int
    purpose: str
    contacts: int
    rules: dict[str, int]
    by: str
    confirmed_at: str
    change_id: int


@frozen(kw_only=True)
class Access:
    """Who looked at or took out data of persons, when, for what, and of how many; ``name`` is whom it was about."""

    id: int
    at: str
    by: str
    what: str
    purpose: str
    count: int
    contact_id: int | None
    name: str = ""

    @property
    def whom(self) -> str:
        """The contact it was about, by name and number; empty where it was about several."""
        number = str(self.contact_id or "")
        return f"{self.name} ({number})" if self.name else number
