"""When messages of a log were issued: the day they give, or one that their neighbours in the log agree on.

A log is in the order in which messages went out, forwards or backwards. What is taken for the day of issue of an update
is often that of the first issue, and some days are slips of the pen; a day counts where it fits its place.
"""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from statistics import median

from attrs import frozen

# Neighbours on each side that are asked, and the days within which most of them must agree to be believed.
_NEIGHBOURS = 12
_AGREE_DAYS = 45
_AGREE_SHARE = 0.6
# So many of them must agree before they overrule a day that was given.
_OVERRULE = 6
# A day fits its place between the nearest neighbours, so many on each side; messages lie about for some days.
_NEAREST = 2
_SLACK_DAYS = 3
_DEADLINE_DAYS = 70


@frozen(kw_only=True)
class Told:
    """What one message says of days: ``given`` as its day of issue, ``named`` anywhere in it, in its order.

    ``until`` is its deadline.
    """

    given: date | None = None
    until: date | None = None
    named: tuple[date, ...] = ()


@frozen(kw_only=True)
class Settled:
    """The day of issue; ``inferred`` where it was not given, ``doubted`` where the one given does not fit its place."""

    on: date | None = None
    inferred: bool = False
    doubted: bool = False


@frozen
class _Place:
    """What the neighbours of a message say.

    ``middle`` is the day in their middle, ``agree`` how many of ``asked`` are of about that time; the nearest lie from
    ``begin`` to ``end``, and ``between`` is half-way between the two next to it.
    """

    middle: int
    agree: int
    asked: int
    begin: int
    end: int
    between: int

    @property
    def is_sure(self) -> bool:
        """Whether the neighbours are of one time."""
        return self.asked >= 2 and self.agree >= _AGREE_SHARE * self.asked

    def fits(self, day: int) -> bool:
        """Tell whether a day lies between the nearest neighbours."""
        return self.begin - _SLACK_DAYS <= day <= self.end + _SLACK_DAYS

    def is_near(self, day: int) -> bool:
        """Tell whether a day is of about the time of the neighbours."""
        return abs(day - self.middle) <= _AGREE_DAYS


def settle(log: Sequence[Told]) -> list[Settled]:
    """Return the day of issue of each message of a log, in its order.

    Args:
        log: what each message says, in the order of the log, whichever way round.
    """
    likely = [_first(one) for one in log]
    for _ in range(2):  # the second time the neighbours are asked for the days that fitted the first time
        likely = [_likely(one, place) for one, place in zip(log, _places(likely), strict=True)]
    return [_settled(one, place) for one, place in zip(log, _places(likely), strict=True)]


def is_backwards(days: Sequence[date | None]) -> bool:
    """Tell whether a log has its newest message first."""
    known = [day for day in days if day is not None]
    falls = sum((later < earlier) - (later > earlier) for earlier, later in pairwise(known))
    return falls > 0


def _first(one: Told) -> int | None:
    first = one.given or next(iter(one.named), None)
    return first.toordinal() if first else None


def _places(likely: Sequence[int | None]) -> list[_Place | None]:
    known = [(at, day) for at, day in enumerate(likely) if day is not None]
    positions = [at for at, _ in known]
    places: list[_Place | None] = []
    for at in range(len(likely)):
        here = bisect_left(positions, at)
        after = here + (here < len(known) and positions[here] == at)
        before = [day for _, day in known[max(0, here - _NEIGHBOURS) : here]]
        behind = [day for _, day in known[after : after + _NEIGHBOURS]]
        places.append(_place(before, behind) if before or behind else None)
    return places


def _place(before: list[int], behind: list[int]) -> _Place:
    days = before + behind
    middle = round(median(days))
    agree = sum(abs(day - middle) <= _AGREE_DAYS for day in days)
    nearest = before[-_NEAREST:] + behind[:_NEAREST]
    beside = before[-1:] + behind[:1]
    return _Place(middle, agree, len(days), min(nearest), max(nearest), sum(beside) // len(beside))


def _likely(one: Told, place: _Place | None) -> int | None:
    """Return the day of a message that fits its place best; where its neighbours do not agree, the one it gives."""
    if place is None or not place.is_sure:
        return _first(one)
    told = [day.toordinal() for day in (one.given, *one.named) if day]
    fitting = [day for day in told if place.fits(day)] or [day for day in told if place.is_near(day)]
    if fitting:
        return min(fitting, key=lambda day: abs(day - place.middle))
    return one.given.toordinal() if one.given and place.agree < _OVERRULE else None


def _settled(one: Told, place: _Place | None) -> Settled:
    if place is None or not place.is_sure or (one.given and _stands(one.given, one, place)):
        return Settled(on=one.given)
    fitting = [day for day in one.named if place.fits(day.toordinal())]
    day = fitting[0] if fitting else date.fromordinal(place.between)
    return Settled(on=day, inferred=True, doubted=one.given is not None)


def _stands(given: date, one: Told, place: _Place) -> bool:
    """Tell whether the day given for a message is its own: it fits, or nothing that fits better is named in it."""
    if place.agree < _OVERRULE or place.fits(given.toordinal()) or _is_borne_out(given, one.until):
        return True
    return place.is_near(given.toordinal()) and not any(place.fits(day.toordinal()) for day in one.named)


def _is_borne_out(given: date, until: date | None) -> bool:
    """Tell whether a deadline follows a day as it follows the issue of an Urgent Action: most by six weeks."""
    return until is not None and 0 < (until - given).days <= _DEADLINE_DAYS
