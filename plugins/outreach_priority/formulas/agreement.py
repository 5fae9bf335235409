"""F2: how far advisers agree on the order of alternatives, in one number and in words, and who makes a difference."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from attrs import evolve, frozen

from outreach_crm.text import say
from outreach_priority.formulas.panel import Ratings

_WORDS = (
    (0.9, "unusually strong"),
    (0.7, "strong"),
    (0.5, "moderate"),
    (0.3, "weak"),
    (0.0, "very weak"),
)


@frozen(kw_only=True)
class Agreement:
    """How far advisers agree on an order.

    Args:
        w: Kendall's W, 0 (no agreement) to 1 (one order); slightly below 0 it can be with missing answers. None where
            it is undefined.
        because: why it is undefined, in words; else empty.
        words: W in words; empty where it is undefined.
        m: advisers who rated two alternatives or more.
        n: alternatives that somebody rated.
        mean_answers: advisers for each alternative, on average.
        complete: whether all of them rated all.
        rank_sums: sum of ranks by alternative, where all are complete; equal ratings share the mean of their ranks.
        s: sum of squared distances of the rank sums from their mean.
        ties: correction for equal ratings, by adviser: sum of t^3 - t over the groups of t equal ratings.
        w_uncorrected: W without it.
        mean_spearman: mean rank correlation of two advisers; with missing answers weighted by what they share.
        w_equal_pairs: W from the plain mean of the rank correlations, each pair of advisers counting the same.
        chi2: test statistic m(n-1)W; weak for few alternatives, so a description.
        df: its degrees of freedom.
        p: probability of as much agreement by chance, by that statistic.
    """

    w: float | None = None
    because: str = ""
    m: int
    n: int
    mean_answers: float
    complete: bool
    rank_sums: Mapping[str, float] | None = None
    s: float | None = None
    ties: tuple[int, ...] | None = None
    w_uncorrected: float | None = None
    mean_spearman: float | None = None
    w_equal_pairs: float | None = None
    chi2: float | None = None
    df: int | None = None
    p: float | None = None

    @property
    def words(self) -> str:
        """W in words (Schmidt 1997): the highest of .1 .3 .5 .7 .9 it reaches; below all of them very weak, too."""
        if self.w is None:
            return ""
        return next((word for least, word in _WORDS if self.w >= least - 1e-9), _WORDS[-1][1])


def ranks(ratings: Sequence[float], *, highest_first: bool = False) -> list[float]:
    """Return the rank of each rating, from 1; equal ratings share the mean of their ranks.

    Args:
        ratings: in any order; a billionth apart counts as equal, for they may be sums.
        highest_first: whether the highest rating has rank 1, else the lowest one.
    """
    signed = [round(-rating if highest_first else rating, 9) for rating in ratings]
    order = sorted(signed)
    counts = Counter(signed)
    first = {one: place + 1 for place, one in reversed(list(enumerate(order)))}
    return [first[one] + (counts[one] - 1) / 2 for one in signed]


def spearman(one: Ratings, other: Ratings) -> float | None:
    """Return the rank correlation of two advisers over what both rated (Spearman 1904; with ties: Pearson of ranks).

    Args:
        one: ratings of an adviser by alternative; None for "don't know".
        other: those of another one.

    Returns:
        -1 to 1; None where they share fewer than two alternatives, or one of them rated all of these alike.
    """
    shared = [(a, b) for a, b in zip(one, other, strict=True) if a is not None and b is not None]
    if len(shared) < 2:
        return None
    first, second = ranks([a for a, _ in shared]), ranks([b for _, b in shared])
    middle = (len(shared) + 1) / 2
    products = math.fsum((a - middle) * (b - middle) for a, b in zip(first, second, strict=True))
    spread = math.fsum((a - middle) ** 2 for a in first) * math.fsum((b - middle) ** 2 for b in second)
    return products / math.sqrt(spread) if spread else None


def agreement(rows: Mapping[str, Ratings], *, highest_first: bool = False) -> Agreement:
    """Return Kendall's coefficient of concordance W (F2; Kendall & Babington Smith 1939, ties after Kendall 1962).

    Where all answers are there, W = 12 S / (m^2 (n^3 - n) - m T). Where some are missing, W = (1 + (m' - 1) r) / m'
    with the mean rank correlation r of two advisers over what both rated, weighted by that less one (Taylor 1987), and
    the mean number m' of answers for an alternative (Brueckl 2011; R irrNA, DescTools). Who rated fewer than two
    alternatives, and what nobody rated, says nothing on the order and is left out.

    Args:
        rows: alternative -> one rating or rank an adviser, in the same order of advisers; None for "don't know".
        highest_first: whether the highest rating has rank 1 in the rank sums; W does not depend on it.

    Raises:
        ValueError: if alternatives have different numbers of advisers.
    """
    if len({len(row) for row in rows.values()}) > 1:
        raise ValueError(say("Every alternative needs an entry of every adviser, None where there is no answer."))
    judges = [judge for judge in zip(*rows.values(), strict=True) if _known(judge) > 1]
    names = [name for place, name in enumerate(rows) if any(judge[place] is not None for judge in judges)]
    columns = [[one for one, row in zip(judge, rows, strict=True) if row in names] for judge in judges]
    m, n = len(columns), len(names)
    answers = sum(map(_known, columns))
    complete = answers == m * n
    frame = Agreement(m=m, n=n, mean_answers=answers / n if n else 0.0, complete=complete)
    because = _undefined(frame, columns)
    if because:
        return _with(frame, because=because)
    if complete:
        return _of_ranks(frame, names, [ranks(column, highest_first=highest_first) for column in _whole(columns)])
    return _of_pairs(frame, columns)


def leave_one_out(rows: Mapping[str, Ratings], advisers: Sequence[str] = ()) -> Mapping[str, Agreement]:
    """Return the agreement without each of the advisers: who raises it by being left out stands apart (F2).

    Args:
        rows: as for ``agreement``.
        advisers: their names; without them they are counted from 1.

    Raises:
        ValueError: as for ``agreement``, or if there are more or fewer names than advisers.
    """
    agreement(rows)
    many = len(next(iter(rows.values()), ()))
    names = list(advisers) or [str(place + 1) for place in range(many)]
    if len(names) != many:
        raise ValueError(say("There are {number} names for {many} advisers.", number=len(names), many=many))
    return {
        name: agreement({key: [*row[:place], *row[place + 1 :]] for key, row in rows.items()})
        for place, name in enumerate(names)
    }


def _known(ratings: Ratings) -> int:
    return sum(one is not None for one in ratings)


def _whole(columns: Iterable[Ratings]) -> list[list[float]]:
    return [[one for one in column if one is not None] for column in columns]


def _undefined(frame: Agreement, columns: Sequence[Ratings]) -> str:
    """Return why W is undefined; empty where it is not."""
    if frame.n < 2:
        return "there are fewer than two alternatives that anybody rated"
    if frame.m < 2:
        return "there are fewer than two advisers who rated more than one alternative"
    if all(len(set(ranks(column))) == 1 for column in _whole(columns)):
        return "no adviser told the alternatives apart"
    if not frame.complete and not any(spearman(a, b) is not None for a, b in combinations(columns, 2)):
        return "no two advisers rated the same alternatives and told them apart"
    return ""


def _of_ranks(frame: Agreement, names: Sequence[str], columns: Sequence[Sequence[float]]) -> Agreement:
    """Return W of complete ranks, corrected for ties."""
    m, n = frame.m, frame.n
    sums = {name: math.fsum(column[place] for column in columns) for place, name in enumerate(names)}
    middle = m * (n + 1) / 2
    s = math.fsum((total - middle) ** 2 for total in sums.values())
    ties = tuple(sum(count**3 - count for count in Counter(column).values()) for column in columns)
    whole = m**2 * (n**3 - n)
    found = _with(
        frame, w=12 * s / (whole - m * sum(ties)), rank_sums=sums, s=s, ties=ties, w_uncorrected=12 * s / whole
    )
    mean, plain = _correlations(columns)
    return _with(found, mean_spearman=mean, w_equal_pairs=_from_mean(plain, m))


def _of_pairs(frame: Agreement, columns: Sequence[Ratings]) -> Agreement:
    """Return W from the rank correlations of all pairs of advisers."""
    mean, plain = _correlations(columns)
    w, equal = _from_mean(mean, frame.mean_answers), _from_mean(plain, frame.mean_answers)
    return _with(frame, w=w, mean_spearman=mean, w_equal_pairs=equal)


def _correlations(columns: Sequence[Ratings]) -> tuple[float | None, float | None]:
    """Return the mean rank correlation weighted by what is shared, and the plain mean of those that are defined.

    Where an adviser told nothing apart, the pair counts as 0 in the weighted mean, as in irrNA.
    """
    weighted, weights, plain = [], 0, []
    for one, other in combinations(columns, 2):
        shared = sum(a is not None and b is not None for a, b in zip(one, other, strict=True))
        rho = spearman(one, other)
        weights += max(0, shared - 1)
        if rho is not None:
            weighted.append((shared - 1) * rho)
            plain.append(rho)
    return (
        math.fsum(weighted) / weights if weights else None,
        math.fsum(plain) / len(plain) if plain else None,
    )


def _from_mean(mean: float | None, judges: float) -> float | None:
    return None if mean is None else (1 + (judges - 1) * mean) / judges


def _with(found: Agreement, **told: object) -> Agreement:
    """Return the record with more in it; what follows from W follows."""
    changed: Agreement = evolve(found, **told)  # type: ignore[arg-type]
    if changed.w is None:
        return changed
    chi2, df = changed.mean_answers * (changed.n - 1) * changed.w, changed.n - 1
    return evolve(changed, chi2=chi2, df=df, p=chance(chi2, df))


def chance(chi2: float, df: int) -> float:
    """Return the probability that a chi-squared statistic is at least this high by chance (finite sums).

    Args:
        chi2: the statistic; below 0 it counts as 0.
        df: degrees of freedom, at least 1.
    """
    half = max(chi2, 0.0) / 2
    odd = df % 2
    place = 0.5 if odd else 1.0
    total = [math.erfc(math.sqrt(half)) if odd else math.exp(-half)]
    while place < df / 2 and half > 0:
        total.append(math.exp(place * math.log(half) - half - math.lgamma(place + 1)))
        place += 1
    return min(1.0, math.fsum(total)) if half > 0 else 1.0
