"""Pages of meetings."""

from outreach_meetings.web import showing, work_plans
from outreach_meetings.web.blueprint import pages

__all__ = ["pages", "showing", "work_plans"]
