"""Pages of meetings."""

from outreach_meetings.web import approving, minutes, showing, work_plans
from outreach_meetings.web.blueprint import pages

__all__ = ["approving", "minutes", "pages", "showing", "work_plans"]
