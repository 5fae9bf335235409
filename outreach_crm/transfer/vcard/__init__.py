"""vCard: address books of telephones and mail programs, versions 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350)."""

from outreach_crm.formats import Again, Importer

IMPORTER = Importer(
    key="vcard",
    title="vCard",
    suffixes=(".vcf", ".vcard"),
    begins=(b"BEGIN:VCARD", b"begin:vcard", b"Begin:vCard"),
    target="outreach_crm.transfer.vcard.reading:records",
    again=Again(target="outreach_crm.transfer.vcard.reading:again"),
)
