"""Takes out a sheet, or a sector or organisation: what was said stays in the books and counts for nothing."""

from outreach_crm.app import App
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError, RefusedError
from outreach_crm.text import suggestion
from outreach_priority.model import Assessment, Sheet, SheetState, Subject
from outreach_priority.service import finding
from outreach_priority.service.closing import check_not_sealed


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
                f"Round {sheet.round} was followed by another; withdraw the sheet of round {assessment.round}, and what"
                " the adviser said before counts no longer either."
            )
        if sheet.state is SheetState.WITHDRAWN:
            raise ConflictError(f"The sheet of adviser {sheet.seat} was withdrawn before.")
        app.store.update("priority_sheets", sheet_id, {"state": SheetState.WITHDRAWN.value})
        return finding.sheet(app, sheet_id)


def withdraw_subject(app: App, assessment_id: int, text: str, *, because: str) -> Assessment:
    """Take out what is judged: it is asked about no more, and its ratings count for nothing.

    Args:
        app: the App.
        assessment_id: of which assessment.
        text: the key of a sector, or the name of what is judged.
        because: why; whoever reads the result will ask.

    Raises:
        NotFoundError: there is no such assessment, or nothing of that name is judged in it.
        InvalidInputError: no reason is given.
        RefusedError: the result is sealed, or nothing would be left to judge.
        ConflictError: it was withdrawn before.
    """
    if not because.strip():
        raise InvalidInputError("Say why it is taken out with --because; whoever reads the result will ask.")
    with app.change("withdraw from assessment", because=because):
        assessment = finding.get(app, assessment_id)
        check_not_sealed(assessment)
        subject = judged(assessment, text)
        if subject.withdrawn_on:
            raise ConflictError(f"{subject.title} was withdrawn on {subject.withdrawn_on} already.")
        if len(assessment.judged) == 1:
            raise RefusedError(f"{subject.title} is the last that is judged in {assessment.title}; it stays.")
        values = {"withdrawn_on": app.clock.today().isoformat(), "withdrawn_because": " ".join(because.split())}
        app.store.update("priority_subjects", subject.id, values)
        return finding.get(app, assessment_id)


def judged(assessment: Assessment, text: str) -> Subject:
    """Return what somebody means of all that is judged, withdrawn ones too: by key, title, or uid.

    Raises:
        NotFoundError: nothing of that name is.
    """
    wanted = text.strip().casefold()
    for one in assessment.subjects:
        if wanted in {one.key.casefold(), one.title.casefold()}:
            return one
    known = [name for one in assessment.judged for name in (one.key, one.title)]
    titles = ", ".join(one.title for one in assessment.judged)
    hint = suggestion(text, known) or f"; there are {titles}"
    raise NotFoundError(f"{text!r} is not judged in {assessment.title}{hint}.")
