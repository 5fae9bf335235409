"""A dispatch, its texts, its deliveries and its preview as records."""

from collections.abc import Iterable, Mapping
from datetime import date

from attrs import converters, field, frozen, validators

from outreach_crm.dispatch.model.carrier import Text
from outreach_crm.dispatch.model.states import DeliveryState, Policy, State
from outreach_crm.dispatch.model.wording import FIELDS
from outreach_crm.model import Ref


def _texts(given: Iterable[Text]) -> tuple[Text, ...]:
    return tuple(given)


def _letters(given: Iterable["Letter"]) -> tuple["Letter", ...]:
    return tuple(given)


def _day(written: str | date) -> date:
    return written if isinstance(written, date) else date.fromisoformat(written)


@frozen(kw_only=True)
class Letter:
    """A letter that recipients are asked to sign and send on, such as an appeal to a minister.

    Args:
        language: it is written in (BCP 47).
        name: of the addressee.
        address: its lines; a number for telefax or an e-mail address may be among them.
        salutation: how it begins.
        body: what it says; it may have the fields of the texts.
        copies: to whom copies go.
    """

    language: str
    name: str
    address: str = ""
    salutation: str = ""
    body: str = ""
    copies: str = ""


def varied(variants: Mapping[str, Mapping[str, str]]) -> tuple[str, ...]:
    """Return the fields that variants give values for."""
    return tuple(dict.fromkeys(name for values in variants.values() for name in values))


@frozen(kw_only=True)
class Draft:
    """A dispatch to be made.

    Args:
        name: what it is called; no two have one name.
        purpose: for what the contacts' data is used, as clearance knows it.
        texts: one or more, each in a language of its own; the first is for whoever reads none of them.
        letters: what recipients are asked to sign and send on.
        channel: by what it goes, unless the selection of recipients says so of one.
        place: where the channel puts it, in the channel's own words: a folder.
        segment: the saved segment of its recipients; empty where whoever freezes it selects them.
        sector: for which sector's outreach.
        ref: what it is about, such as an Urgent Action.
        signed_up: whether its recipients asked for it: they meet blocks only.
        policy: what becomes of deliveries in doubt.
        fields: values of further fields of its texts, the same for all.
        variants: values of further fields for some: by the variant that the selection of recipients says of one; they
            may hold fields themselves. Whoever's variant gives none has the value in ``fields``, or an empty one.
        reasons: sentences, with ``{…}`` for data, of the keys that recipients' reasons begin with.
        test_of: the dispatch it is only a test of.
        follows: the dispatch whose missed ones it is for; the first one where several follow each other.
        until_on: the last day on which anything of it may leave; None where there is none.
        second_above: to how many it may go without a second person; where it is more, whoever froze it cannot approve
            it. 0: whatever the number.
    """

    name: str = field(validator=validators.min_len(1))
    purpose: str = field(validator=validators.min_len(1))
    texts: tuple[Text, ...] = field(converter=_texts, validator=validators.min_len(1))
    letters: tuple[Letter, ...] = field(default=(), converter=_letters)
    channel: str = "folder"
    place: str = ""
    segment: str = ""
    sector: str = ""
    ref: Ref | None = None
    signed_up: bool = False
    policy: Policy = Policy.HOLD
    fields: Mapping[str, str] = field(factory=dict)
    variants: Mapping[str, Mapping[str, str]] = field(factory=dict)
    reasons: Mapping[str, str] = field(factory=dict)
    follows: int | None = None
    test_of: int | None = None
    until_on: date | None = None
    second_above: int = 0


