"""Pages of meetings."""

from outreach_meetings.web import showing
from outreach_meetings.web.blueprint import pages

__all__ = ["pages", "showing"]
