"""Pages of meetings."""

from outreach_meetings.web import packing, polls, showing, work_plans
from outreach_meetings.web.blueprint import pages

__all__ = ["packing", "pages", "polls", "showing", "work_plans"]
