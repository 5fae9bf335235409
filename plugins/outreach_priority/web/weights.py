"""Pages of weights: what a question is worth, asked step by step, and who set what."""

from outreach_crm.app import App
from outreach_crm.web.office import Answer
from outreach_priority import service
from outreach_priority.web.blueprint import of_assessment, pages


@pages.look("/<int:assessment_id>/weights")
def weights(app: App, assessment_id: int) -> Answer:
    """Show what the items weigh, who says so, and what they come to together."""
    assessment = service.get(app, assessment_id)
    return of_assessment("weights.html", app, assessment, "weights", weights=service.weights(app, assessment))
