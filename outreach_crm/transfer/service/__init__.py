"""What can be done with files of contacts; each room is one kind of work, and this is where others find it."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_crm.transfer.mapping.fields import read_pairs
    from outreach_crm.transfer.service.agreeing import agree, asked, demand_second, reminders
    from outreach_crm.transfer.service.exporting import (
        Cleared,
        Exported,
        Look,
        Reason,
        cleared,
        export,
        export_one,
        exporter_of,
        whom,
    )
    from outreach_crm.transfer.service.fetching import Order, begin_export, fetched, make, weigh
    from outreach_crm.transfer.service.files import IN, LARGEST, OUT, REFUSED, copies, drop, listed, pieces
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
    from outreach_crm.transfer.service.stages import Taken, Upload, is_cut_off, upload, uploads
    from outreach_crm.transfer.service.telling import as_document
    from outreach_crm.transfer.service.uploading import answer, map_columns, receive, set_terms, use_mapping
    from outreach_crm.transfer.service.working import SHOWN, begin_import, begin_look, lines, look, take

__all__ = [
    "IN",
    "LARGEST",
    "OUT",
    "REFUSED",
    "SHOWN",
    "Cleared",
    "Exported",
    "Look",
    "OnDuplicate",
    "Order",
    "Outcome",
    "Preview",
    "Reading",
    "Reason",
    "Report",
    "Seen",
    "Taken",
    "Terms",
    "Upload",
    "agree",
    "answer",
    "as_document",
    "asked",
    "begin_export",
    "begin_import",
    "begin_look",
    "cleared",
    "copies",
    "demand_second",
    "drop",
    "drop_mapping",
    "export",
    "export_one",
    "exporter_of",
    "fetch",
    "fetched",
    "fitting_mapping",
    "get_mapping",
    "is_cut_off",
    "left_since",
    "lines",
    "list_mappings",
    "listed",
    "look",
    "make",
    "map_columns",
    "pieces",
    "preview",
    "read",
    "read_pairs",
    "receive",
    "reminders",
    "save_mapping",
    "set_terms",
    "take",
    "take_in",
    "upload",
    "uploads",
    "use_mapping",
    "weigh",
    "whom",
]

_HERE = "outreach_crm.transfer.service"

__getattr__ = names_from(
    __name__,
    {
        f"{_HERE}.agreeing": "agree asked demand_second reminders",
        f"{_HERE}.exporting": "Cleared Exported Look Reason cleared export export_one exporter_of whom",
        f"{_HERE}.fetching": "Order begin_export fetch fetched left_since make weigh",
        f"{_HERE}.files": "IN LARGEST OUT REFUSED copies drop listed pieces",
        f"{_HERE}.importing": "preview take_in",
        f"{_HERE}.outcomes": "OnDuplicate Outcome Preview Report Seen Terms",
        f"{_HERE}.mappings": "drop_mapping fitting_mapping get_mapping list_mappings save_mapping",
        f"{_HERE}.reading": "Reading read",
        f"{_HERE}.stages": "Taken Upload is_cut_off upload uploads",
        f"{_HERE}.telling": "as_document",
        f"{_HERE}.uploading": "answer map_columns receive set_terms use_mapping",
        f"{_HERE}.working": "SHOWN begin_import begin_look lines look take",
        "outreach_crm.transfer.mapping.fields": "read_pairs",
    },
)
