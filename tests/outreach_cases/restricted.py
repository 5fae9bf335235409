"""Cases that a circle keeps to itself, with all that can belong to one."""

from outreach_cases import service
from outreach_cases.model.actions import ActionDraft, Source
from outreach_cases.model.activities import ActivityDraft, ActivityKind
from outreach_cases.model.cases import Case
from outreach_cases.model.levels import Level
from outreach_cases.model.links import LinkKind
from outreach_crm.app import App
from tests.outreach_cases.builders import a_feedback, answered, level
from tests.outreach_cases.holdings import a_free_case, hold

CIRCLE = "Safety"


def kept(app: App, case: Case) -> Case:
    """Let only the circle see a case."""
    return service.restrict(app, case.id, CIRCLE)


def everything_on(app: App, group: int, holder: int, friend: Case, name: str = "Sanaa Rezaiy") -> Case:
    """Write down a case of the circle to which everything belongs that can."""
    case = a_free_case(app, name)
    held = hold(app, group, case, holder)
    service.update(app, case.id, "She was moved")
    service.record(app, ActivityDraft(case_id=case.id, group_id=group, kind=ActivityKind.STALL, words="In the rain"))
    service.hand_in(app, held, text="We wrote", letters=7)
    action = service.add_action(app, Source.MAGAZINE, ActionDraft(title=f"Write for {name}", case=str(case.id)))
    with app.change("test: write letters"):
        service.acted(app, case.id, group, app.clock.today(), 7)
        service.written_on(app, action.id, group, app.clock.today(), 3)
    service.note(app, case.id, "Her sister rang")
    service.keep(app, case.id, "casefile.txt", b"what happened")
    service.link(app, case.id, friend.id, LinkKind.FAMILY)
    answered(app, a_feedback(app, case))
    for one in (Level.DORMANT, Level.ACTIVE):  # whoever holds it is to be told
        level(app, case, one)
    return kept(app, case)
