"""Pages of a result: the order and why, each subject with what its numbers rest on, what would change it."""

from outreach_crm.app import App
from outreach_crm.web.office import Answer
from outreach_priority import service
from outreach_priority.web.blueprint import of_assessment, pages


@pages.look("/<int:assessment_id>/result")
def result(app: App, assessment_id: int) -> Answer:
    """Show what an assessment comes to: the order, what is to be said of it, and what to decide."""
    assessment = service.get(app, assessment_id)
    found, kept = service.standing(app, assessment)
    story = service.story(assessment, found)
    return of_assessment("result.html", app, assessment, "result", result=found, kept=kept, story=story)
