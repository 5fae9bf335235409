"""F4: the check of credibility and impartiality, which no average and no weight can outvote."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from attrs import frozen

from outreach_priority.formulas.panel import Ratings, answered


class Verdict(StrEnum):
    """What the check says of an item or an alternative."""

    CLEAR = "CLEAR"
    CAUTION = "CAUTION"
    UNASSESSED = "UNASSESSED"
    HOLD = "HOLD"

    @property
    def severity(self) -> int:
        """How bad it is, from 0: clear, caution, unassessed, hold."""
        return list(Verdict).index(self)


@frozen(kw_only=True)
class ItemCheck:
    """What the check says of one risk.

    Args:
        verdict: the verdict.
        n: how many answered.
        highest: highest rating of the risk; None where nobody answered.
        second: the next one; None with fewer than two answers.
        because: why, in words.
    """

    verdict: Verdict
    n: int
    highest: float | None
    second: float | None
    because: str


@frozen(kw_only=True)
class Check:
    """What the check says of an alternative: the worst of its items.

    Args:
        verdict: hold before unassessed before caution before clear.
        items: what it says of each risk.
        decided_by: the items that have this verdict.
    """

    verdict: Verdict
    items: Mapping[str, ItemCheck]
    decided_by: tuple[str, ...]


def check_item(ratings: Ratings) -> ItemCheck:
    """Return what the ratings of one risk say (F4).

    Two voices suffice to stop, or one that says it has happened; one answer alone is never enough to be clear.

    Args:
        ratings: of one risk, from 0 (none seen) to 4 (serious, or has happened), one an adviser; None for "don't know".

    Raises:
        ValueError: if a rating is off the scale.
    """
    known = answered(ratings)[::-1]
    highest = known[0] if known else None
    second = known[1] if len(known) > 1 else None
    verdict, because = _verdict(highest, second)
    return ItemCheck(verdict=verdict, n=len(known), highest=highest, second=second, because=because)


def _verdict(highest: float | None, second: float | None) -> tuple[Verdict, str]:
    if highest is None:
        return Verdict.UNASSESSED, "nobody rated it"
    also = -1.0 if second is None else second
    rules = (
        (highest >= 4, Verdict.HOLD, "it was rated 4"),
        (also >= 3, Verdict.HOLD, "two advisers or more rated it 3 or higher"),
        (second is None, Verdict.CAUTION, "only one adviser rated it"),
        (highest >= 3, Verdict.CAUTION, "one adviser rated it 3 or higher"),
        (also >= 2, Verdict.CAUTION, "two advisers or more rated it 2 or higher"),
        (True, Verdict.CLEAR, "no two advisers saw more than a slight risk"),
    )
    return next((verdict, because) for holds, verdict, because in rules if holds)


def check(risks: Mapping[str, Ratings]) -> Check:
    """Return what the check says of an alternative: the worst of its risks (F4).

    Args:
        risks: risk -> one rating an adviser, as for ``check_item``; without any risk the alternative is unassessed.

    Raises:
        ValueError: if a rating is off the scale.
    """
    items = {item: check_item(ratings) for item, ratings in risks.items()}
    found = worst(one.verdict for one in items.values())
    return Check(verdict=found, items=items, decided_by=tuple(name for name in items if items[name].verdict == found))


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the worst of some verdicts: hold before unassessed before caution before clear (F4).

    Args:
        verdicts: of the risks of an alternative; of none it is that nothing was assessed.
    """
    return max(verdicts, key=lambda verdict: verdict.severity, default=Verdict.UNASSESSED)
