"""Pages of what organisations ask of us."""

from outreach_mutuality.web import answering, balance, boards, deciding, requests
from outreach_mutuality.web.blueprint import pages

__all__ = ["answering", "balance", "boards", "deciding", "pages", "requests"]
