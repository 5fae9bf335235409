"""Takes out a sheet, or a sector or organisation: what was said stays in the books and counts for nothing."""

from outreach_crm.app import App
from outreach_crm.errors import ConflictError, InvalidInputError, RefusedError
from outreach_crm.text import say, term
from outreach_priority.model import Assessment, Sheet, SheetState
from outreach_priority.service import finding
from outreach_priority.service.closing import check_not_sealed
from outreach_priority.service.deciding import subject_meant

WITHDRAWN = term("withdraw from assessment")
"""What the history calls it where something is not judged any more."""


def withdraw_sheet(app: App, sheet_id: int, *, because: str = "") -> Sheet:
    """Take a sheet back: the adviser left, or stands by it no longer; their sheets of earlier rounds go with it.

    Raises:
        NotFoundError: there is no such sheet.
        RefusedError: the result is sealed, or the sheet is of a round that was followed by another.
        ConflictError: it was withdrawn before.
    """
    with app.change("withdraw sheet", because=because):
        sheet = finding.sheet(app, sheet_id)
        assessment = finding.get(app, sheet.assessment_id)
        check_not_sealed(assessment)
        if sheet.round < assessment.round:
            raise RefusedError(
                say(
                    "Round {round} was followed by another; withdraw the sheet of round {assessment_round}, and what"
                    " the adviser said before counts no longer either.",
                    round=sheet.round,
                    assessment_round=assessment.round,
                )
            )
        if sheet.state is SheetState.WITHDRAWN:
            raise ConflictError(say("The sheet of adviser {seat} was withdrawn before.", seat=sheet.seat))
        app.store.update("priority_sheets", sheet_id, {"state": SheetState.WITHDRAWN.value})
        return finding.sheet(app, sheet_id)


def withdraw_subject(app: App, assessment_id: int, text: str, *, because: str) -> Assessment:
    """Take out what is judged: it is asked about no more, and its ratings count for nothing.

    Args:
        app: the App.
        assessment_id: of which assessment.
        text: the key of what is judged, or enough words of its name.
        because: why; whoever reads the result will ask.

    Raises:
        NotFoundError: there is no such assessment, nothing of that name is judged in it, or it was taken out before.
        InvalidInputError: no reason is given, or several fit.
        RefusedError: the result is sealed, or nothing would be left to judge.
    """
    if not because.strip():
        raise InvalidInputError(say("Say why it is taken out with --because; whoever reads the result will ask."))
    with app.change(WITHDRAWN, because=because):
        assessment = finding.get(app, assessment_id)
        check_not_sealed(assessment)
        subject = subject_meant(assessment, text)
        if len(assessment.judged) == 1:
            raise RefusedError(
                say(
                    "{subject} is the last that is judged in {assessment}; it stays.",
                    subject=subject.title,
                    assessment=assessment.title,
                )
            )
        values = {"withdrawn_on": app.clock.today().isoformat(), "withdrawn_because": " ".join(because.split())}
        app.store.update("priority_subjects", subject.id, values)
        return finding.get(app, assessment_id)
