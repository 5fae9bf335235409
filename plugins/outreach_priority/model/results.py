"""What came of an assessment: every number, with all that it was made of.

A result knows what it judges by keys, and advisers by their seats: names are looked up when it is shown, by whoever may
see them. It is kept whole when it is sealed, so everything in it can be written as JSON and read back.
"""

from attrs import field, frozen

from outreach_crm.text import Term
from outreach_priority.formulas.agreement import Agreement
from outreach_priority.formulas.check import Check, Verdict
from outreach_priority.formulas.combination import Combination
from outreach_priority.formulas.explanation import Explanation
from outreach_priority.formulas.panel import Summary
from outreach_priority.formulas.robustness import Robustness
from outreach_priority.formulas.stability import Drop, Stability
from outreach_priority.formulas.unknowns import Unknowns
from outreach_priority.model.assessments import Rules
from outreach_priority.model.decisions import Decision
from outreach_priority.model.weighting import Weights


class Readiness(Term):
    """Whether people to turn to are at hand; it is told, and counts for what an approach costs."""

    READY = "ready"
    PREPARING = "needs preparation"
    UNKNOWN = "readiness unknown"
    NOT_ASKED = "readiness not asked"


@frozen(kw_only=True)
class Outlier:
    """An answer two steps or more from the middle, with what it rests on."""

    seat: int
    rating: int
    evidence: str = ""


@frozen(kw_only=True)
class Cell:
    """What the group says of one item for one subject.

    Args:
        item: the key of the item.
        ratings: by adviser, in the order of the result's advisers; None: do not know, or no answer.
        unanswered: how many gave no answer at all, not even that they do not know.
        said: the ratings in figures (F1).
        value: what they come to, 0 to 1, the better the higher; None where nobody knows.
        outliers: answers far from the middle.
    """

    item: str
    ratings: tuple[int | None, ...]
    unanswered: int
    said: Summary
    value: float | None
    outliers: tuple[Outlier, ...] = ()


@frozen(kw_only=True)
class Score:
    """What the group says of one subject; values are from 0 to 1.

    Args:
        subject: its key.
        place: its place, 1 the first; equal values share one. None where nobody knows anything of it.
        tied: whether others share the place.
        value: by the rule of the assessment; what nobody knows counts as the middle of the scale.
        low: if all that nobody knows turns out at its worst (F6).
        high: at its best.
        analyses: the two analyses and what they come to together (F5); None where nobody knows anything.
        sure: whether its quadrant stays the same whatever comes out of what nobody knows.
        unknown: keys of items that nobody knows.
        thin: keys of items on which fewer advisers answered than a value needs.
        check: what is said of its risks (F4).
        risks: by item the ratings that rests on, in the order of the result's advisers.
        decision: what was decided on it, whether or not that still holds.
        eligible: whether it can be chosen.
        readiness: whether people to turn to are at hand.
        ready: that in figures, 0 to 1; None where it is unknown or was not asked.
        aims: by aim, how many advisers ticked it.
        interested: seats of the advisers who have to do with it themselves.
        cells: what the group says of every item but risks.
    """

    subject: str
    place: int | None
    tied: bool = False
    value: float | None
    low: float
    high: float
    analyses: Combination | None
    sure: bool
    unknown: tuple[str, ...]
    thin: tuple[str, ...]
    check: Check
    risks: dict[str, tuple[int | None, ...]]
    decision: Decision | None
    eligible: bool
    readiness: Readiness = field(converter=Readiness)
    ready: float | None
    aims: dict[str, int]
    interested: tuple[int, ...]
    cells: tuple[Cell, ...]

    @property
    def undecided(self) -> bool:
        """Whether a named person has to decide on its risks, because nobody did or the check says more by now."""
        verdict = self.check.verdict
        return verdict is not Verdict.CLEAR and not (self.decision and self.decision.holds(verdict))

    def cell(self, item: str) -> Cell:
        """Return what is said of an item.

        Raises:
            KeyError: it is no item of the two analyses or of readiness.
        """
        return next((one for one in self.cells if one.item == item), None) or _missing(item)


