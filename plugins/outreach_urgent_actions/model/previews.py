"""What a preview and a trial say: who gets an issue and who does not, and what a sign-up would have brought."""

from collections.abc import Mapping
from enum import StrEnum

from attrs import field, frozen


class Decision(StrEnum):
    """What becomes of an issue for somebody who is signed up."""

    SEND = "send"
    # It fits, and something that may pass keeps it back: a limit, a pause, an address.
    HOLD = "hold"
    NO = "no"


HOLDING = ("kept-back", "language-missing", "limit", "no-address", "paused")
"""The rules that only hold back; every other one is a no."""


@frozen(kw_only=True)
class Seen:
    """What becomes of an issue for one contact; ``because`` and ``why_not`` are sentences."""

    contact: str
    contact_id: int
    decision: Decision = field(converter=Decision)
    rule: str
    because: tuple[str, ...]
    why_not: str
    channel: str
    language: str


@frozen(kw_only=True)
class Group:
    """How many share a decision and rule, the sentence of it and the first names."""

    decision: Decision = field(converter=Decision)
    rule: str
    sentence: str
    n: int
    some: tuple[Seen, ...] = ()


@frozen(kw_only=True)
class Look:
    """A preview: everybody who is signed up by decision and rule, and the recipients by sector, country and so on.

    ``warnings`` are sentences without an end.
    """

    issue_id: int
    subject: str
    recipients: int
    groups: tuple[Group, ...]
    counts: Mapping[str, Mapping[str, int]]
    warnings: tuple[str, ...] = ()


@frozen(kw_only=True)
class Closer:
    """A preview with some of its names.

    Args:
        look: who gets it and who does not, in figures.
        listed: those of one decision and rule, a page of them.
        more: behind which contact the next page begins; 0 where there is none.
        asked: what becomes of it for those whom somebody asked for by name.
        strangers: those found by that name who are not signed up.
    """

    look: Look
    listed: tuple[Seen, ...] = ()
    more: int = 0
    asked: tuple[Seen, ...] = ()
    strangers: tuple[str, ...] = ()


@frozen(kw_only=True)
class Brought:
    """An issue that a sign-up would have brought; ``cases`` is how it is cited."""

    issue_id: int
    cases: str
    issued_on: str
    subject: str


@frozen(kw_only=True)
class Trial:
    """What a sign-up would have brought: first issues by year, and on average in a month.

    ``within`` is how many of them a limit would have let through; ``wider`` says, where nothing would have come, what a
    more general keyword would have brought.
    """

    interest: str
    since: str
    until: str
    months: int
    a_month: float
    within: int
    by_year: Mapping[str, int]
    issues: tuple[Brought, ...]
    wider: Mapping[str, int] = field(factory=dict)
