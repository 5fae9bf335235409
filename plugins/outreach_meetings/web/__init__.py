"""Pages of meetings."""

from outreach_meetings.web import agenda, showing, standing, work_plans
from outreach_meetings.web.blueprint import pages

__all__ = ["agenda", "pages", "showing", "standing", "work_plans"]
