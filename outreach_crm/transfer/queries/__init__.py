"""The SQL of files of contacts."""

from outreach_crm.transfer.queries.lines import earlier_lines, forget_lines, note_lines
from outreach_crm.transfer.queries.mappings import drop_mapping, mapping, mappings, save_mapping
from outreach_crm.transfer.queries.permitted import permitted

__all__ = [
    "drop_mapping",
    "earlier_lines",
    "forget_lines",
    "mapping",
    "mappings",
    "note_lines",
    "permitted",
    "save_mapping",
]
