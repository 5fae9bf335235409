"""Pages of meetings."""

from outreach_meetings.web import (
    agenda,
    altering,
    attending,
    calendar,
    feeding,
    packing,
    planning,
    polls,
    showing,
    standing,
    work_plans,
)
from outreach_meetings.web.blueprint import pages

__all__ = [
    "agenda",
    "altering",
    "attending",
    "calendar",
    "feeding",
    "packing",
    "pages",
    "planning",
    "polls",
    "showing",
    "standing",
    "work_plans",
]
