"""Pages of meetings."""

from outreach_meetings.web import feeding, packing, showing, work_plans
from outreach_meetings.web.blueprint import pages

__all__ = ["feeding", "packing", "pages", "showing", "work_plans"]
