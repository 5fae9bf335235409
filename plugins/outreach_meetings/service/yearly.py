"""Compares what a group planned for a year with what came of it."""

from outreach_crm.app import App
from outreach_crm.groups import service as groups
from outreach_meetings.model.yearly import YearReport
from outreach_meetings.service import counting, work_plans


def year_report(app: App, group_id: int, year: int) -> YearReport:
    """Return the year of a group: plan and result, resources planned and used, meetings, decisions and letters.

    Raises:
        NotFoundError: there is no such group, or the actor may not see it.
        InvalidInputError: the contact is no group, or it is no year.
    """
    return YearReport(
        plan=work_plans.work_plan(app, group_id, year),
        figures=counting.statistics(app, group_id, year),
        resources=tuple(groups.resources(app, group_id, year)),
    )
