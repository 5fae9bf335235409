"""What items weigh, who says so, and by which method."""

from collections.abc import Mapping

from attrs import field, frozen

from outreach_crm.text import Term, say
from outreach_priority.formulas.weights import GroupWeight
from outreach_priority.model.questionnaire import Analysis

WEIGHED = (Analysis.INTERNATIONAL, Analysis.DOMESTIC)
"""The analyses whose items are weighed; readiness and risk are not."""


class Method(Term):
    """How weights are asked for (F18)."""

    # Points beside the item one would raise first, which has 100.
    SWING = "swing"
    # A mere ranking, as its centroid.
    ROC = "rank order centroid"
    # A mere ranking, flatter.
    SR = "sum reciprocal"
    BWM = "best-worst"
    AHP = "pairwise comparison"

    @property
    def label(self) -> str:
        """What people read after "by": what was done, not what the literature calls it."""
        return _DONE[self]


_DONE: Mapping[Method, str] = {
    Method.SWING: say("points for each question, 100 for the one to raise first"),
    Method.ROC: say("an order of the questions, from which weights fall steeply"),
    Method.SR: say("an order of the questions, from which weights fall gently"),
    Method.BWM: say("comparing each question with the most and the least important one"),
    Method.AHP: say("comparing every two questions"),
}


@frozen(kw_only=True)
class Judgement:
    """What somebody says of one item, or of one item beside another.

    Args:
        item: the key of the item.
        other: the item it is compared with; empty for points and ranks.
        number: points (0 or more), a rank (1 the most important), or how many times more the item weighs.
    """

    item: str
    other: str = ""
    number: float


@frozen(kw_only=True)
class WeightsDraft:
    """What one person says of the items of one analysis.

    Args:
        analysis: which one.
        method: how they were asked.
        said: what they said; for best-worst the best beside every other item and every other beside the worst.
        set_by: who says so; empty: whoever is at the screen.
    """

    analysis: Analysis
    method: Method = Method.SWING
    said: tuple[Judgement, ...]
    set_by: str = ""


@frozen(kw_only=True)
class Weighting:
    """The weights of one analysis as one person set them.

    Args:
        id: its row.
        analysis: which one.
        set_by: who.
        set_on: when (ISO 8601).
        method: how they were asked.
        said: what they said.
        weights: by item; they sum to 1.
        consistency: how far what they said agrees with itself, 0: fully (F18 d and e); None where it cannot disagree.
        doubtful: what to think about first if it does not agree: one item, or two that were compared.
        ranges: by item, the least and the most weight that fits equally well, where there is more than one answer.
        change_id: its version.
    """

    id: int
    analysis: Analysis = field(converter=Analysis)
    set_by: str
    set_on: str
    method: Method = field(converter=Method)
    said: tuple[Judgement, ...]
    weights: dict[str, float]
    consistency: float | None = None
    doubtful: tuple[str, ...] = ()
    ranges: dict[str, tuple[float, float]] = field(factory=dict)
    change_id: int = 0


@frozen(kw_only=True)
class SetBy:
    """Who set weights, when and how."""

    name: str
    on: str
    method: Method = field(converter=Method)


@frozen(kw_only=True)
class Weights:
    """What the items of one analysis weigh.

    Args:
        analysis: which one.
        items: by item, its weight with the least and the most anybody gave it.
        set_by: who set them; empty: nobody has, and all weigh the same.
        joined: how several persons' weights became one, such as the mean; empty for one person or none.
    """

    analysis: Analysis = field(converter=Analysis)
    items: dict[str, GroupWeight]
    set_by: tuple[SetBy, ...] = ()
    joined: str = ""
