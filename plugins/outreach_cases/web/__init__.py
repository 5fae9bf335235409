"""Pages of casework."""

from outreach_cases.web import (
    actions,
    batching,
    belonging,
    boards,
    cases,
    deciding,
    doing,
    feedback,
    feedback_steps,
    goals,
    holding,
    importing,
    offering,
    requesting,
    updating,
)
from outreach_cases.web.blueprint import pages

__all__ = [
    "actions",
    "batching",
    "belonging",
    "boards",
    "cases",
    "deciding",
    "doing",
    "feedback",
    "feedback_steps",
    "goals",
    "holding",
    "importing",
    "offering",
    "pages",
    "requesting",
    "updating",
]
