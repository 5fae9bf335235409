"""Goals of a portfolio: how far it is, who works on it, what is quiet, where it is concentrated."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from attrs import frozen

from outreach_cases.formulas.stock_and_flow import Case
from outreach_crm.dates import read_past
from outreach_crm.text import Sentence, say

COUNTS_BELOW = 20
"""Of fewer than so many, numbers are told and no per cent: one case more would be five of them."""
QUIET_AFTER = "6m"
"""After how long without an update a case is quiet."""


@frozen
class Share:
    """A part of a whole, told in per cent only where the whole is large enough.

    Args:
        n: how many.
        of: of how many.
    """

    n: int
    of: int

    @property
    def rate(self) -> float | None:
        """The part, 0 to 1; None of none."""
        return self.n / self.of if self.of else None

    @property
    def told(self) -> Sentence:
        """As people read it."""
        if self.of < COUNTS_BELOW:
            return say("{n} of {of}", n=self.n, of=self.of)
        # What is not all is not told as 100 %, and what is not nothing not as 0 %.
        percent = min(max(round(100 * self.n / self.of), self.n > 0), 100 - (self.n < self.of))
        return say("{percent} % ({n} of {of})", percent=int(percent), n=self.n, of=self.of)


@frozen
class Progress:
    """How far a goal is.

    Args:
        now: how many there are.
        target: how many there are to be.

    Raises:
        ValueError: the target is no number above 0.
    """

    now: float
    target: float

    def __attrs_post_init__(self) -> None:
        if self.target <= 0:
            raise ValueError(say("A goal is a number above 0, not {target}.", target=self.target))

    @property
    def gap(self) -> float:
        """How many are missing; below 0 where there are more than wanted."""
        return self.target - self.now

    @property
    def ratio(self) -> float:
        """What there is, of what is wanted."""
        return self.now / self.target

    def needed_per_month(self, months: float) -> float:
        """Return how many more must come in than go out each month, to be there in so many months; 0: it is there.

        Raises:
            ValueError: there is no time left.
        """
        if months <= 0:
            raise ValueError(say("The goal is due already; give the months that are left."))
        return max(self.gap, 0) / months


@frozen
class ActiveCase:
    """What is known of an active case for the goals.

    Args:
        case: which one.
        country: where it is; of how many it is one.
        is_poc: whether it is about a prisoner of conscience.
        groups: how many groups work on it.
        has_holder: whether somebody holds its file by name.
        updated_on: when there was news last; None: never.
    """

    case: Case
    country: str = ""
    is_poc: bool = False
    groups: int = 0
    has_holder: bool = False
    updated_on: date | None = None


@frozen(kw_only=True)
class Coverage:
    """Who works on the active cases.

    Args:
        with_group: those with a group at least.
        with_holder: those with a named holder.
        by_groups: how many cases have how many groups.
        groups_per_case: on average; None without cases.
    """

    with_group: Share
    with_holder: Share
    by_groups: Mapping[int, int]
    groups_per_case: float | None


@frozen(kw_only=True)
class Liveliness:
    """Of which active cases there was news.

    Args:
        with_news: those with news of late.
        quiet: the others, longest quiet first: whom to call.
    """

    with_news: Share
    quiet: tuple[ActiveCase, ...]


def poc_share(cases: Sequence[ActiveCase]) -> Share:
    """Return how many of the active cases are about prisoners of conscience."""
    return Share(sum(one.is_poc for one in cases), len(cases))


def coverage(cases: Sequence[ActiveCase]) -> Coverage:
    """Return who works on the active cases."""
    groups = Counter(one.groups for one in cases)
    return Coverage(
        with_group=Share(len(cases) - groups[0], len(cases)),
        with_holder=Share(sum(one.has_holder for one in cases), len(cases)),
        by_groups={many: groups[many] for many in sorted(groups) if groups[many]},
        groups_per_case=sum(one.groups for one in cases) / len(cases) if cases else None,
    )


def liveliness(cases: Sequence[ActiveCase], on: date, *, quiet_after: str = QUIET_AFTER) -> Liveliness:
    """Return of which active cases there was news, seen from a day.

    Args:
        cases: the active cases.
        on: the day.
        quiet_after: how long ago the last news may be, such as ``6m``; on that day it is not quiet yet.
    """
    since = read_past(quiet_after, on)
    quiet = [one for one in cases if one.updated_on is None or one.updated_on < since]
    quiet.sort(key=lambda one: (one.updated_on or date.min, str(one.case)))
    return Liveliness(with_news=Share(len(cases) - len(quiet), len(cases)), quiet=tuple(quiet))


def concentration(countries: Iterable[str], top: int = 5) -> Share:
    """Return how many of the cases are in the countries with the most of them.

    Args:
        countries: one of each case.
        top: how many countries.
    """
    found = Counter(countries)
    return Share(sum(many for _, many in found.most_common(top)), found.total())


def left_behind(closed: Iterable[str], still_open: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Return the countries where some cases were closed unresolved while others stayed, with both numbers.

    To keep a few prisoners of conscience of a country and to drop others looks as if they were symbols: a list for
    people to judge, not a score.

    Args:
        closed: the country of each case of a prisoner of conscience that was closed unresolved.
        still_open: that of each one that stayed.
    """
    ended, stayed = Counter(closed), Counter(still_open)
    return {country: (ended[country], stayed[country]) for country in sorted(ended) if stayed[country]}
