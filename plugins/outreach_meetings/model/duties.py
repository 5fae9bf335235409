"""What somebody took on at a meeting, followed until it is done."""

from datetime import date

from attrs import field, frozen

from outreach_crm.text import Sentence, Term, say


class Progress(Term):
    """How far a responsibility has come."""

    OPEN = "open"
    OVERDUE = "overdue"
    IN_TIME = "done in time"
    LATE = "done late"
    # Whoever took it on was erased, and their task with them.
    LEFT = "left by who took it on"

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self in {Progress.OPEN, Progress.OVERDUE}


def _progress(task_id: int | None, due_on: str | None, done_on: str | None, today: date) -> Progress:
    if task_id is None:
        return Progress.LEFT
    if done_on:
        return Progress.LATE if due_on and done_on > due_on else Progress.IN_TIME
    return Progress.OVERDUE if due_on and due_on < today.isoformat() else Progress.OPEN


@frozen(kw_only=True)
class Duty:
    """A responsibility: what, whose, by when.

    ``task_id`` is the task that it became, ``on`` the day of the meeting, ``decision`` the one that it follows, as it
    is cited (``2026/3``).
    """

    id: int
    item_id: int | None
    decision_id: int | None
    contact_id: int | None
    owner: str
    title: str
    task_id: int | None
    due_on: str | None
    done_on: str | None
    decision: str = ""
    on: str
    series_id: int
    original: str
    change_id: int
    today: date = field(repr=False)

    @property
    def progress(self) -> Progress:
        """How far it has come."""
        return _progress(self.task_id, self.due_on, self.done_on, self.today)

    @property
    def told(self) -> Sentence:
        """Who does what by when, in a line."""
        if self.owner and self.due_on:
            return say(
                "{name}: {what}, by {day}", name=self.owner, what=self.title, day=date.fromisoformat(self.due_on)
            )
        return say("{name}: {what}", name=self.owner or say("nobody"), what=self.title)

    @property
    def traced(self) -> Sentence:
        """The same with the decision that it follows, as minutes have it."""
        return say("{told} (decision {number})", told=self.told, number=self.decision) if self.decision else self.told


@frozen(kw_only=True)
class DutyDraft:
    """A responsibility to be taken on.

    Args:
        title: what is to be done.
        owner: who does it: a contact by number or name, one of us with an account, or whoever else, in words.
        due: by when, as people write a day; empty for no day.
        item: the number of the item of the agenda it is of; 0 for none.
        decision: the decision it follows, as it is cited (``2026/3``); empty for none.
    """

    title: str
    owner: str
    due: str = ""
    item: str = "0"
    decision: str = ""
