"""When a report is asked for, and when somebody has been silent for too long."""

from datetime import date, timedelta

from attrs import frozen

from outreach_crm.text import Sentence, Term


class Prompt(Term):
    """About what somebody is written to."""

    REPORT = "report"  # the holder: a report is due
    MISSING = "report missing"  # the coordinator: none came
    GROUP = "group silent"  # the coordinator: nothing was heard of a group
    COORDINATOR = "coordinator silent"  # the holder: no update came, so write to the programme

    @property
    def to_holder(self) -> bool:
        """Whether it goes to who holds the casefile; else to the coordinator."""
        return self in {Prompt.REPORT, Prompt.COORDINATOR}


@frozen
class Waiting:
    """Somebody who is to be written to about what a group holds.

    Args:
        holding_id: the holding.
        kind: about what.
        due_on: since when; the same prompt of another day is another one.
        sentence: what is the matter.
        group_id: the group, as a contact.
        case_id: the case.
        owner_id: the account that holds the contact with the group; None: nobody.
        last_on: when something was heard last; None where it is about a report.
    """

    holding_id: int
    kind: Prompt
    due_on: date
    sentence: Sentence
    group_id: int
    case_id: int
    owner_id: int | None
    last_on: date | None = None


def stage_of(report_on: date, today: date, *, before: int, after: int, asked: int) -> tuple[Prompt, date] | None:
    """Return what is to be done about a report on a day, and since when; None: nothing yet.

    The holder is reminded ``before`` days before the report is due, on that day, and ``after`` days after it;
    ``asked`` days after it the coordinator is asked. A group is never taken off a case for it.

    Args:
        report_on: when it is due.
        today: the day.
        before: days before it.
        after: days after it.
        asked: days after it, more than ``after``.
    """
    steps = (
        (Prompt.MISSING, report_on + timedelta(days=asked)),
        (Prompt.REPORT, report_on + timedelta(days=after)),
        (Prompt.REPORT, report_on),
        (Prompt.REPORT, report_on - timedelta(days=before)),
    )
    return next((one for one in steps if one[1] <= today), None)
