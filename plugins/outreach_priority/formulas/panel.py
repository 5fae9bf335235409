"""F1 and F3: what a panel says on an item, which items it should discuss, and how much it changed its mind."""

import math
from collections.abc import Mapping, Sequence

from attrs import frozen

from outreach_crm.text import say
from outreach_priority.formulas.value import CLOSE

SCALE = (0.0, 4.0)
"""Lowest and highest rating of the anchored scale."""
TRIMMED_FROM = 5
"""From this many answers on, one highest and one lowest are dropped."""
THIN_BELOW = 3
"""With fewer answers than this a value rests on too little."""
FAR = 2.0
"""An answer that is this many steps from the median is an outlier."""

Ratings = Sequence[float | None]
"""The answers to one item, by adviser; None for "don't know"."""


@frozen(kw_only=True)
class Summary:
    """The answers to one item; ratings on the scale, None where nobody answered.

    Args:
        n: how many answered.
        dont_know: how many did not know.
        mean: of all answers.
        median: the middle.
        q1: lower quartile (Hyndman & Fan type 7).
        q3: upper quartile.
        iqr: distance of the quartiles, in steps of the scale.
        trimmed: the panel's answer: mean without one highest and one lowest from five answers on, else the mean.
        lowest: lowest answer.
        highest: highest answer.
        interval: what the panel's answer can be: the whole scale where nobody answered, else that answer alone.
        thin: fewer than three answers.
        within_one: share of the answers that are at most one step from the median.
        outliers: places of answers that are two steps or more from the median, to be listed with their reasons.
    """

    n: int
    dont_know: int
    mean: float | None = None
    median: float | None = None
    q1: float | None = None
    q3: float | None = None
    iqr: float | None = None
    trimmed: float | None = None
    lowest: float | None = None
    highest: float | None = None
    interval: tuple[float, float]
    thin: bool
    within_one: float | None = None
    outliers: tuple[int, ...] = ()

    @property
    def share_dont_know(self) -> float:
        """Share of don't-knows among all that were asked; 1 where nobody was."""
        asked = self.n + self.dont_know
        return self.dont_know / asked if asked else 1.0


@frozen(kw_only=True)
class Flag:
    """An item to be discussed.

    Args:
        item: its name.
        iqr: distance of the quartiles, in steps; None where nobody answered.
        share_dont_know: 0-1.
        urgency: weight times the larger of the distance and the don't-knows in steps; the highest comes first.
    """

    item: str
    iqr: float | None
    share_dont_know: float
    urgency: float


@frozen(kw_only=True)
class Change:
    """How much changed from one round to the next.

    Args:
        changed: ratings that are not what they were, a don't-know that became an answer (or the reverse) among them.
        ratings: all that were compared.
        share: 0-1; None where there was nothing to compare.
        settled: whether so little changed that a further round is not worth it.
        by_item: number of changed ratings by item.
    """

    changed: int
    ratings: int
    share: float | None
    settled: bool
    by_item: Mapping[str, int]


def quantile(answers: Sequence[float], share: float) -> float:
    """Return a quantile, linear between the answers (Hyndman & Fan 1996, type 7; the default of R and NumPy).

    Args:
        answers: at least one, in any order.
        share: 0-1; 0.5 is the median.

    Raises:
        ValueError: if there is no answer.
    """
    if not answers:
        raise ValueError(say("There is no answer to take a quantile of."))
    order = sorted(answers)
    place = (len(order) - 1) * share
    below = math.floor(place)
    above = min(below + 1, len(order) - 1)
    return order[below] + (place - below) * (order[above] - order[below])


def answered(ratings: Ratings, scale: tuple[float, float] = SCALE) -> list[float]:
    """Return the answers among ratings, lowest first.

    Raises:
        ValueError: if one is off the scale.
    """
    low, high = scale
    known = sorted(rating for rating in ratings if rating is not None)
    off = next((rating for rating in known if not low <= rating <= high), None)
    if off is not None:
        raise ValueError(say("{off:g} is not on the scale from {low:g} to {high:g}.", off=off, low=low, high=high))
    return known


