"""A sheet as it stands in a file: what is asked, what somebody wrote, and where."""

from collections.abc import Mapping, Sequence
from hashlib import sha256

from attrs import evolve, frozen

from outreach_crm.text import row, say
from outreach_priority.model.assessments import Assessment, Subject
from outreach_priority.model.questionnaire import SCALE, Item
from outreach_priority.model.sheets import Answer, Confidence, Sheet, Stance

DONT_KNOW = "?"
"""What stands for "I cannot tell"."""
RATINGS = (*(str(one) for one in SCALE), DONT_KNOW)
"""What may stand as a rating."""
CONFIDENCES = tuple(one.value for one in Confidence)
"""What may stand as confidence."""


@frozen(kw_only=True)
class Line:
    """One item of one subject as somebody wrote it.

    Args:
        place: where it stands: ``page Legal, row 7``.
        subject: the key of what is judged.
        item: the key of the item.
        rating: as written; empty: not answered.
        confidence: as written.
        evidence: what it rests on.
        source: where that is from.
        reason: why it was changed.
    """

    place: str
    subject: str
    item: str
    rating: str = ""
    confidence: str = ""
    evidence: str = ""
    source: str = ""
    reason: str = ""


@frozen(kw_only=True)
class Remark:
    """What somebody wrote of a subject as a whole; ``aims`` with commas between them."""

    place: str
    subject: str
    interest: str = ""
    aims: str = ""


@frozen(kw_only=True)
class Filled:
    """What a file says.

    Args:
        uid: the number of the sheet, by which it comes back to its adviser.
        form: the key of the form it was made for.
        role: in which role the adviser judges.
        lines: one for each item that stands there, answered or not.
        remarks: of subjects as a whole.
    """

    uid: str
    form: str
    role: str = ""
    lines: tuple[Line, ...] = ()
    remarks: tuple[Remark, ...] = ()


@frozen(kw_only=True)
class Asked:
    """One question of a sheet with all that stands beside it.

    Args:
        item: the question.
        prompts: what to think about, from the file of the sector.
        answer: what stands there; None: nothing.
        before: what was said in the round before; None: nothing, or this is the first.
    """

    item: Item
    prompts: tuple[str, ...]
    answer: Answer | None
    before: Answer | None = None

    @property
    def rating(self) -> str:
        """The rating that stands there, as it is written; empty where none does."""
        return as_written(self.answer)

    @property
    def changed(self) -> bool:
        """Whether another rating stands there than in the round before."""
        return self.before is not None and self.rating not in {"", self.rating_before}

    @property
    def rating_before(self) -> str:
        """The rating of the round before, as it is written; empty where there was none."""
        return as_written(self.before)

    @property
    def confidence(self) -> str:
        """How sure the adviser was."""
        return self.answer.confidence.value if self.answer and self.answer.confidence else ""

    @property
    def anchors(self) -> str:
        """What the ratings mean, in a line."""
        return "; ".join(f"{step}: {text}" for step, text in zip(SCALE, self.item.anchors, strict=True) if text)

    @property
    def question(self) -> str:
        """What is asked, with what is meant by it."""
        return f"{self.item.title}. {self.item.about}" if self.item.about else self.item.title


def as_written(answer: Answer | None) -> str:
    """Return a rating as it is written; empty where nothing was said."""
    if answer is None:
        return ""
    return DONT_KNOW if answer.rating is None else str(answer.rating)


@frozen(kw_only=True)
class Leaf:
    """What a sheet asks of one subject, and what stands there.

    Args:
        subject: what is judged.
        asked: the questions, in the order of this adviser.
        stance: what is said of it as a whole.
    """

    subject: Subject
    asked: tuple[Asked, ...]
    stance: Stance

    @property
    def answered(self) -> int:
        """How many questions are answered, don't-knows among them."""
        return sum(one.answer is not None for one in self.asked)

    @property
    def missing(self) -> int:
        """How many questions are not."""
        return len(self.asked) - self.answered

    @property
    def changed(self) -> int:
        """How many ratings are others than in the round before."""
        return sum(one.changed for one in self.asked)

    @property
    def mark(self) -> int:
        """A number that is another one as soon as something else stands there."""
        said = [
            (one.item.key, one.rating, one.confidence, one.answer.evidence, one.answer.source, one.answer.reason)
            for one in sorted(self.asked, key=lambda one: one.item.key)
            if one.answer
        ]
        told = repr((said, self.stance.interest, sorted(self.stance.aims)))
        return int.from_bytes(sha256(told.encode()).digest()[:7])


@frozen(kw_only=True)
class Blank:
    """A sheet to be filled in.

    Args:
        assessment: of which assessment.
        sheet: whose; with what they said before.
        pages: what is judged, each with what is asked of it, in the order of this adviser.
    """

    assessment: Assessment
    sheet: Sheet
    pages: Sequence[tuple[Subject, Sequence[Asked]]]

    @property
    def stances(self) -> Mapping[str, Stance]:
        """What was said of subjects as a whole, by their keys."""
        return {one.subject: one for one in self.sheet.stances}

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """What is asked and what stands there, subject by subject, in the order of this adviser."""
        stances = self.stances
        return tuple(
            Leaf(subject=one, asked=tuple(asked), stance=stances.get(one.key) or Stance(subject=one.key))
            for one, asked in self.pages
        )

    @property
    def in_order(self) -> tuple[Leaf, ...]:
        """What stands there in the order in which subjects and questions were named, as it is read."""
        leaves = {one.subject.key: one for one in self.leaves}
        items = [one.key for one in self.assessment.questionnaire]
        return tuple(
            evolve(leaf, asked=tuple(sorted(leaf.asked, key=lambda one: items.index(one.item.key))))
            for leaf in (leaves[one.key] for one in self.assessment.judged)
        )

    def leaf(self, key: str) -> Leaf | None:
        """Return that of the subject of a key; None where it is not judged."""
        return next((one for one in self.leaves if one.subject.key == key), None)

    @property
    def guide(self) -> tuple[str, ...]:
        """What an adviser must know to fill it in."""
        one, aims = self.assessment, self.assessment.questionnaire.aims
        return (
            say(
                "{title}, round {round}: please send this back by {day}.",
                title=one.title,
                round=one.round,
                day=one.due_on,
            ),
            say("Rate each question from 0 to 4 by what the numbers mean there, or write ? where you cannot tell."),
            say("Fill it in by yourself: nobody sees what others said before all have had their say."),
            say("Leave out what you have no time for. Confidence is low, medium or high; evidence is a sentence."),
            say("Say under interest if you belong to what you judge, or have anything else to do with it."),
            *([say("Aims, with commas between them: {aims}.", aims=row(aims))] if aims else []),
            *([say("Where you change what you said before, please say why.")] if self.sheet.round > 1 else []),
        )
