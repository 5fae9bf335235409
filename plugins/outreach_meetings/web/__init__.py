"""Pages of meetings."""

from outreach_meetings.web import (
    agenda,
    altering,
    approving,
    attending,
    calendar,
    feeding,
    minutes,
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
    "approving",
    "attending",
    "calendar",
    "feeding",
    "minutes",
    "packing",
    "pages",
    "planning",
    "polls",
    "showing",
    "standing",
    "work_plans",
]
