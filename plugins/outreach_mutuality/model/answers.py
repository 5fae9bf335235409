"""An answer to a request: drafts as data, what was written, and what to think of before it goes out."""

from attrs import field, frozen, validators

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
    """The drafts of one language."""

    drafts: tuple[Draft, ...]
    phrases: Phrases = Phrases()


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
        change_id: its version.
    """

    id: int
    request_id: int
    language: str
    text: str
    made_on: str
    sent_on: str | None
    sent_by: str
    change_id: int
