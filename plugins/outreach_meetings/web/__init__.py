"""Pages of meetings."""

from outreach_meetings.web import polls, showing
from outreach_meetings.web.blueprint import pages

__all__ = ["pages", "polls", "showing"]
