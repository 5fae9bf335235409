"""Tells everybody who works on a case that it rests."""

from outreach_cases.model.cases import Case
from outreach_cases.model.levels import Stance, Transition
from outreach_cases.queries import holdings
from outreach_crm.app import App
from outreach_crm.model import Ref
from outreach_crm.tasks import service as tasks
from outreach_crm.text import later, say


def tell(app: App, case: Case, made: Transition) -> None:
    """Put it on the list of the day that those who work on a case are to be told. Call inside a change.

    Where our section does not work on it there is nobody to be told. Who holds its casefile has a line of their own;
    see :func:`outreach_cases.service.ending.rest`.
    """
    if case.stance is Stance.WORK:
        held = holdings.open_rows(app.store, case.id)
        whom = (
            later("Tell whoever else works on {case}: {told}")
            if held
            else later("Tell whoever works on {case}: {told}")
        )
        told = say(whom, case=case.called, told=made.told)
        tasks.add(app, told, due_on=app.clock.today(), about=Ref("cases", case.id))
