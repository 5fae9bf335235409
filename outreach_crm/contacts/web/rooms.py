"""All pages of contacts together: each room adds its own as it is imported."""

from outreach_crm.contacts.web import adding, card, editing, linking, reaching, ways
from outreach_crm.contacts.web.blueprint import pages

__all__ = ["adding", "card", "editing", "linking", "pages", "reaching", "ways"]
