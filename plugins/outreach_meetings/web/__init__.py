"""Pages of meetings."""

from outreach_meetings.web import inviting, showing, work_plans
from outreach_meetings.web.blueprint import pages

__all__ = ["inviting", "pages", "showing", "work_plans"]
