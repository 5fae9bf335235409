"""What advisers are told after a round: how the answers lie, why, and what is worth discussing; never who said what."""

from attrs import frozen

from outreach_priority.model.assessments import Subject
from outreach_priority.model.questionnaire import Item
from outreach_priority.model.sheets import Answer


@frozen(kw_only=True)
class Reason:
    """What somebody gave as the ground of a rating; who it was is not told.

    Args:
        rating: 0 to 4; None: they do not know.
        text: what it rests on, where that is from, and why it was changed.
    """

    rating: int | None
    text: str


@frozen(kw_only=True)
class ItemFeedback:
    """How the answers to one item for one subject lie.

    Args:
        subject: what is judged.
        item: the question.
        own: what the adviser said whom this is for; None where it is for nobody in particular, or they did not answer.
        n: how many rated it.
        dont_know: how many did not know.
        median: the middle of the ratings; None where nobody rated it.
        q1: lower quartile (type 7).
        q3: upper quartile.
        histogram: how many gave each rating, from 0 to 4.
        reasons: what they rest on, lowest rating first.
    """

    subject: Subject
    item: Item
    own: Answer | None
    n: int
    dont_know: int
    median: float | None
    q1: float | None
    q3: float | None
    histogram: tuple[int, ...]
    reasons: tuple[Reason, ...]


@frozen(kw_only=True)
class ToDiscuss:
    """An item that the group should talk about (F3).

    Args:
        subject: the key of what is judged.
        item: the key of the item.
        title: both, for people.
        iqr: distance of the quartiles, in steps of the scale; None where nobody rated it.
        share_dont_know: 0-1.
        weight: of the item, 0-1 within its analysis.
        urgency: weight times the larger of the distance and four times the share; the highest comes first.
    """

    subject: str
    item: str
    title: str
    iqr: float | None
    share_dont_know: float
    weight: float
    urgency: float


@frozen(kw_only=True)
class Feedback:
    """The feedback of one round.

    Args:
        assessment_id: of which assessment.
        title: what it is called.
        round: which round.
        seat: the adviser it is for; None: for nobody in particular.
        asked: how many advisers were asked, but for those who withdrew.
        advisers: of how many a sheet counts.
        items: how the answers lie, subject by subject in the order of the form.
        discuss: what to talk about, most consequential first.
        weights_set: whether somebody set the weights that order is by; else all items of an analysis weigh the same.
        changed: share of ratings (0-1) that changed since the round before; None where there was none to compare.
        settled: whether so few changed that a further round is not worth while.
        worth_another: whether a further round is worth while and agreed.
    """

    assessment_id: int
    title: str
    round: int
    seat: int | None
    asked: int
    advisers: int
    items: tuple[ItemFeedback, ...]
    discuss: tuple[ToDiscuss, ...]
    weights_set: bool
    changed: float | None
    settled: bool
    worth_another: bool
