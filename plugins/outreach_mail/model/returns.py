"""What comes back: what a mail says, what is kept of it, and what became of a look into the inbox."""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from attrs import Factory, asdict, field, frozen

from outreach_crm.model import Problem
from outreach_crm.text import say


class Kind(StrEnum):
    """What a mail that came back is."""

    # The address does not exist.
    HARD = "hard"
    # Not this time: a full mailbox, a server that did not answer for days.
    SOFT = "soft"
    # Refused for what was sent or who sent it; never the address's fault.
    BLOCKED = "blocked"
    # Not delivered yet, and still tried.
    DELAYED = "delayed"
    REPLY = "reply"
    # Somebody asks for no more of it, by a mail with the subject "leave".
    LEAVE = "leave"
    # Somebody told their provider that it is unwanted (RFC 5965).
    COMPLAINT = "complaint"
    # Nobody wrote it: an absence, a receipt, a confirmation (RFC 3834).
    AUTO = "auto"
    # Our own message, back again.
    LOOP = "loop"
    # A mail like any other.
    OTHER = "other"
    UNREADABLE = "unreadable"


BOUNCES = frozenset({Kind.HARD, Kind.SOFT, Kind.BLOCKED, Kind.DELAYED})
"""Kinds that a mail server wrote about a message of ours."""

SAID: Mapping[Kind, str] = {
    Kind.HARD: say("the address does not exist"),
    Kind.SOFT: say("could not be delivered this time"),
    Kind.BLOCKED: say("refused by the other side's rules"),
    Kind.DELAYED: say("still tried"),
    Kind.REPLY: say("a reply"),
    Kind.LEAVE: say("asks for no more of it"),
    Kind.COMPLAINT: say("reported as unwanted"),
    Kind.AUTO: say("an automatic answer"),
    Kind.LOOP: say("our own message, back again"),
    Kind.OTHER: say("a mail like any other"),
    Kind.UNREADABLE: say("cannot be read"),
}
"""What each kind means, for people."""


@frozen(kw_only=True)
class Attached:
    """A file that came with a mail, such as the answer to an invitation (``text/calendar``)."""

    name: str
    media_type: str
    data: bytes = field(repr=False)


def _texts(given: Iterable[str]) -> tuple[str, ...]:
    return tuple(given)


@frozen(kw_only=True)
class Returned:
    """What a mail says of itself, before anybody looked whether it has to do with us.

    Args:
        kind: what it looks like; only a database knows whether it answers a message of ours.
        status: enhanced status code (RFC 3463), or the reply code of SMTP; empty where it names none.
        diagnostic: what the other side's server said.
        recipients: for whom it could not be delivered.
        to: the addresses it came to.
        ids: Message-IDs it refers to, without brackets.
        own_id: its own Message-ID.
        list_id: the list it says it is of (RFC 2919).
        sender: the address it is from.
        subject: its subject.
        day: the day of its Date header as ISO 8601; empty where that is no date.
        text: its writer's own words, without what they quote.
        attached: what came with it.
    """

    kind: Kind = field(converter=Kind)
    status: str = ""
    diagnostic: str = ""
    recipients: tuple[str, ...] = field(default=(), converter=_texts)
    to: tuple[str, ...] = field(default=(), converter=_texts)
    ids: tuple[str, ...] = field(default=(), converter=_texts)
    own_id: str = ""
    list_id: str = ""
    sender: str = ""
    subject: str = ""
    day: str = ""
    text: str = ""
    attached: tuple[Attached, ...] = ()

    def told(self) -> dict[str, Any]:
        """Return it as JSON can hold it."""
        row = asdict(self, recurse=False)
        row["attached"] = [[one.name, one.media_type, b64encode(one.data).decode()] for one in self.attached]
        return row

    @classmethod
    def from_told(cls, row: Mapping[str, Any]) -> "Returned":
        """Return the record of which :meth:`told` made JSON."""
        files = (Attached(name=name, media_type=kind, data=b64decode(data)) for name, kind, data in row["attached"])
        return cls(**{**row, "attached": tuple(files)})


@frozen(kw_only=True)
class Return:
    """A mail that came back, as it is kept.

    ``sender`` is the address that a reply is from, which may be another one than we wrote to; ``marked`` is whether the
    address was marked as wrong for it, ``made_change`` the change that followed from it.
    """

    id: int
    kind: Kind = field(converter=Kind)
    came_at: str
    mailing: str
    dispatch_id: int
    contact_id: int | None
    contact: str
    status: str
    diagnostic: str
    sender: str
    subject: str
    text: str
    marked: bool = field(converter=bool)
    made_change: int | None
    read_at: str | None


@frozen(kw_only=True)
class Fetched:
    """What a look into the inbox came to.

    ``counts`` is by kind, and ``forged`` for bounces, complaints and requests to leave that name no message of ours;
    ``marked`` are addresses found wrong, ``settled`` messages no longer in doubt, ``paused`` mailings that were paused.
    """

    counts: Mapping[str, int]
    marked: int = 0
    settled: int = 0
    known: int = 0
    paused: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = Factory(tuple)


@frozen(kw_only=True)
class Looked:
    """An inbox that was looked into: where it is, and the moment of the last look."""

    place: str
    at: str


@frozen(kw_only=True)
class Item:
    """A mail as it lies in an inbox: by what the inbox knows it, and its bytes."""

    key: str
    content: bytes = field(repr=False)


def _numbers(given: Iterable[int]) -> tuple[int, ...]:
    return tuple(given)


@frozen(kw_only=True)
class Position:
    """How far an IMAP folder was looked through (RFC 3501, 2.3.1.1).

    ``validity`` is the folder's UIDVALIDITY: where it changes, numbers mean other mails. ``last`` is the number of the
    latest mail that was looked at, ``again`` are earlier ones to be looked at once more.
    """

    validity: str = ""
    last: int = 0
    again: tuple[int, ...] = field(default=(), converter=_numbers)
