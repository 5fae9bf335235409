"""Pages of meetings."""

from outreach_meetings.web import altering, attending, calendar, feeding, packing, planning, showing, work_plans
from outreach_meetings.web.blueprint import pages

__all__ = ["altering", "attending", "calendar", "feeding", "packing", "pages", "planning", "showing", "work_plans"]
