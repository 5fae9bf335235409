"""How far an ask has come, which way it may go from there, and what can be hoped for from one."""

from outreach_crm.text import Term


class State(Term):
    """How far an ask has come."""

    # It is being prepared; nobody was asked yet.
    PLANNED = "planned"
    MADE = "made"
    AGREED = "agreed"
    DECLINED = "declined"
    # They did what they were asked.
    DONE = "done"
    # They sent copies, replies or results, or we know what came of it.
    REPORTED = "reported back"
    THANKED = "thanked"
    # We gave it up: it was never made, or no answer came.
    GIVEN_UP = "given up"


WAYS: dict[State, tuple[State, ...]] = {
    State.PLANNED: (State.MADE, State.AGREED, State.DECLINED, State.DONE, State.GIVEN_UP),
    State.MADE: (State.AGREED, State.DECLINED, State.DONE, State.GIVEN_UP),
    State.AGREED: (State.DONE, State.DECLINED, State.GIVEN_UP),
    State.DECLINED: (State.AGREED, State.DONE, State.THANKED),
    State.DONE: (State.REPORTED, State.THANKED),
    State.REPORTED: (State.THANKED,),
    # What came of it may be told long afterwards; and who was thanked for thinking about it may do it still.
    State.THANKED: (State.REPORTED, State.DONE),
    State.GIVEN_UP: (State.PLANNED, State.MADE, State.AGREED, State.DECLINED, State.DONE),
}
"""What may follow a state. Answers come unasked: most steps can be left out, and none is gone back but by undo."""

OPEN = (State.PLANNED, State.MADE, State.AGREED)
"""Asks that somebody still has to do something about by a day."""


class ResultKind(Term):
    """What an ask is hoped to bring (Campaign Manual, "The benefits of outreach", pp. 182-183)."""

    ACTION = "action"
    EDUCATION = "education"
    KNOWLEDGE = "specialist knowledge"
    RECRUITMENT = "recruitment"
    INCOME = "income"
    PUBLICITY = "publicity"
    ACCESS = "access"


class Part(Term):
    """What somebody else has to do with an ask."""

    # The one in the organisation whom it is put to.
    RIGHT_PERSON = "right person"
    # A group of ours that puts it.
    GROUP = "group"
