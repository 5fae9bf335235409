"""Pages of mailings; each room is one kind of work."""

from outreach_crm.dispatch.web import asking_for, deciding, enclosing, listing, looking, sending, showing, writing
from outreach_crm.dispatch.web.blueprint import pages

__all__ = ["asking_for", "deciding", "enclosing", "listing", "looking", "pages", "sending", "showing", "writing"]
