"""The feedback on a round: how the answers lie, why, and what to discuss; never who said what."""

from typing import Any

from flask import request

from outreach_crm.app import App
from outreach_crm.text import Sentence
from outreach_crm.web.lists import number_asked
from outreach_crm.web.office import Answer
from outreach_priority import service
from outreach_priority.model import Assessment, SheetState, State
from outreach_priority.model.feedback import Feedback, ItemFeedback
from outreach_priority.service.feedback import verdict
from outreach_priority.service.wording import percent
from outreach_priority.web.advisers import called
from outreach_priority.web.blueprint import of_assessment, pages

# More than so many nobody talks through in a meeting; the others are named.
_IN_FULL = 20


@pages.look("/<int:assessment_id>/feedback")
def feedback(app: App, assessment_id: int) -> Answer:
    """Show how the answers of the last closed round lie, for all or for one adviser beside their own."""
    assessment = service.get(app, assessment_id)
    if not assessment.over:
        return of_assessment("feedback.html", app, assessment, "feedback", told=None)
    told = service.give_feedback(app, assessment, number_asked("seat") or None)
    whole = bool(told.seat) or "all" in request.args
    return of_assessment(
        "feedback.html",
        app,
        assessment,
        "feedback",
        verdict=verdict(told),
        seats=_seats(app, assessment, told.round),
        whole=whole,
        percent=percent,
        another=told.worth_another and assessment.state is State.CLOSED,
        **laid_out(told, whole=whole),
    )


def laid_out(told: Feedback, *, whole: bool) -> dict[str, Any]:
    """Return what the page of a feedback draws: what to discuss, and all answers where the whole of it is shown."""
    return {
        "told": told,
        "disputed": _disputed(told),
        "also": told.discuss[_IN_FULL:],
        "by_subject": _by_subject(told) if whole else {},
    }


def _disputed(told: Feedback) -> list[ItemFeedback]:
    by_cell = {(one.subject.key, one.item.key): one for one in told.items}
    return [by_cell[one.subject, one.item] for one in told.discuss[:_IN_FULL]]


def _by_subject(told: Feedback) -> dict[str, list[ItemFeedback]]:
    found: dict[str, list[ItemFeedback]] = {}
    for one in told.items:
        found.setdefault(one.subject.title or one.subject.key, []).append(one)
    return found


def _seats(app: App, assessment: Assessment, last: int) -> list[tuple[int, Sentence | str]]:
    """Return the advisers whose sheets count, by their seats."""
    found: dict[int, Sentence | str] = {}
    gone = set()
    for one in service.sheets_of(app, assessment):
        if one.state is SheetState.WITHDRAWN:
            gone.add(one.seat)
        elif one.state is SheetState.HANDED_IN and one.round <= last:
            found[one.seat] = called(one)
    return [(seat, name) for seat, name in sorted(found.items()) if seat not in gone]
