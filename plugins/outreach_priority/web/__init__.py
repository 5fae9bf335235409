"""Pages of priorities; each room is one kind of work."""

from outreach_priority.web import (
    acting,
    advisers,
    budgets,
    countries,
    deciding,
    feedback,
    handing,
    opening,
    report,
    results,
    rounds,
    sheets,
    weights,
)
from outreach_priority.web.blueprint import pages

__all__ = [
    "acting",
    "advisers",
    "budgets",
    "countries",
    "deciding",
    "feedback",
    "handing",
    "opening",
    "pages",
    "report",
    "results",
    "rounds",
    "sheets",
    "weights",
]
