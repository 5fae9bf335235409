"""Pages of letters and calls; each room is one kind of work."""

from outreach_post.web import calling, handing, making
from outreach_post.web.blueprint import pages

__all__ = ["calling", "handing", "making", "pages"]
