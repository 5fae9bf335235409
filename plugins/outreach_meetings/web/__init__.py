"""Pages of meetings."""

from outreach_meetings.web import feeding, showing
from outreach_meetings.web.blueprint import pages

__all__ = ["feeding", "pages", "showing"]