@frozen(kw_only=True)
class Dispatch:
    """A dispatch. Moments are ISO 8601 texts in UTC; what was stopped ``for_good`` is never resumed."""

    id: int
    uid: str
    name: str
    purpose: str
    sector: str
    channel: str
    place: str
    segment: str
    ref: Ref | None
    signed_up: bool = field(converter=bool)
    policy: Policy = field(converter=Policy)
    fields: Mapping[str, str]
    variants: Mapping[str, Mapping[str, str]]
    reasons: Mapping[str, str]
    follows: int | None
    test_of: int | None
    until_on: date | None = field(converter=converters.optional(_day))
    second_above: int
    state: State = field(converter=State)
    frozen_at: str | None
    approved_by: str
    approved_at: str | None
    halted_by: str
    halted_at: str | None
    halted_because: str
    for_good: bool = field(converter=bool)
    change_id: int
    texts: tuple[Text, ...] = ()

    @property
    def allowed(self) -> tuple[str, ...]:
        """The fields its texts may have."""
        return tuple(dict.fromkeys((*FIELDS, *self.fields, *varied(self.variants))))

    def is_over(self, today: date) -> bool:
        """Return whether its last day has passed."""
        return self.until_on is not None and self.until_on < today


@frozen(kw_only=True)
class Delivery:
    """A recipient of a dispatch, as a list shows it; ``why`` and ``left_out`` are sentences.

    ``returned`` is what was said of a message that left and came back.
    """

    id: int
    contact_id: int
    name: str
    channel: str
    language: str
    state: DeliveryState = field(converter=DeliveryState)
    why: tuple[str, ...]
    rule: str
    left_out: str
    attempts: int
    code: str
    reply: str
    settled_at: str | None
    returned: str = ""


@frozen(kw_only=True)
class Wanted:
    """Which recipients of a frozen dispatch are wanted.

    Args:
        states: those in one of these states; none: in any.
        left_out: only those that are not made, or did not get through.
        rule: only those whom this rule leaves out.
        contacts: only these; None: whoever it is.
        limit: how many at most.
        offset: how many of them are passed over.
    """

    states: tuple[DeliveryState, ...] = ()
    left_out: bool = False
    rule: str = ""
    contacts: tuple[int, ...] | None = None
    limit: int = 20
    offset: int = 0


@frozen(kw_only=True)
class Foreseen:
    """Somebody who stands in the list of a draft: why they would get it, or would not, and what is to be confirmed.

    ``rule`` is the key of the rule that leaves them out, empty where none does.
    """

    contact_id: int
    name: str
    channel: str = ""
    language: str = ""
    why: tuple[str, ...] = ()
    rule: str = ""
    left_out: str = ""
    warnings: tuple[str, ...] = ()


@frozen(kw_only=True)
class Count:
    """How many deliveries have one state."""

    state: DeliveryState = field(converter=DeliveryState)
    n: int


@frozen(kw_only=True)
class Tally:
    """Some recipients counted by one thing: a rule, a language, a field that is empty; ``blocks`` is of rules only."""

    key: str
    sentence: str
    n: int
    blocks: bool = True
    names: tuple[str, ...] = ()


@frozen(kw_only=True)
class Example:
    """A message as it would leave."""

    contact_id: int
    name: str
    channel: str
    language: str
    subject: str
    body: str


@frozen(kw_only=True)
class HeldBack:
    """A message in somebody's hand: where it lies, and why it must not leave; empty where it may."""

    id: int
    contact_id: int | None
    name: str
    made: str
    sentence: str


@frozen(kw_only=True)
class HandedOver:
    """What came of handing over what was in hand: which deliveries left, and which must be pulled."""

    sent: tuple[int, ...]
    held: tuple[HeldBack, ...]


@frozen(kw_only=True)
class Preview:
    """What a dispatch would be if it were frozen now.

    ``refused`` and ``warnings`` are counted by rule, with the first names of each; ``missing`` says which fields of
    the texts are empty, and for whom; ``examples`` are messages as they would leave; ``advice`` is what messages
    lack by the settings there are. ``version`` is another number as soon as the list is another one, be it as long.
    """

    considered: int
    recipients: int
    reasons: tuple[Tally, ...]
    refused: tuple[Tally, ...]
    warnings: tuple[Tally, ...]
    missing: tuple[Tally, ...]
    languages: tuple[Tally, ...]
    channels: tuple[Tally, ...]
    examples: tuple[Example, ...]
    advice: tuple[str, ...] = ()
    version: int = 0
