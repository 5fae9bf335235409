"""Tells everybody who works on a case that it rests."""

from outreach_cases.model.cases import Case
from outreach_cases.model.levels import Stance, Transition
from outreach_crm.app import App
from outreach_crm.tasks import service as tasks


def tell(app: App, case: Case, made: Transition) -> None:
    """Put it on the list of the day that those who work on a case are to be told. Call inside a change.

    Where our section does not work on it there is nobody to be told.
    """
    if case.stance is Stance.WORK:
        tasks.add(app, f"Tell whoever works on {case.called}: {made.told}", due_on=app.clock.today())
