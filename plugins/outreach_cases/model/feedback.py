"""Feedback on a decision: what was decided, who says what of it, and what became of that step by step."""

from datetime import date

from attrs import field, frozen

from outreach_crm.text import Sentence, Term, row, say, term


class Contested(Term):
    """The decision that feedback is about."""

    INCLUSION = "inclusion"
    EXCLUSION = "exclusion"
    CLOSURE = "closure"
    DORMANCY = "dormancy"


class StepKind(Term):
    """What became of feedback at a step."""

    ANSWERED = "answered"
    RETURNED = "came back"
    APPEALED = "appealed"
    CONCLUDED = "concluded"

    @property
    def label(self) -> str:
        """How people read it."""
        return _ANSWERED if self is StepKind.ANSWERED else super().label


class Outcome(Term):
    """How an appeal ended; feedback may be withdrawn at any time."""

    UPHELD = "upheld"
    CHANGED = "changed"
    PARTLY = "changed in part"
    WITHDRAWN = "withdrawn"

    @property
    def told(self) -> str:
        """How people read it."""
        return _OUTCOMES[self]


_OUTCOMES = {
    Outcome.UPHELD: say("the decision is upheld"),
    Outcome.CHANGED: say("the decision is changed"),
    Outcome.PARTLY: say("the decision is changed in part"),
    Outcome.WITHDRAWN: say("withdrawn"),
}


class State(Term):
    """How far feedback is."""

    OPEN = "to be answered"
    ANSWERED = "answered"
    APPEALED = "appealed"
    CONCLUDED = "concluded"

    @property
    def label(self) -> str:
        """How people read it."""
        return _ANSWERED if self is State.ANSWERED else super().label


# Not by them, as on the ladder.
_ANSWERED = say("answered by us")
_AFTER = {
    None: State.OPEN,
    StepKind.RETURNED: State.OPEN,
    StepKind.ANSWERED: State.ANSWERED,
    StepKind.APPEALED: State.APPEALED,
    StepKind.CONCLUDED: State.CONCLUDED,
}


_LINE = 200


def _in_a_line(text: str) -> str:
    said = " ".join(text.split())
    return said if len(said) <= _LINE else f"{said[: _LINE - 1].rstrip()}…"


def _read_outcome(text: str) -> Outcome | None:
    return Outcome(text) if text else None


@frozen(kw_only=True)
class Step:
    """A step of what became of feedback.

    Args:
        id: its number.
        feedback_id: of which feedback.
        step: what happened.
        happened_on: when (ISO 8601).
        due_on: of an appeal, by when its outcome is due; else None.
        outcome: how it ended; None where it has not by this step.
        text: the reasons that were given, what the appeal says, or why an answer came back.
        way: by which way an answer went.
        done_by: who of us answered or decided.
        said_by: who wrote it down.
        dispatch_id: the message in which an answer left; None where somebody took it out.
        change_id: the change that wrote it.
    """

    id: int
    feedback_id: int
    step: StepKind = field(converter=StepKind)
    happened_on: str
    due_on: str | None
    outcome: Outcome | None = field(converter=_read_outcome)
    text: str
    way: str
    done_by: str
    said_by: str
    dispatch_id: int | None
    change_id: int

    @property
    def line(self) -> str:
        """What it says, as one line of a list has it."""
        return _in_a_line(self.text)

    @property
    def told(self) -> str:
        """What happened, as people read it: ``concluded: the decision is upheld``."""
        return row([self.step.label, self.outcome.told], ": ") if self.outcome else term(self.step.label)


@frozen(kw_only=True)
class Feedback:
    """Feedback on a decision.

    Args:
        id: its number.
        case_id: the case; None where it is in no portfolio of ours.
        case: what the case is called.
        decision: what was decided on it.
        contact_id: who gave it; None where they are no contact, or are erased.
        contact: their name.
        giver: who gave it, in words, where they are no contact.
        text: what they say.
        received_on: when it came (ISO 8601).
        due_on: by when it is to be answered.
        came_by: how it came.
        owner_id: the account of who looks after it.
        owner: their name.
        change_id: its version.
        steps: what became of it, the earliest first.
    """

    id: int
    case_id: int | None
    case: str
    decision: Contested = field(converter=Contested)
    contact_id: int | None
    contact: str
    giver: str
    text: str
    received_on: str
    due_on: str
    came_by: str
    owner_id: int | None
    owner: str
    change_id: int
    steps: tuple[Step, ...] = ()

    @property
    def last(self) -> Step | None:
        """The step that was the last."""
        return self.steps[-1] if self.steps else None

    @property
    def state(self) -> State:
        """How far it is."""
        return _AFTER[self.last.step if self.last else None]

    @property
    def seen(self) -> int:
        """By what somebody who writes down a step knows that nobody else did meanwhile; 0: no step so far."""
        return self.last.id if self.last else 0

    @property
    def line(self) -> str:
        """What they say, as one line of a list has it."""
        return _in_a_line(self.text)

    @property
    def who(self) -> str:
        """Who gave it, as people read it."""
        return self.contact or self.giver or say("somebody")

    @property
    def title(self) -> Sentence:
        """What it is about, as people read it: ``closure of Sanaa Rezaiy``."""
        return say("{decision} of {case}", decision=self.decision, case=self.case)

    @property
    def standing(self) -> str:
        """How far it is, with its outcome."""
        return self.last.told if self.state is State.CONCLUDED and self.last else say("{state}", state=self.state)

    @property
    def awaited_on(self) -> str | None:
        """By when something is due from us, the answer or the outcome of an appeal; None where nothing is."""
        if self.state is State.APPEALED and self.last:
            return self.last.due_on
        return self.due_on if self.state is State.OPEN else None

    def is_late(self, today: date) -> bool:
        """Return whether what is due from us should have been there by now."""
        return self.awaited_on is not None and date.fromisoformat(self.awaited_on) < today


@frozen(kw_only=True)
class FeedbackDraft:
    """Feedback to be written down, values as people write them.

    Args:
        decision: which decision: ``inclusion``, ``exclusion``, ``closure``, ``dormancy``.
        text: what they say.
        case: the case: its number, its reference, or words of its name.
        about: the name of a case that is in no portfolio, instead of ``case``.
        contact: who gives it: a number or a name.
        giver: who gives it, in words, instead of ``contact``.
        received_on: when it came; empty: today.
        came_by: how it came.
        owner: who of us looks after it; empty: the actor.
        version: where one is altered, the ``change_id`` that the editor saw.
    """

    decision: str
    text: str
    case: str = ""
    about: str = ""
    contact: str = ""
    giver: str = ""
    received_on: str = ""
    came_by: str = ""
    owner: str = ""
    version: int | None = None


@frozen(kw_only=True)
class StepDraft:
    """A step to be written down.

    Args:
        text: the reasons, or what the appeal says.
        on: when; empty: today.
        by: who of us answered or decided; empty: the actor.
        seen: :attr:`Feedback.seen` as whoever writes saw it; None: whatever it is.
    """

    text: str = ""
    on: str = ""
    by: str = ""
    seen: int | None = None
