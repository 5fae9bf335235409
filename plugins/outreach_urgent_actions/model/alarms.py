"""When a rate has fallen against its own history: an exact test, and the months in which it is first told."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import accumulate
from math import exp, lgamma, log, log1p

from attrs import field, frozen

from outreach_crm.model import Ref
from outreach_crm.text import Sentence, say

# Months looked at, the shortest first, and months of history before them.
WINDOWS = (6, 12, 24)
HISTORY = 48
# What comes by chance less often than this is told, if the rate is at most half of what it was.
CHANCE = 0.01
SHARE = 0.5
# Months without a fall after which a new one is told again.
QUIET = 12


@frozen(kw_only=True)
class Fall:
    """A rate that has fallen.

    Args:
        months: over how many months it was looked at.
        met: how many issues it met in them.
        of: out of how many.
        expected: how many it would have met at the rate of the months before.
        chance: how often so few or fewer come by chance while nothing has changed.
    """

    months: int
    met: int
    of: int
    expected: float
    chance: float

    @property
    def told(self) -> Sentence:
        """What fell, in words."""
        return say(
            "{met} of {of:,} first issues in {months} months;"
            " at the rate of the years before it would be {expected:.0f}",
            met=self.met,
            of=self.of,
            months=self.months,
            expected=self.expected,
        )

    def __str__(self) -> str:
        return self.told


def _sums(counts: Sequence[int]) -> tuple[int, ...]:
    return tuple(accumulate(counts, initial=0))


@frozen
class History:
    """How many issues were met each month, and out of how many.

    Args:
        met: month by month, the earliest first.
        of: of the same months.
    """

    _met: tuple[int, ...] = field(converter=_sums)
    _of: tuple[int, ...] = field(converter=_sums)

    def fall(self, month: int) -> Fall | None:
        """Return the fall that shows at the end of a month, over the fewest months that show it; None for none.

        What was met lately and what was met before are two counts of rare events. If their rates are equal, the late
        one is binomial out of both, with the share of the late issues among all (J. Przyborowski and H. Wilenski,
        Homogeneity of results in testing samples from Poisson series, Biometrika 31, 1940): so a short history tells
        little by itself, and no rate has to be set by hand.

        Args:
            month: which one, counted from 0.
        """
        for months in WINDOWS:
            start, end = month + 1 - months, month + 1
            if start <= 0:
                return None
            first = max(0, start - HISTORY)
            met, of = self._met[end] - self._met[start], self._of[end] - self._of[start]
            before, out_of = self._met[start] - self._met[first], self._of[start] - self._of[first]
            if not out_of or not before or met * out_of > SHARE * before * of:
                continue
            chance = at_most(met, met + before, of / (of + out_of))
            if chance < CHANCE:
                expected = before * of / out_of
                return Fall(months=months, met=met, of=of, expected=round(expected, 1), chance=chance)
        return None

    def falls(self) -> Iterator[tuple[int, Fall]]:
        """Yield each fall once, with the month in which it first shows; it is a new one after a quiet year."""
        quiet = QUIET
        for month in range(len(self._of) - 1):
            found = self.fall(month)
            if found and quiet >= QUIET:
                yield month, found
            quiet = 0 if found else quiet + 1


def at_most(k: int, n: int, share: float) -> float:
    """Return the chance of at most ``k`` out of ``n``, each with a chance of ``share`` (the binomial distribution)."""
    if k >= n or share <= 0:
        return 1.0
    if share >= 1:
        return 0.0
    yes, no, whole = log(share), log1p(-share), lgamma(n + 1)
    return min(1.0, sum(exp(whole - lgamma(i + 1) - lgamma(n - i + 1) + i * yes + (n - i) * no) for i in range(k + 1)))


KINDS: Mapping[str, str] = {
    "fall": say("matches that have fallen"),
    "keyword": say("keywords of a sector that have fallen silent"),
    "takeover": say("keywords that take over from others"),
    "few-takers": say("Urgent Actions with few takers"),
    "late": say("Urgent Actions that left late, or not yet"),
    "untold": say("stopped cases that somebody got since, who is not told"),
}
"""What is told, each with its title."""


@frozen(kw_only=True)
class Alert:
    """Something an officer should look into; ``command`` is where to begin, ``since`` from when it shows.

    ``short`` says it beside the case that it is about, where it is about one.
    """

    kind: str
    since: date
    sentence: str
    command: str
    ref: Ref | None = None
    short: str = ""


@frozen(kw_only=True)
class Takeover:
    """A keyword as it is written that came up while another one fell; ``known``: both mean the same one already."""

    old: str
    new: str
    before: tuple[int, int]
    lately: tuple[int, int]
    known: bool
