"""Jobs of the printer and their sheets, as records; and what is told of them."""

import re
from collections.abc import Iterable
from enum import StrEnum

from attrs import field, frozen

from outreach_crm.errors import InvalidInputError
from outreach_crm.text import say

_NUMBERS = re.compile(r"\d{1,6}(?:\s*-\s*\d{1,6})?")


class JobKind(StrEnum):
    """What a job makes."""

    LETTERS = "letters"
    CALLS = "calls"


@frozen(kw_only=True)
class Job:
    """What was made in one go: a file with numbered letters, or with a list of calls.

    ``open`` is how many of its sheets are in hand, ``posted`` how many were handed over, ``pull`` how many must not go.
    """

    id: int
    kind: JobKind = field(converter=JobKind)
    dispatch_id: int
    dispatch: str
    language: str
    file: str
    made_at: str
    sheets: int
    pages: int
    open: int
    posted: int
    copies: int


@frozen(kw_only=True)
class Made:
    """A sheet that was made: one letter, or one line of a list of calls.

    Args:
        id: of the row.
        job_id: the job it is of.
        number: of the sheet in its job, from 1.
        delivery_id: which delivery it is.
        contact_id: to whom; None where they were erased.
        pages: how many sheets of paper it has.
        country: it goes to (ISO 3166 alpha-2).
        copy: whether it had been printed before.
        digest: keyed, of the address that was printed.
        posted: whether somebody said that it has gone.
        pulled: whether somebody said that it is out of the pile.
        state: of its delivery.
        latest: whether none was made after it for the same delivery.
    """

    id: int
    kind: JobKind = field(converter=JobKind)
    job_id: int
    number: int
    delivery_id: int
    dispatch_id: int
    contact_id: int | None
    name: str
    pages: int
    country: str
    copy: bool = field(converter=bool)
    digest: str
    posted: bool = field(converter=bool)
    pulled: bool = field(converter=bool)
    state: str
    latest: bool = field(converter=bool)

    @property
    def is_open(self) -> bool:
        """Whether it may still be posted, as far as the sheet itself tells."""
        return self.latest and not self.posted and not self.pulled and self.state == "in_hand"

    @property
    def label(self) -> str:
        """How the sheet is called, as it stands on it: job and number."""
        return label(self.job_id, self.number)


@frozen(kw_only=True)
class Laid:
    """A sheet of a job, and what stands against its leaving; empty where it may, or has gone or was pulled."""

    sheet: Made
    against: str


@frozen(kw_only=True)
class Pulled:
    """A sheet that must not be posted, and why; who was erased has no name."""

    sheet: str
    name: str
    sentence: str
    dispatch: str


@frozen(kw_only=True)
class HandedOn:
    """What came of handing a job to the post.

    ``posted`` is how many left, ``left`` how many are in hand still, ``pull`` what must not go, ``gone`` the sheets
    that had gone although something stood against them.
    """

    job_id: int
    posted: int
    left: int
    pull: tuple[Pulled, ...]
    gone: tuple[Pulled, ...] = ()


@frozen(kw_only=True)
class Taken:
    """What was taken out of the pile; ``again`` is how many of it are printed once more, of ``mailings``."""

    pulled: tuple[Pulled, ...]
    again: int
    mailings: tuple[int, ...]


def label(job_id: int, number: int) -> str:
    """Return how a sheet is called: ``17-42``, the 42nd of job 17."""
    return f"{job_id}-{number}"


def read_numbers(text: str, there: Iterable[int]) -> frozenset[int]:
    """Return the numbers of sheets that a text names: ``14,17,20-25``.

    Args:
        text: numbers and spans, parted by commas.
        there: those there are.

    Raises:
        InvalidInputError: it is none, or there is no such sheet.
    """
    known, found = frozenset(there), set[int]()
    for part in filter(None, (one.strip() for one in text.split(","))):
        if not _NUMBERS.fullmatch(part):
            raise InvalidInputError(say("{part!r} is not the number of a sheet; write 14,17,20-25.", part=part))
        first, _, last = part.partition("-")
        found |= {*range(int(first), int(last or first) + 1)}
    if unknown := sorted(found - known):
        named = ", ".join(map(str, unknown[:8]))
        raise InvalidInputError(say("There is no sheet {named}; there are {span}.", named=named, span=_span(known)))
    return frozenset(found)


def _span(numbers: frozenset[int]) -> str:
    return say("{first} to {last}", first=min(numbers), last=max(numbers)) if numbers else say("none")
