"""An answer to a request: drafts as data, what was written, and what to think of before it goes out."""

from attrs import field, frozen, validators

from outreach_crm.dispatch.model import DeliveryState
from outreach_mutuality.model.assessing import Outcome
from outreach_mutuality.model.requests import RequestKind

FIELDS = ("person", "what", "told", "offered", "promises", "section", "name")
"""What may stand in braces in a draft."""


@frozen(kw_only=True)
class Phrases:
    """Words that a check of wording looks for; ``above``: what sounds as if our aims mattered more than theirs."""

    above: tuple[str, ...] = ()


@frozen(kw_only=True)
class Draft:
    """The draft of an answer.

    Args:
        outcome: for which decision.
        text: what it says, with :data:`FIELDS` in braces.
        kinds: for which kinds of request; none means all that have no draft of their own.
    """

    outcome: Outcome = field(converter=Outcome)
    text: str = field(validator=validators.min_len(1))
    kinds: tuple[RequestKind, ...] = ()


@frozen(kw_only=True)
class Drafts:
    """The drafts of one language; ``subject`` stands above any of them when it leaves, with the same fields."""

    subject: str = field(validator=validators.min_len(1))
    drafts: tuple[Draft, ...]
    phrases: Phrases = Phrases()


@frozen(kw_only=True)
class Way:
    """A way on which an answer can leave, and the message as it would.

    Args:
        channel: its key.
        title: how people read it.
        to_id: the contact who gets it.
        to: their name.
        address: where; empty where a channel reaches them by name alone.
        subject: of the message.
        body: of the message.
        by_hand: whether somebody carries on what it makes, such as a file or a letter.
        against: why it must not leave this way, a sentence; empty where it may.
    """

    channel: str
    title: str
    to_id: int
    to: str
    address: str
    subject: str
    body: str
    by_hand: bool
    against: str


@frozen(kw_only=True)
class Leaving:
    """How the message stands in which an answer leaves.

    Args:
        dispatch_id: which one it is.
        to: who gets it.
        channel: by which way.
        by: who let it leave.
        state: how far it is.
        sentence: how it stands, and why.
        command: by which command somebody goes on; empty where nothing is to be done.
        under_way: whether it may still leave: then there is no other one.
    """

    dispatch_id: int
    to: str
    channel: str
    by: str
    state: DeliveryState
    sentence: str
    command: str
    under_way: bool


@frozen(kw_only=True)
class Written:
    """An answer as it was written.

    Args:
        id: its number.
        request_id: what it answers.
        language: in which language (BCP 47).
        text: what it says.
        made_on: when it was written (ISO 8601).
        sent_on: when it went out; None until then.
        sent_by: by which way.
        dispatch_id: the message in which it leaves, the latest one; None where it is none, or goes by hand.
        change_id: its version.
        leaving: how that message stands.
    """

    id: int
    request_id: int
    language: str
    text: str
    made_on: str
    sent_on: str | None
    sent_by: str
    dispatch_id: int | None
    change_id: int
    leaving: Leaving | None = None
