"""Pages of casework."""

from outreach_cases.web import (
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
    updating,
)
from outreach_cases.web.blueprint import pages

__all__ = [
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
    "updating",
]
