"""Pages of casework."""

from outreach_cases.web import (
    batching,
    belonging,
    boards,
    cases,
    deciding,
    doing,
    holding,
    importing,
    offering,
    updating,
)
from outreach_cases.web.blueprint import pages

__all__ = [
    "batching",
    "belonging",
    "boards",
    "cases",
    "deciding",
    "doing",
    "holding",
    "importing",
    "offering",
    "pages",
    "updating",
]
