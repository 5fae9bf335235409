"""All pages of groups together: each room adds its own as it is imported."""

from outreach_crm.groups.web import accounts, editing, members, showing
from outreach_crm.groups.web.blueprint import pages

__all__ = ["accounts", "editing", "members", "pages", "showing"]
