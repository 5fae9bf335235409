"""Pages of priorities; each room is one kind of work."""

from outreach_priority.web import acting, budgets, countries, deciding, report, results, rounds, sheets, weights
from outreach_priority.web.blueprint import pages

__all__ = ["acting", "budgets", "countries", "deciding", "pages", "report", "results", "rounds", "sheets", "weights"]
