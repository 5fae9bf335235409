"""Pages of meetings."""

from outreach_meetings.web import agenda, approving, minutes, packing, showing, standing, work_plans
from outreach_meetings.web.blueprint import pages

__all__ = ["agenda", "approving", "minutes", "packing", "pages", "showing", "standing", "work_plans"]
