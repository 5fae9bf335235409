"""Follows the message in which an answer to feedback leaves, and hands it over."""

from outreach_cases.model.feedback import Feedback
from outreach_cases.queries import feedback as queries
from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import Dispatch
from outreach_crm.errors import ConflictError, RefusedError


def under_way(app: App, feedback_id: int) -> Dispatch | None:
    """Return what takes the answer to feedback out and is not done with it; None where nothing does."""
    found = queries.under_way(app.store, feedback_id)
    return dispatch.get(app, found) if found is not None else None


def check_still(app: App, feedback_id: int) -> None:
    """Refuse to alter what stands behind an answer that may leave at any moment.

    Raises:
        ConflictError: it is on its way.
    """
    if there := under_way(app, feedback_id):
        raise ConflictError(
            f"The answer is on its way by {there.channel}; to keep it back:"
            f' outreach mailings stop {there.id} --for-good --because "..."'
        )


def hand_over(app: App, found: Feedback, there: Dispatch, *, because: str) -> None:
    """Say of an answer that was made for somebody's hand that it went out.

    Raises:
        ConflictError: it is in nobody's hand.
        RefusedError: it must not go out any more, and is to be pulled.
    """
    mine = [one.id for one in dispatch.in_hand(app, there.id)]
    if not mine:
        check_still(app, found.id)
    for one in dispatch.hand_over(app, there.id, mine, because=because).held:
        raise RefusedError(f"It must not go out: {one.name} {one.sentence}. Take it out of the pile ({one.made}).")
