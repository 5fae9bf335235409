"""Writes files of contacts, each format in a room of its own; what is written can be read again without loss."""

from outreach_crm.formats import Exporter

EXPORTERS = (
    Exporter(key="csv", title="CSV", suffixes=(".csv",), target="outreach_crm.transfer.writing.separated:write"),
    Exporter(
        key="xlsx",
        title="Excel workbook",
        suffixes=(".xlsx",),
        target="outreach_crm.transfer.writing.spreadsheet:write",
        needs=("xlsxwriter", "files"),
    ),
    Exporter(
        key="vcard4",
        title="vCard 4.0",
        suffixes=(".vcf", ".vcard"),
        target="outreach_crm.transfer.writing.vcards:write_4",
    ),
    Exporter(
        key="vcard3",
        title="vCard 3.0",
        suffixes=(".vcf", ".vcard"),
        target="outreach_crm.transfer.writing.vcards:write_3",
    ),
    Exporter(key="json", title="JSON (OSDI)", suffixes=(".json",), target="outreach_crm.transfer.writing.osdi:write"),
)
