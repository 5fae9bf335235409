"""What can be done with files of contacts; each room is one kind of work, and this is where others find it."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_crm.transfer.mapping.fields import read_pairs
    from outreach_crm.transfer.service.exporting import Cleared, Exported, Look, Reason, cleared, export, exporter_of
    from outreach_crm.transfer.service.importing import preview, take_in
    from outreach_crm.transfer.service.mappings import (
        drop_mapping,
        fitting_mapping,
        get_mapping,
        list_mappings,
        save_mapping,
    )
    from outreach_crm.transfer.service.outcomes import OnDuplicate, Outcome, Preview, Report, Seen, Terms
    from outreach_crm.transfer.service.reading import Reading, read
    from outreach_crm.transfer.service.telling import as_document

__all__ = [
    "Cleared",
    "Exported",
    "Look",
    "OnDuplicate",
    "Outcome",
    "Preview",
    "Reading",
    "Reason",
    "Report",
    "Seen",
    "Terms",
    "as_document",
    "cleared",
    "drop_mapping",
    "export",
    "exporter_of",
    "fitting_mapping",
    "get_mapping",
    "list_mappings",
    "preview",
    "read",
    "read_pairs",
    "save_mapping",
    "take_in",
]

_HERE = "outreach_crm.transfer.service"

__getattr__ = names_from(
    __name__,
    {
        f"{_HERE}.exporting": "Cleared Exported Look Reason cleared export exporter_of",
        f"{_HERE}.importing": "preview take_in",
        f"{_HERE}.outcomes": "OnDuplicate Outcome Preview Report Seen Terms",
        f"{_HERE}.mappings": "drop_mapping fitting_mapping get_mapping list_mappings save_mapping",
        f"{_HERE}.reading": "Reading read",
        f"{_HERE}.telling": "as_document",
        "outreach_crm.transfer.mapping.fields": "read_pairs",
    },
)
