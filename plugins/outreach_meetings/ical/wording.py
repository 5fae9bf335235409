"""Rules as people say them."""

from datetime import datetime

from outreach_meetings.ical.rules import checked


def ruled(words: str, starts: datetime) -> str:
    """Return the rule that words mean."""
    return checked(words)


def told(rule: str) -> str:
    """Return a rule as a sentence."""
    return rule
