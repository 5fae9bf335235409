"""What can be done with files of contacts; each room is one kind of work, and this is where others find it."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_crm.transfer.service.reading import Reading, read

__all__ = ["Reading", "read"]

_HERE = "outreach_crm.transfer.service"

__getattr__ = names_from(
    __name__,
    {
        f"{_HERE}.reading": "Reading read",
    },
)
