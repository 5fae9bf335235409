"""Measures of outreach (F15): how often somebody is asked, how lately there was a word, how one-sided it is.

Pure functions of days and counts. They speak of relationships with organisations, and of people only how often they
are asked: nobody is given a worth.
"""

import math
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from attrs import frozen

from outreach_crm.text import say

_CURRENT, _DUE, _STALE = 1.0, 1.5, 3.0


@frozen(kw_only=True)
class Load:
    """How often somebody was asked lately.

    Args:
        in_window: how many asks count.
        over_cap: whether that is more than is wanted.
        at_cap_or_over: whether one more would be.
        days_until_allowed: in how many days one more would not be; 0: now.
    """

    in_window: int
    over_cap: bool
    at_cap_or_over: bool
    days_until_allowed: int


def load(asked: Iterable[date], as_of: date, *, window_days: int, cap: int) -> Load:
    """Return how often somebody was asked lately (F15).

    Args:
        asked: the days on which they were; later ones than today do not count.
        as_of: today.
        window_days: an ask counts while its age in days is 0 to one less than this.
        cap: so many are wanted at most in the window.

    Raises:
        ValueError: window or cap is not at least 1.
    """
    if window_days < 1 or cap < 1:
        raise ValueError(say("A window has at least one day, and a cap is at least 1."))
    ages = sorted((age for day in asked if 0 <= (age := (as_of - day).days) < window_days), reverse=True)
    over = len(ages) - cap
    # One more is allowed once so many of the oldest have left the window that less than the cap are in it.
    return Load(
        in_window=len(ages),
        over_cap=over > 0,
        at_cap_or_over=over >= 0,
        days_until_allowed=window_days - ages[over] if over >= 0 else 0,
    )


@frozen(kw_only=True)
class Recency:
    """How lately there was a word.

    Args:
        days_since: days since the last one.
        ratio: that by the agreed interval.
        status: ``current``, ``due``, ``stale`` or ``lapsed``.
        half_life: 1 on the day, 0.5 after one interval; only to sort by.
    """

    days_since: int
    ratio: float
    status: str
    half_life: float


def recency(last: date, as_of: date, *, interval: int) -> Recency:
    """Return how lately there was a word, measured by the agreed interval in days (F15).

    Raises:
        ValueError: the interval is not at least a day, or the last word is yet to come.
    """
    if interval < 1:
        raise ValueError(say("An interval has at least one day."))
    days = (as_of - last).days
    if days < 0:
        raise ValueError(say("{last} has not come yet.", last=last))
    ratio = days / interval
    steps = ((_CURRENT, "current"), (_DUE, "due"), (_STALE, "stale"))
    status = next((name for limit, name in steps if ratio <= limit), "lapsed")
    return Recency(days_since=days, ratio=ratio, status=status, half_life=0.5**ratio)


def mutuality(they_did: int, we_did: int) -> float | None:
    """Return how even giving and taking are: 1 - |a - b| / (a + b); None where nothing was done (F15).

    Args:
        they_did: how many of our asks they fulfilled.
        we_did: how many of their requests we did. To be shown only beside the counts it is made of.

    Raises:
        ValueError: a count is below 0.
    """
    if min(they_did, we_did) < 0:
        raise ValueError(say("A count is not below 0."))
    whole = they_did + we_did
    return 1 - abs(they_did - we_did) / whole if whole else None


def gini(counts: Sequence[int]) -> float:
    """Return how unevenly asks lie on contacts: 0 evenly, near 1 all on one (Gini's mean difference).

    Raises:
        ValueError: nobody was asked anything, or a count is below 0.
    """
    _check(counts)
    ordered, n = sorted(counts), len(counts)
    weighted = math.fsum((2 * place - n - 1) * one for place, one in enumerate(ordered, 1))
    return weighted / (n * sum(ordered))


def hhi(counts: Sequence[int]) -> float:
    """Return the sum of squared shares of asks: 1 / n evenly, 1 all on one (Herfindahl and Hirschman).

    Raises:
        ValueError: as :func:`gini`.
    """
    _check(counts)
    whole = sum(counts)
    return math.fsum((one / whole) ** 2 for one in counts)


def top_share(counts: Sequence[int], share: float = 0.1) -> float:
    """Return which share of asks lies on the most asked, by default a tenth of all, one at least.

    Raises:
        ValueError: as :func:`gini`, or the share is not between 0 and 1.
    """
    _check(counts)
    if not 0 < share <= 1:
        raise ValueError(say("A share lies between 0 and 1."))
    most = max(1, math.floor(share * len(counts) + 0.5))
    return sum(sorted(counts, reverse=True)[:most]) / sum(counts)


def density(asked: Collection[tuple[str, str]], nodes: Collection[str] = ()) -> float:
    """Return which share of all directed pairs has an ask: who asked whom; 0 for fewer than two (F15).

    Args:
        asked: pairs of who asks and who is asked; repeated ones and asks of oneself count for nothing.
        nodes: who else there is.
    """
    pairs, n = _pairs(asked), len({one for pair in asked for one in pair}.union(nodes))
    return len(pairs) / (n * (n - 1)) if n > 1 else 0.0


def reciprocity(asked: Collection[tuple[str, str]]) -> float | None:
    """Return which share of directed asks has one the other way; None where there is none (F15)."""
    pairs = _pairs(asked)
    return sum((other, one) in pairs for one, other in pairs) / len(pairs) if pairs else None


def _pairs(asked: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    return {(one, other) for one, other in asked if one != other}


def _check(counts: Sequence[int]) -> None:
    if any(one < 0 for one in counts):
        raise ValueError(say("A count is not below 0."))
    if not sum(counts):
        raise ValueError(say("Nobody was asked anything: there is nothing to share out."))
