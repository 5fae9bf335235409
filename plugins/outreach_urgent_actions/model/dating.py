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
# A day named in a message counts as its own within so many days of its neighbours; before one that was given, where it
# is as near as this and the given one is farther off than that.
_NAMED_DAYS = 21
_NEAR, _FAR = 5, 10
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
    """What the neighbours of a message say: the day in their middle, and how many of how many agree on it."""

    middle: int
    agree: int
    asked: int

    @property
    def is_sure(self) -> bool:
        return self.asked >= 2 and self.agree >= _AGREE_SHARE * self.asked


def settle(log: Sequence[Told]) -> list[Settled]:
    """Return the day of issue of each message of a log, in its order.

    Args:
        log: what each message says, in the order of the log, whichever way round.
    """
    likely = [_first(one) for one in log]
    for _ in range(2):  # the second time the neighbours are asked for the days that fitted the first time
        places = _places(likely)
        likely = [_likely(one, place) for one, place in zip(log, places, strict=True)]
    places = _places(likely)
    known = [at for at, day in enumerate(likely) if day is not None]
    return [_settled(one, places[at], likely[at], _between(at, known, likely)) for at, one in enumerate(log)]


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
        days = [day for _, day in known[max(0, here - _NEIGHBOURS) : here] + known[after : after + _NEIGHBOURS]]
        places.append(_place(days) if days else None)
    return places


def _place(days: list[int]) -> _Place:
    middle = round(median(days))
    return _Place(middle, sum(abs(day - middle) <= _AGREE_DAYS for day in days), len(days))


def _likely(one: Told, place: _Place | None) -> int | None:
    """Return the day of a message that fits its place best; where its neighbours do not agree, the one it gives."""
    if place is None or not place.is_sure:
        return _first(one)
    told = [day.toordinal() for day in (one.given, *one.named) if day]
    near = min(told, key=lambda day: abs(day - place.middle), default=None)
    if near is None or abs(near - place.middle) > _AGREE_DAYS:
        return one.given.toordinal() if one.given and place.agree < _OVERRULE else None
    return near


def _settled(one: Told, place: _Place | None, likely: int | None, between: int | None) -> Settled:
    if place is None or not place.is_sure:
        return Settled(on=one.given)
    if one.given and _stands(one.given, one, place):
        return Settled(on=one.given)
    fits = likely is not None and abs(likely - place.middle) <= _NAMED_DAYS
    day = likely if fits else between
    return Settled(on=date.fromordinal(day) if day else None, inferred=day is not None, doubted=one.given is not None)


def _stands(given: date, one: Told, place: _Place) -> bool:
    """Tell whether the day given for a message fits its place, or its neighbours are too few to say."""

    def off(day: date) -> int:
        return abs(day.toordinal() - place.middle)

    if place.agree < _OVERRULE or off(given) <= _FAR or _is_borne_out(given, one.until):
        return True
    return off(given) <= _AGREE_DAYS and min(map(off, one.named), default=_AGREE_DAYS) > _NEAR


def _is_borne_out(given: date, until: date | None) -> bool:
    """Tell whether a deadline follows a day as it follows the issue of an Urgent Action: most by six weeks."""
    return until is not None and 0 < (until - given).days <= _DEADLINE_DAYS


def _between(at: int, known: Sequence[int], likely: Sequence[int | None]) -> int | None:
    """Return the day in the middle between the nearest neighbours whose day is known."""
    here = bisect_left(known, at)
    after = here + (here < len(known) and known[here] == at)
    days = [likely[one] for one in (*known[max(0, here - 1) : here], *known[after : after + 1])]
    told = [day for day in days if day is not None]
    return round(sum(told) / len(told)) if told else None
