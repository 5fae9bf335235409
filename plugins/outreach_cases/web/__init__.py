"""Pages of casework."""

from outreach_cases.web import (
    batching,
    belonging,
    boards,
    cases,
    deciding,
    feedback,
    feedback_steps,
    goals,
    holding,
    importing,
    offering,
)
from outreach_cases.web.blueprint import pages

__all__ = [
    "batching",
    "belonging",
    "boards",
    "cases",
    "deciding",
    "feedback",
    "feedback_steps",
    "goals",
    "holding",
    "importing",
    "offering",
    "pages",
]
