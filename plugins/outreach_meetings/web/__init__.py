"""Pages of meetings."""

from outreach_meetings.web import agenda, packing, showing, standing, work_plans
from outreach_meetings.web.blueprint import pages

__all__ = ["agenda", "packing", "pages", "showing", "standing", "work_plans"]
