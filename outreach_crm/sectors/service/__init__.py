"""What the rest of the program asks of sectors; read from their files when first asked."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_crm.sectors.service.loading import all_sectors, find, get, hits, load, shipped, unknown_keywords
    from outreach_crm.sectors.service.watching import watched

__all__ = ["all_sectors", "find", "get", "hits", "load", "shipped", "unknown_keywords", "watched"]

_HERE = "outreach_crm.sectors.service"

__getattr__ = names_from(
    __name__,
    {
        f"{_HERE}.loading": "all_sectors find get hits load shipped unknown_keywords",
        f"{_HERE}.watching": "watched",
    },
)
