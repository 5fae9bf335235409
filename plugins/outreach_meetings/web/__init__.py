"""Pages of meetings."""

from outreach_meetings.web import approving, minutes, packing, showing, work_plans
from outreach_meetings.web.blueprint import pages

__all__ = ["approving", "minutes", "packing", "pages", "showing", "work_plans"]
