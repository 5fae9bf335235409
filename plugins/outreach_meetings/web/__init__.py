"""Pages of meetings."""

from outreach_meetings.web import packing, showing, work_plans, yearly
from outreach_meetings.web.blueprint import pages

__all__ = ["packing", "pages", "showing", "work_plans", "yearly"]