def summary(ratings: Ratings, scale: tuple[float, float] = SCALE) -> Summary:
    """Return what a panel says on an item (F1; trimmed mean after Tukey; quartiles of type 7).

    Args:
        ratings: one an adviser, None for "don't know".
        scale: lowest and highest rating.

    Raises:
        ValueError: if a rating is off the scale.
    """
    known = answered(ratings, scale)
    n = len(known)
    unknown = len(ratings) - n
    if not known:
        return Summary(n=0, dont_know=unknown, interval=scale, thin=True)
    mean = math.fsum(known) / n
    trimmed = math.fsum(known[1:-1]) / (n - 2) if n >= TRIMMED_FROM else mean
    q1, median, q3 = (quantile(known, share) for share in (0.25, 0.5, 0.75))
    return Summary(
        n=n,
        dont_know=unknown,
        mean=mean,
        median=median,
        q1=q1,
        q3=q3,
        iqr=q3 - q1,
        trimmed=trimmed,
        lowest=known[0],
        highest=known[-1],
        interval=(trimmed, trimmed),
        thin=n < THIN_BELOW,
        within_one=sum(abs(rating - median) <= 1 + CLOSE for rating in known) / n,
        outliers=tuple(
            place for place, one in enumerate(ratings) if one is not None and abs(one - median) >= FAR - CLOSE
        ),
    )


def value(rating: float, *, less_is_better: bool = False, scale: tuple[float, float] = SCALE) -> float:
    """Return the value of a rating, from 0 at the worse end of the scale to 1 at the better one (F1).

    The ends are those of the scale, never the lowest and highest rating there is: so nothing changes for the others
    when an alternative comes or goes.

    Args:
        rating: on the scale; may be a mean.
        less_is_better: for items that speak against an alternative, such as the effort it takes.
        scale: lowest and highest rating.

    Raises:
        ValueError: if the rating is off the scale.
    """
    low, high = scale
    (known,) = answered([rating], scale)
    share = (known - low) / (high - low)
    return 1 - share if less_is_better else share


def to_discuss(
    answers: Mapping[str, Ratings],
    weights: Mapping[str, float],
    *,
    scale: tuple[float, float] = SCALE,
    apart: float = 2.0,
    unknown: float = 0.5,
) -> tuple[Flag, ...]:
    """Return the items a panel should discuss, most consequential first (F3; consensus by quartiles as in Delphi).

    Args:
        answers: item -> one rating an adviser.
        weights: item -> weight; in any proportion.
        scale: lowest and highest rating.
        apart: an item is discussed whose quartiles are at least so many steps apart.
        unknown: an item is discussed that at least this share (0-1) does not know.

    Raises:
        ValueError: if a rating is off the scale, or an item has no weight.
    """
    width = scale[1] - scale[0]
    flags = []
    for item, ratings in answers.items():
        if item not in weights:
            raise ValueError(say("The weight of {item} is missing.", item=item))
        told = summary(ratings, scale)
        distance, share = told.iqr or 0.0, told.share_dont_know
        if distance >= apart - CLOSE or share >= unknown - CLOSE:
            urgency = weights[item] * max(distance, width * share)
            flags.append(Flag(item=item, iqr=told.iqr, share_dont_know=share, urgency=urgency))
    return tuple(sorted(flags, key=lambda flag: (-round(flag.urgency, 9), flag.item)))


def change(before: Mapping[str, Ratings], after: Mapping[str, Ratings], *, settled_below: float = 0.15) -> Change:
    """Return how much a panel changed its mind between two rounds (Delphi; F3).

    Args:
        before: item -> one rating an adviser.
        after: the same later, with the same advisers in the same order. What stands in one round only is left out.
        settled_below: share of changes (0-1) below which a further round is not worth it.

    Raises:
        ValueError: if an item has more or fewer advisers in one of the rounds.
    """
    by_item = {}
    ratings = 0
    for item in (one for one in before if one in after):
        if len(before[item]) != len(after[item]):
            raise ValueError(
                say(
                    "{item} has ratings of {number} advisers, and later of {later}.",
                    item=item,
                    number=len(before[item]),
                    later=len(after[item]),
                )
            )
        by_item[item] = sum(was != now for was, now in zip(before[item], after[item], strict=True))
        ratings += len(before[item])
    changed = sum(by_item.values())
    share = changed / ratings if ratings else None
    settled = share is not None and share < settled_below
    return Change(changed=changed, ratings=ratings, share=share, settled=settled, by_item=by_item)
