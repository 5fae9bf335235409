"""Ends a round or gives it more time, and begins a further one with what each adviser said before."""

from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError, RefusedError
from outreach_crm.text import say, term
from outreach_priority.model import Assessment, SheetState, State
from outreach_priority.queries import sheets
from outreach_priority.service import finding
from outreach_priority.service.opening import ask_for_sheets, deadline

REOPENED = term("open further round")
"""What the history calls it."""
EXTENDED = term("give more time")
"""What the history calls it."""


def close(app: App, assessment_id: int, *, early: bool = False, because: str = "") -> Assessment:
    """End the round: from now on everybody may see what was said, and no sheet can be filled in.

    What people have seen they cannot forget: this cannot be undone.

    Args:
        app: the App.
        assessment_id: which one.
        early: also before the deadline, while sheets are out.
        because: why.

    Raises:
        NotFoundError: there is no such assessment.
        RefusedError: no round is open, or sheets are out, the deadline is ahead, and it is not said to be early.
    """
    with app.change("close round", because=because, final=True):
        assessment = finding.get(app, assessment_id)
        check_open(assessment)
        states = [one.state for one in finding.sheets_of(app, assessment) if one.round == assessment.round]
        out, all_of_them = states.count(SheetState.ASKED), len(states) - states.count(SheetState.WITHDRAWN)
        if out and not early and app.clock.today().isoformat() <= assessment.due_on:
            raise RefusedError(
                say(
                    "{out} of {all_of_them} sheets are out, and they are asked for until {due_on};"
                    " outreach priority close {assessment_id} --early closes all the same.",
                    out=out,
                    all_of_them=all_of_them,
                    due_on=assessment.due_on,
                    assessment_id=assessment.id,
                )
            )
        app.store.update("priority_assessments", assessment_id, {"state": State.CLOSED.value})
        return finding.get(app, assessment_id)


def extend(app: App, assessment_id: int, *, due_on: str, because: str) -> Assessment:
    """Give more time; what was handed in late stays marked so.

    Args:
        app: the App.
        assessment_id: which one; a round of it is open.
        due_on: until when sheets are asked for now, later than before: nobody is given less time than they were told.
        because: why; whoever kept to the deadline may ask.

    Raises:
        NotFoundError: there is no such assessment.
        InvalidInputError: there is no reason, or the day is none, has passed, or is not later.
        RefusedError: no round is open.
    """
    if not because.strip():
        raise InvalidInputError(say("Say why there is more time (--because): whoever kept to the deadline may ask."))
    with app.change(EXTENDED, because=because):
        assessment = finding.get(app, assessment_id)
        check_open(assessment)
        due = deadline(app, due_on)
        if due <= assessment.due_on:
            raise InvalidInputError(
                say(
                    "{due} is no later than {due_on}: nobody is given less time than they were told.",
                    due=due,
                    due_on=assessment.due_on,
                )
            )
        app.store.update("priority_assessments", assessment_id, {"due_on": due})
        return finding.get(app, assessment_id)


def again(app: App, assessment_id: int, *, due_on: str = "", because: str = "") -> Assessment:
    """Open a further round; each sheet begins with what its adviser said in the round before.

    Whoever withdrew, or was erased, is not asked again.

    Args:
        app: the App.
        assessment_id: which one.
        due_on: until when sheets are asked for; empty: two weeks.
        because: why.

    Raises:
        NotFoundError: there is no such assessment.
        InvalidInputError: the deadline cannot be right.
        RefusedError: a round is open, the result is sealed, the rules allow no further round, or nobody is left to ask.
    """
    with app.change(REOPENED, because=because):
        assessment = finding.get(app, assessment_id)
        check_another(assessment)
        due, turn = deadline(app, due_on), assessment.round + 1
        asked = [
            (one["seat"], one["adviser_id"], one["role"])
            for one in sheets.seats(app.store, assessment_id, assessment.round)
            if one["state"] != SheetState.WITHDRAWN and one["adviser_id"] is not None
        ]
        if not asked:
            raise RefusedError(say("Nobody is left to be asked in {assessment}.", assessment=assessment.title))
        app.store.update(
            "priority_assessments", assessment_id, {"state": State.OPEN.value, "round": turn, "due_on": due}
        )
        ask_for_sheets(app, assessment_id, turn, asked)
        sheets.carry_over(app.store, assessment_id, turn)
        return finding.get(app, assessment_id)


def check_another(assessment: Assessment) -> None:
    """Refuse a further round.

    Raises:
        RefusedError: one is open, the result is sealed, or the rules allow none.
    """
    check_not_sealed(assessment)
    if assessment.state is State.OPEN:
        raise RefusedError(
            say(
                "Round {round} of {assessment} is still open; outreach priority close {assessment_id} ends it.",
                round=assessment.round,
                assessment=assessment.title,
                assessment_id=assessment.id,
            )
        )
    if assessment.round >= assessment.rules.rounds:
        raise RefusedError(
            say(
                "{assessment} has had {round} of the {rounds} rounds that were agreed;"
                " what is still in dispute is reported as it is.",
                assessment=assessment.title,
                round=assessment.round,
                rounds=assessment.rules.rounds,
            )
        )


def check_open(assessment: Assessment) -> None:
    """Refuse what can only be done while a round is open.

    Raises:
        RefusedError: none is.
    """
    check_not_sealed(assessment)
    if assessment.state is not State.OPEN:
        raise RefusedError(
            say(
                "No round of {assessment} is open; round {round} was closed.",
                assessment=assessment.title,
                round=assessment.round,
            )
        )


def check_not_sealed(assessment: Assessment) -> None:
    """Refuse what would alter a sealed result.

    Raises:
        RefusedError: it is sealed.
    """
    if assessment.state is State.SEALED:
        raise RefusedError(say("The result of {assessment} is sealed and stays as it is.", assessment=assessment.title))
