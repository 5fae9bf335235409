"""Pictures of a portfolio; each axis says what is counted, and whether it is there or was made."""

from outreach_cases.plots.specs import active, closing, renewal, series

__all__ = ["active", "closing", "renewal", "series"]