def _missing(item: str) -> Cell:
    raise KeyError(item)


@frozen(kw_only=True)
class Adviser:
    """How much one adviser said.

    Args:
        seat: their number.
        round: of which round the sheet is that counts.
        late: whether it came after the deadline.
        answered: how many ratings.
        dont_know: how many don't-knows.
        unanswered: how many questions were left empty.
    """

    seat: int
    round: int
    late: bool
    answered: int
    dont_know: int
    unanswered: int


@frozen(kw_only=True)
class Influence:
    """The result without some ratings.

    Args:
        seat: the adviser who is left out; None: what all advisers said of subjects they have to do with is.
        first: who is first then; several if they are level, none where nothing is known any more.
        changes: whether that is another first place.
    """

    seat: int | None
    first: tuple[str, ...]
    changes: bool


@frozen(kw_only=True)
class Opinion:
    """What another method makes of the same values and weights.

    Args:
        method: its name.
        how: normalisation, thresholds and divisors it used, in words.
        scores: by subject; only to be compared with each other.
        order: from first to last.
    """

    method: str
    how: str
    scores: dict[str, float]
    order: tuple[str, ...]


@frozen(kw_only=True)
class Result:
    """What came of an assessment.

    Args:
        assessment_id: of which one.
        round: up to which round sheets count.
        made_on: when (ISO 8601).
        questionnaire: the key of its questionnaire.
        rules: what was agreed before.
        seed: of the draws of F17.
        items: keys of the items of the two analyses, international first; formulas count them from 0 in this order.
        weights: what they weigh: international, domestic.
        asked: how many advisers were asked.
        withdrawn: how many of them took their sheets back.
        advisers: those whose sheets count.
        scores: what is judged, the first place first, what nobody knows anything of last.
        taken_out: keys of what was taken out in between.
        agreement: how far advisers agree on the order (F2).
        unknowns: what holds whatever comes out of what nobody knows (F6); None without anything judged.
        stability: for each item, between which weights the first stays first (F7); empty where that cannot be said.
        balance: the same for the share of the international analysis.
        drops: how low ratings of the first may fall (F7).
        explanations: each against the next (F8).
        influence: without each adviser in turn, and without what advisers say of what they have to do with.
        robustness: shares of first places and more of many draws (F17), if asked for.
        opinions: what other methods make of it, if asked for.
    """

    assessment_id: int
    round: int
    made_on: str
    questionnaire: str
    rules: Rules
    seed: int
    items: tuple[str, ...]
    weights: tuple[Weights, ...]
    asked: int
    withdrawn: int
    advisers: tuple[Adviser, ...]
    scores: tuple[Score, ...]
    taken_out: tuple[str, ...] = ()
    agreement: Agreement
    unknowns: Unknowns | None
    stability: tuple[Stability, ...] = ()
    balance: Stability | None = None
    drops: tuple[Drop, ...] = ()
    explanations: tuple[Explanation, ...] = ()
    influence: tuple[Influence, ...] = ()
    robustness: Robustness | None = None
    opinions: tuple[Opinion, ...] = ()

    @property
    def ranked(self) -> tuple[Score, ...]:
        """What has a place, the first one first."""
        return tuple(one for one in self.scores if one.place is not None)

    @property
    def first(self) -> tuple[str, ...]:
        """Keys of what is first; several if they are level, none where nothing is known."""
        return tuple(one.subject for one in self.scores if one.place == 1)

    def score(self, subject: str) -> Score | None:
        """Return what is said of one subject, or None."""
        return next((one for one in self.scores if one.subject == subject), None)

    @property
    def has_weights(self) -> bool:
        """Whether anybody has set weights."""
        return any(one.set_by for one in self.weights)


@frozen(kw_only=True)
class Sealed:
    """A result that stands for good.

    Args:
        assessment_id: of which assessment.
        sealed_at: when, in UTC.
        sealed_by: by whom.
        because: why.
        result: what was sealed; None where it was altered so far that it cannot be read.
        genuine: whether it is as it was sealed.
    """

    assessment_id: int
    sealed_at: str
    sealed_by: str
    because: str
    result: Result | None
    genuine: bool
