"""Pages of asks and of advice on them."""

from outreach_crm.asks.web import advising, asks
from outreach_crm.asks.web.blueprint import pages

__all__ = ["advising", "asks", "pages"]
