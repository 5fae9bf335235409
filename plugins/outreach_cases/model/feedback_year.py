"""Feedback of a year as a report tells it to everybody."""

from datetime import date

from attrs import frozen

from outreach_cases.formulas.answering import Answering
from outreach_cases.model.feedback import Contested, Outcome


@frozen(kw_only=True)
class InShort:
    """Feedback as a report tells it to everybody: the case where it may be named, no word of who gave it.

    Args:
        id: its number.
        case: what the case is called, or that it is not named.
        decision: what was decided.
        received_on: when it came.
        answered_on: when it was answered; None: not by the day of the report.
        appealed_on: when they appealed.
        outcome: how that ended.
    """

    id: int
    case: str
    decision: Contested
    received_on: str
    answered_on: str | None
    appealed_on: str | None
    outcome: Outcome | None


@frozen(kw_only=True)
class YearOfFeedback:
    """Feedback that came in a year, seen from a day.

    Args:
        year: the year.
        on: the day from which it is seen.
        came: how much came.
        withdrawn: how much of it was withdrawn before an answer was due, which is neither answered nor open.
        answering: how it was answered (F14).
        appeals: how many appealed.
        appeals_open: how many of these have no outcome yet.
        outcomes: how many appeals ended in which way.
        told: each in short, the earliest first.
    """

    year: int
    on: date
    came: int
    withdrawn: int
    answering: Answering
    appeals: int
    appeals_open: int
    outcomes: dict[Outcome, int]
    told: tuple[InShort, ...]
