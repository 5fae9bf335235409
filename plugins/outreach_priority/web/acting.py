"""Pages of plans: a sealed result becomes one for each sector, with a group, hours and the day of its review."""

from outreach_crm.app import App
from outreach_crm.web.office import Answer, page
from outreach_priority import service
from outreach_priority.web.blueprint import pages


@pages.look("/plans/<int:plan_id>")
def plan(app: App, plan_id: int) -> Answer:
    """Show the plan for a sector."""
    return page("outreach_priority/plan.html", plan=service.get_plan(app, plan_id))
