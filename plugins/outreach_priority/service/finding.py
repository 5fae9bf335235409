"""Finds assessments, and the sheets that count."""

from functools import partial

from attrs import evolve

from outreach_crm.app import App
from outreach_crm.errors import NotFoundError, RefusedError
from outreach_crm.meaning import number_meant
from outreach_crm.text import say
from outreach_priority.model import Assessment, Sheet, SheetState, State
from outreach_priority.queries import assessments, sheets


def get(app: App, assessment_id: int) -> Assessment:
    """Return an assessment.

    Raises:
        NotFoundError: there is none of that number.
    """
    found = assessments.some(app.store, [assessment_id])
    if not found:
        raise NotFoundError(
            say(
                "There is no assessment {assessment_id}; outreach priority list shows them.",
                assessment_id=assessment_id,
            )
        )
    return found[0]


def resolve(app: App, text: str) -> Assessment:
    """Return the one assessment somebody means.

    Args:
        app: the App.
        text: its number, its title, or enough of its words.

    Raises:
        NotFoundError: none fits.
        InvalidInputError: several fit; they are named with their numbers.
    """
    names = partial(assessments.names, app.store)
    return get(app, number_meant(text, "priority_assessments", names, "assessment", "priority list"))


def listed(app: App) -> list[Assessment]:
    """Return all assessments, the latest first."""
    return assessments.some(app.store, assessments.names(app.store))


def how_far(app: App) -> dict[int, tuple[int, int]]:
    """Return of each assessment how many sheets of its round are in, and of how many that were not withdrawn."""
    return sheets.how_far(app.store)


def sheets_of(app: App, assessment: Assessment) -> list[Sheet]:
    """Return who was asked in which round and how far each is, without what they said."""
    return sheets.of_assessment(app.store, assessment.id)


def sheet(app: App, sheet_id: int) -> Sheet:
    """Return a sheet without what it says.

    Raises:
        NotFoundError: there is none of that number.
    """
    found = sheets.by_id(app.store, sheet_id)
    if found is None:
        raise NotFoundError(
            say("There is no sheet {sheet_id}; outreach priority advisers shows who was asked.", sheet_id=sheet_id)
        )
    return found


def sheet_of_seat(app: App, assessment: Assessment, seat: int) -> Sheet:
    """Return the sheet of an adviser in the round that goes on, or was the last, without what it says.

    Raises:
        NotFoundError: nobody has that seat.
    """
    for one in sheets_of(app, assessment):
        if (one.round, one.seat) == (assessment.round, seat):
            return one
    raise NotFoundError(
        say(
            "No adviser {seat} was asked in round {round} of {assessment};"
            " outreach priority advisers {assessment_id} shows who was.",
            seat=seat,
            round=assessment.round,
            assessment=assessment.title,
            assessment_id=assessment.id,
        )
    )


def with_answers(app: App, found: list[Sheet]) -> list[Sheet]:
    """Return sheets with all that they say; whoever calls sees to it that this may be seen now."""
    ids = [one.id for one in found]
    answers, stances = sheets.answers(app.store, ids), sheets.stances(app.store, ids)
    return [
        evolve(one, answers=tuple(answers.get(one.id, ())), stances=tuple(stances.get(one.id, ()))) for one in found
    ]


def counted(app: App, assessment: Assessment, *, until: int = 0) -> list[Sheet]:
    """Return the sheets that count, with all that they say: of each adviser the latest that was handed in.

    Who said something in the first round and nothing in the second stands by the first. A sheet that was taken back
    counts for nothing, nor does an earlier one of the same adviser.

    Args:
        app: the App.
        assessment: whose sheets.
        until: leave out what came in rounds after this one; 0: nothing.

    Raises:
        RefusedError: the round is still open: nobody sees what others said before all have had their say.
    """
    if assessment.state is State.OPEN:
        raise RefusedError(
            say(
                "{assessment} is still open until {due_on}: nobody sees the sheets of others before it"
                " is closed; outreach priority close {assessment_id} closes it.",
                assessment=assessment.title,
                due_on=assessment.due_on,
                assessment_id=assessment.id,
            )
        )
    latest: dict[int, Sheet] = {}
    for one in (one for one in sheets_of(app, assessment) if not until or one.round <= until):
        if one.state is SheetState.WITHDRAWN:
            latest.pop(one.seat, None)
        elif one.state is SheetState.HANDED_IN:
            latest[one.seat] = one
    return with_answers(app, list(latest.values()))
