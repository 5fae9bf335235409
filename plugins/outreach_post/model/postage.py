"""What letters weigh and what they cost, by zone and weight."""

from collections import Counter
from collections.abc import Iterable, Sequence

from attrs import frozen

from outreach_post.model.settings import Rate


@frozen(kw_only=True)
class Postage:
    """Letters of one zone and weight: how many, and what they cost; None where no rate holds for them."""

    zone: str
    up_to_grams: int
    letters: int
    each: float | None
    total: float | None


def count(
    letters: Iterable[tuple[str, int]], rates: Sequence[Rate], *, sheet_grams: float, envelope_grams: float
) -> list[Postage]:
    """Return what letters cost.

    Args:
        letters: country (ISO 3166 alpha-2) and number of sheets of each.
        rates: what a letter costs, by zone and weight.
        sheet_grams: what a sheet weighs.
        envelope_grams: what an envelope weighs.

    Returns:
        By zone and weight, in the order of the rates; last what no rate holds for, by country.
    """
    found: Counter[tuple[int, str, int]] = Counter()
    for country, sheets in letters:
        grams = sheets * sheet_grams + envelope_grams
        rank, rate = _rate(country, grams, rates)
        heavy = -int(-grams // 1)
        found[rank, rate.zone if rate else country, rate.grams if rate else heavy] += 1
    return [_line(rates[rank] if rank < len(rates) else None, zone, grams, n) for (rank, zone, grams), n in _by(found)]


def _by(found: Counter[tuple[int, str, int]]) -> list[tuple[tuple[int, str, int], int]]:
    return sorted(found.items())


def _rate(country: str, grams: float, rates: Sequence[Rate]) -> tuple[int, Rate | None]:
    """Return the cheapest weight of the zone of a country, with its place among the rates."""
    named = any(country in rate.countries for rate in rates)
    fit = [
        (rate.grams, place)
        for place, rate in enumerate(rates)
        if rate.grams >= grams and (country in rate.countries if named else not rate.countries)
    ]
    return (min(fit)[1], rates[min(fit)[1]]) if fit else (len(rates), None)


def _line(rate: Rate | None, zone: str, grams: int, letters: int) -> Postage:
    each = rate.price if rate else None
    total = None if each is None else round(each * letters, 2)
    return Postage(zone=zone, up_to_grams=grams, letters=letters, each=each, total=total)
