"""Finds feedback, and the answer that is written to it."""

from functools import partial

from outreach_cases.model.feedback import Contested, Feedback
from outreach_cases.model.replies import Reply
from outreach_cases.queries import feedback as queries
from outreach_cases.service.finding import resolve as resolve_case
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.dispatch import service as dispatch
from outreach_crm.errors import NotFoundError
from outreach_crm.meaning import number_meant
from outreach_crm.model import Ref
from outreach_crm.text import say

Wanted = queries.Wanted


def get(app: App, feedback_id: int) -> Feedback:
    """Return feedback with what became of it.

    Raises:
        NotFoundError: there is none of that number, or it is of somebody the actor may not see.
    """
    found = queries.some(app.store, [feedback_id])
    if not found:
        raise NotFoundError(
            say("There is no feedback {feedback_id}; outreach cases feedback list shows it.", feedback_id=feedback_id)
        )
    return found[0]


def resolve(app: App, text: str) -> Feedback:
    """Return the feedback somebody means: by its number, or enough words of the case and of who gave it.

    Raises:
        NotFoundError: none fits.
        InvalidInputError: several fit; they are named with their numbers.
    """
    names = partial(queries.names, app.store)
    return get(app, number_meant(text, "case_feedback", names, "feedback", "cases feedback list"))


def listed(app: App, asked: Wanted, *, start: int = 0, limit: int | None = None) -> list[Feedback]:
    """Return feedback: what is due from us next first, then the rest, the latest first; see :func:`wanted`.

    Args:
        app: the App.
        asked: which.
        start: so many of the first are left out, for a further page.
        limit: so many at most.
    """
    return queries.listed(app.store, asked, start=start, limit=limit)


def wanted(
    app: App, *, everything: bool = False, decision: Contested | None = None, case: str = "", contact: str = ""
) -> Wanted:
    """Return which feedback somebody asks for.

    Args:
        app: the App.
        everything: whether what nothing is due on is asked for, too.
        decision: about which decision; None: any.
        case: about which case; empty: any.
        contact: who gave it; empty: anybody.

    Raises:
        NotFoundError: there is no such case or contact.
        InvalidInputError: several fit.
    """
    return Wanted(
        until=None if everything else Wanted().until,
        decision=decision,
        case_id=resolve_case(app, case).id if case.strip() else None,
        contact_id=contacts.resolve(app, contact).id if contact.strip() else None,
    )


def reply(app: App, feedback: Feedback) -> Reply | None:
    """Return the answer to feedback as it is written; None: nothing so far."""
    return queries.reply(app.store, feedback.id)


def answers(app: App, feedback_id: int) -> dispatch.Answers:
    """Return the messages in which the answer to feedback leaves."""
    return dispatch.Answers(app, Ref("case_feedback", feedback_id))
