"""How good a match is, where people have judged which issues concern a keyword: precision, recall and F1."""

from collections.abc import Iterable, Mapping, Set

from attrs import frozen


@frozen
class Quality:
    """What was counted: sent and relevant, sent at all, relevant at all; a measure without a base is None."""

    hits: int
    sent: int
    relevant: int

    @property
    def precision(self) -> float | None:
        """Which share of what was sent is relevant."""
        return self.hits / self.sent if self.sent else None

    @property
    def recall(self) -> float | None:
        """Which share of what is relevant was sent; a nurse who is missed is worse than one mail too many."""
        return self.hits / self.relevant if self.relevant else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both: 2h / (sent + relevant)."""
        return 2 * self.hits / (self.sent + self.relevant) if self.sent + self.relevant else None


def quality(relevant: Set[str], sent: Set[str]) -> Quality:
    """Return the quality of what was sent for one keyword."""
    return Quality(len(relevant & sent), len(sent), len(relevant))


def micro(each: Iterable[Quality]) -> Quality:
    """Return the quality of all keywords together: every issue counts the same."""
    found = [*each]
    return Quality(sum(one.hits for one in found), sum(one.sent for one in found), sum(one.relevant for one in found))


def macro(each: Iterable[Quality]) -> Mapping[str, float | None]:
    """Return the means over keywords: every keyword counts the same; F1 is the mean of F1s."""
    found = [*each]
    return {
        "precision": _mean(one.precision for one in found),
        "recall": _mean(one.recall for one in found),
        "f1": _mean(one.f1 for one in found),
    }


def _mean(values: Iterable[float | None]) -> float | None:
    known = [one for one in values if one is not None]
    return sum(known) / len(known) if known else None
