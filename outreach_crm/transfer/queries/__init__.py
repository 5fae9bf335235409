"""The SQL of files of contacts."""

from outreach_crm.transfer.queries.mappings import drop_mapping, mapping, mappings, save_mapping

__all__ = ["drop_mapping", "mapping", "mappings", "save_mapping"]
