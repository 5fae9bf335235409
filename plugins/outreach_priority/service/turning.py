"""What comes next with an assessment and why, from its sheets to its plans: the first step is the one that is due."""

from collections.abc import Iterator
from enum import StrEnum

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.text import count, later, say
from outreach_priority.formulas.check import Verdict
from outreach_priority.model import Assessment, Sheet, SheetState, State
from outreach_priority.queries import plans
from outreach_priority.service import deciding, finding, sealing
from outreach_priority.service.feedback import give_feedback

_UNDECIDED = {
    Verdict.CAUTION: later("{what} asks for caution and cannot be chosen before somebody decides."),
    Verdict.UNASSESSED: later("Nobody rated the risks of {what}: it cannot be chosen before somebody decides."),
    Verdict.HOLD: later("{what} is on hold and cannot be chosen before somebody decides."),
}


class Turn(StrEnum):
    """What can be done next."""

    HAND_OUT = "hand out"
    HAND_IN = "hand in"
    ASK = "ask"
    CLOSE = "close"
    DISCUSS = "discuss"
    AGAIN = "again"
    WEIGH = "weigh"
    DECIDE = "decide"
    SEAL = "seal"
    RESTORE = "restore"
    ADOPT = "adopt"
    ANEW = "anew"


@frozen(kw_only=True)
class Coming:
    """A step that is left to do.

    Args:
        turn: which.
        why: what it is for, or what stands in the way without it.
        subject: the key of what it is about; empty where it is about the whole.
    """

    turn: Turn
    why: str
    subject: str = ""


def coming(app: App, assessment: Assessment) -> tuple[Coming, ...]:
    """Return what is left to do until the next round, the seal or the plans, in order; nothing once there are plans."""
    if assessment.state is State.OPEN:
        return tuple(_while_open(app, assessment))
    if assessment.state is State.SEALED:
        return tuple(_once_sealed(app, assessment))
    return tuple(_between(app, assessment))


def sheets_now(app: App, assessment: Assessment) -> list[Sheet]:
    """Return who was asked in the round that goes on, or was the last, and how far each is."""
    return [one for one in finding.sheets_of(app, assessment) if one.round == assessment.round]


def is_untouched(assessment: Assessment, sheet: Sheet) -> bool:
    """Return whether a sheet is as it went out: nobody has saved anything in it since its round was opened."""
    return sheet.state is SheetState.ASKED and sheet.change_id == assessment.change_id


def _while_open(app: App, assessment: Assessment) -> Iterator[Coming]:
    sheets = [one for one in sheets_now(app, assessment) if one.state is not SheetState.WITHDRAWN]
    out = [one for one in sheets if one.state is SheetState.ASKED]
    last, late = assessment.due_on, app.clock.today().isoformat() > assessment.due_on
    if not sheets:
        yield Coming(turn=Turn.ASK, why=say("Nobody is asked any more."))
    elif not out:
        yield Coming(turn=Turn.CLOSE, why=count(len(sheets), "The one sheet is in.", "All {n} sheets are in."))
    elif late:
        told = {"out": len(out), "n": len(sheets), "day": last}
        yield Coming(turn=Turn.CLOSE, why=say("The deadline was {day}, and {out} of {n} sheets are out.", **told))
        if assessment.rules.late:
            yield Coming(turn=Turn.HAND_IN, why=say("Late sheets are taken as long as the round is open."))
    else:
        if all(is_untouched(assessment, one) for one in sheets):
            begin = say("Nobody has begun yet: send each adviser their link, or their sheet as a file.")
            yield Coming(turn=Turn.HAND_OUT, why=begin)
        told = {"out": len(out), "n": len(sheets), "day": last}
        yield Coming(turn=Turn.HAND_IN, why=say("{out} of {n} sheets are out, until {day}.", **told))
        yield Coming(turn=Turn.CLOSE, why=say("What was said can be read once the round is closed."))


def _between(app: App, assessment: Assessment) -> Iterator[Coming]:
    told = give_feedback(app, assessment)
    if not told.advisers:
        none = say("Nobody has handed in a sheet, so there is nothing to be read.")
        further = assessment.round < assessment.rules.rounds and told.asked
        yield Coming(turn=Turn.AGAIN if further else Turn.ANEW, why=none)
        return
    if told.worth_another:
        disputed = count(
            len(told.discuss),
            "{n} question is in dispute: discuss it, then ask once more.",
            "{n} questions are in dispute: discuss them, then ask once more.",
        )
        yield Coming(turn=Turn.DISCUSS, why=disputed)
    if not told.weights_set:
        yield Coming(turn=Turn.WEIGH, why=say("Nobody has set weights yet, so all questions weigh the same."))
    for subject, verdict in deciding.undecided(app, assessment):
        yield Coming(turn=Turn.DECIDE, why=say(_UNDECIDED[verdict], what=subject.title), subject=subject.key)
    yield Coming(turn=Turn.SEAL, why=say("Until it is sealed the result moves with every weight and decision."))


def _once_sealed(app: App, assessment: Assessment) -> Iterator[Coming]:
    kept = sealing.sealed(app, assessment)
    if kept is not None and not kept.genuine:
        yield Coming(turn=Turn.RESTORE, why=sealing.altered(assessment, kept))
    elif not plans.is_adopted(app.store, assessment.id):
        yield Coming(turn=Turn.ADOPT, why=say("The result is sealed, and no plans were made of it yet."))
