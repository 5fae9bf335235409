"""Pages of casework."""

from outreach_cases.web import belonging, boards, cases, deciding, doing, importing
from outreach_cases.web.blueprint import pages

__all__ = ["belonging", "boards", "cases", "deciding", "doing", "importing", "pages"]
