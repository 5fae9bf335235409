"""The page of a group's year: what it planned beside what came of it, as it is printed for the yearly report."""

from outreach_crm.app import App
from outreach_crm.web.office import Answer, page
from outreach_meetings import service
from outreach_meetings.model.plans import plain
from outreach_meetings.web.blueprint import pages
from outreach_meetings.web.work_plans import year_asked


@pages.look("/groups/<int:contact_id>/report")
def report(app: App, contact_id: int) -> Answer:
    """Show what a group planned for a year and what came of it."""
    found = service.year_report(app, contact_id, year_asked(app))
    years = service.years_planned(app, contact_id)
    return page("outreach_meetings/report.html", found=found, years=years, plain=plain)
