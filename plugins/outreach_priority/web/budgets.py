"""Pages of effort: what each level of involvement takes, and the best there is with the hours at hand."""

from outreach_crm.app import App
from outreach_crm.web.office import Answer
from outreach_priority import service
from outreach_priority.web.blueprint import of_assessment, pages


@pages.look("/<int:assessment_id>/effort")
def packages(app: App, assessment_id: int) -> Answer:
    """Show what each level of involvement takes."""
    assessment = service.get(app, assessment_id)
    return of_assessment("packages.html", app, assessment, "packages", packages=service.packages_of(app, assessment))
