"""What can be done with files of contacts; each room is one kind of work, and this is where others find it."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_crm.transfer.mapping.fields import read_pairs
    from outreach_crm.transfer.service.mappings import (
        drop_mapping,
        fitting_mapping,
        get_mapping,
        list_mappings,
        save_mapping,
    )
    from outreach_crm.transfer.service.reading import Reading, read
    from outreach_crm.transfer.service.telling import as_document, document, problems_of

__all__ = [
    "Reading",
    "as_document",
    "document",
    "drop_mapping",
    "fitting_mapping",
    "get_mapping",
    "list_mappings",
    "problems_of",
    "read",
    "read_pairs",
    "save_mapping",
]

_HERE = "outreach_crm.transfer.service"

__getattr__ = names_from(
    __name__,
    {
        f"{_HERE}.mappings": "drop_mapping fitting_mapping get_mapping list_mappings save_mapping",
        f"{_HERE}.reading": "Reading read",
        f"{_HERE}.telling": "as_document document problems_of",
        "outreach_crm.transfer.mapping.fields": "read_pairs",
    },
)
