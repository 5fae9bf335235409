"""Pages of meetings."""

from outreach_meetings.web import (
    agenda,
    altering,
    approving,
    attending,
    calendar,
    feeding,
    inviting,
    minutes,
    packing,
    planning,
    polls,
    showing,
    standing,
    work_plans,
    yearly,
)
from outreach_meetings.web.blueprint import pages

__all__ = [
    "agenda",
    "altering",
    "approving",
    "attending",
    "calendar",
    "feeding",
    "inviting",
    "minutes",
    "packing",
    "pages",
    "planning",
    "polls",
    "showing",
    "standing",
    "work_plans",
    "yearly",
]
