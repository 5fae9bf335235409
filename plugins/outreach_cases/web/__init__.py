"""Pages of casework."""

from outreach_cases.web import (
    actions,
    batching,
    belonging,
    boards,
    cases,
    coordinating,
    deciding,
    doing,
    feedback,
    feedback_steps,
    goals,
    holding,
    importing,
    looking_back,
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
    "coordinating",
    "deciding",
    "doing",
    "feedback",
    "feedback_steps",
    "goals",
    "holding",
    "importing",
    "looking_back",
    "offering",
    "pages",
    "requesting",
    "updating",
]
