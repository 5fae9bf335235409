"""Pages of meetings."""

from outreach_meetings.web import inviting, showing
from outreach_meetings.web.blueprint import pages

__all__ = ["inviting", "pages", "showing"]
