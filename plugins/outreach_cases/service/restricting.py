"""Lets a circle keep a case to itself: for everybody else it is not there, nor is what belongs to it."""

from outreach_cases.model.cases import Case
from outreach_cases.queries import cases as queries
from outreach_cases.service.finding import get
from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.errors import ConflictError
from outreach_crm.text import say, term


def restrict(app: App, case_id: int, circle: str, *, because: str = "") -> Case:
    """Let only the members of a circle see a case, or everybody who works here again.

    Args:
        app: the App.
        case_id: the case.
        circle: the circle; empty: everybody.
        because: why.

    Raises:
        NotFoundError: there is no such case or circle.
        RefusedError: the actor is no member, and would not see the case any more.
        ConflictError: it is so already, or a case of that circle, or one for everybody, has the same reference.
    """
    with app.change(term("restrict case"), because=because):
        case = get(app, case_id)
        wanted = accounts.circle_id(app, circle)
        if wanted == case.circle_id:
            seen_by = accounts.circle_name(app, wanted)
            raise ConflictError(
                say("Only {circle} sees {case} already.", circle=seen_by, case=case.called)
                if seen_by
                else say("Everybody who works here sees {case} already.", case=case.called)
            )
        there = queries.same_ref(app.store, case, case.ref, wanted)
        if there is not None:
            raise ConflictError(
                say("There is a case {ref} already: outreach cases show {there}.", ref=case.ref, there=there)
            )
        app.store.update("cases", case_id, {"circle_id": wanted})
        return get(app, case_id)


def seen_by(app: App, case: Case) -> str:
    """Return the name of the circle that alone sees a case; empty where everybody who works here does."""
    return accounts.circle_name(app, case.circle_id)
