"""Pages of assessments: which there are, who is asked and how far they are, and the turns of a round."""

from outreach_crm.app import App
from outreach_crm.model import Ref
from outreach_crm.text import say
from outreach_crm.web.lists import Column, Listing
from outreach_crm.web.office import Answer
from outreach_priority import service
from outreach_priority.web.blueprint import of_assessment, pages


@pages.lists("")
def listed(app: App) -> Listing:
    """List assessments, the latest first."""
    return Listing(
        title=say("Priorities"),
        columns=(
            Column(title=say("Assessment"), value=lambda one: one.title, ref=_ref),
            Column(title=say("Group"), value=lambda one: one.group),
            Column(title=say("Round"), value=lambda one: one.round, lesser=True),
            Column(title=say("State"), value=lambda one: one.state),
            Column(title=say("Until"), value=lambda one: one.due_on),
        ),
        rows=service.listed(app),
        empty=say("Nothing was judged yet."),
        template="outreach_priority/assessments.html",
    )


def _ref(one: object) -> Ref:
    return Ref("priority_assessments", getattr(one, "id", 0))


@pages.look("/<int:assessment_id>")
def show(app: App, assessment_id: int) -> Answer:
    """Show an assessment: its round, who is asked, and what comes next."""
    assessment = service.get(app, assessment_id)
    sheets = [one for one in service.sheets_of(app, assessment) if one.round == assessment.round]
    return of_assessment("round.html", app, assessment, "show", sheets=sheets, whole=service.asked_for(assessment))


@pages.look("/<int:assessment_id>/feedback")
def feedback(app: App, assessment_id: int) -> Answer:
    """Show how the answers of a closed round lie, and what to discuss; never who said what."""
    assessment = service.get(app, assessment_id)
    return of_assessment("feedback.html", app, assessment, "feedback", told=service.give_feedback(app, assessment))
