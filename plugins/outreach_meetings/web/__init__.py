"""Pages of meetings."""

from outreach_meetings.web import inviting, packing, showing, work_plans
from outreach_meetings.web.blueprint import pages

__all__ = ["inviting", "packing", "pages", "showing", "work_plans"]
