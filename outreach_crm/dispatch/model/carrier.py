"""What a channel must be able to do, and what it is given and answers with."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from attrs import field, frozen

from outreach_crm.dispatch.model.states import DeliveryState
from outreach_crm.filling import fill


@frozen(kw_only=True)
class Text:
    """What is said in one language (BCP 47); subject and body may hold fields such as ``{given_name}``."""

    language: str
    subject: str
    body: str


@frozen(kw_only=True)
class Message:
    """What a channel carries: a text for one recipient, and what its fields say of them.

    ``id`` is the delivery's; ``contact_uid`` is what the recipient is known by outside, such as in a link;
    ``message_id`` is the same at each attempt and says nothing about whom it is for.
    ``address`` is what the channel's statement gave for the recipient, and may be empty where it needs none.
    ``text`` is one object for all recipients of a batch who read one language: a channel can prepare it once.
    """

    id: int
    dispatch_id: int
    message_id: str
    contact_id: int
    contact_uid: str
    name: str
    address: str
    language: str
    text: Text
    fields: Mapping[str, str] = field(factory=dict)
    attempts: int = 0

    @property
    def subject(self) -> str:
        """The subject with its fields filled in, in one line."""
        return " ".join(fill(self.text.subject, self.fields).split())

    @property
    def body(self) -> str:
        """The body with its fields filled in."""
        return fill(self.text.body, self.fields)


@frozen(kw_only=True)
class Outcome:
    """What became of a message: ``sent`` with a code, ``deferred``, ``failed`` or ``in_doubt``.

    ``queued`` where it was not tried and is no attempt, such as for a limit of messages in a minute; ``in_hand`` where
    somebody has it now and says later what became of it. ``code`` and ``reply`` are what the other side said, or where
    it lies; ``wait`` is how many seconds to wait before the next attempt, None where the outbox may decide.
    """

    id: int
    state: DeliveryState
    code: str = ""
    reply: str = ""
    wait: int | None = None


# Given the ids of messages that stand before their last step, writes down that they leave and returns those that may.
Commit = Callable[[Sequence[int]], frozenset[int]]
# Writes down what became of messages.
Settle = Callable[[Sequence[Outcome]], None]


class Carrier(Protocol):
    """What a channel's ``target`` makes, given the App and the dispatch's ``place``: it takes messages to people.

    It prepares whatever can be taken back, asks ``commit``, takes the last step for those messages that may go and for
    no other, and tells ``settle`` what became of them. What it never settles is in doubt once its lease has passed.
    Where somebody has to know of what it makes, such as where files lie, its attribute ``notes`` has sentences on it.
    """

    def carry(self, messages: Sequence[Message], commit: Commit, settle: Settle) -> None:
        """Take messages to their recipients.

        Raises:
            DeliveryError: nothing more can leave this way; the dispatch pauses with this sentence.
        """

    def arrived(self, messages: Sequence[Message]) -> Mapping[int, bool]:
        """Return of messages in doubt, by id, whether they have left; those without evidence are left out.

        ``False`` lets one leave again: say it only where whoever had it cannot let it leave any more, or would make the
        same thing once more, such as a file of the same name.
        """

    def close(self) -> None:
        """Let go of what it holds: connections, open files."""
