"""What people write becomes text, tables and records; every mistake is told at once, with file and the way to it."""

from typing import TYPE_CHECKING

from outreach_crm.lazy import names_from

if TYPE_CHECKING:
    from outreach_crm.written.fields import read_by
    from outreach_crm.written.files import decoded, read_bytes, read_text, read_toml
    from outreach_crm.written.kinds import Bare
    from outreach_crm.written.problems import refusal
    from outreach_crm.written.records import Reader, structure

__all__ = ["Bare", "Reader", "decoded", "read_by", "read_bytes", "read_text", "read_toml", "refusal", "structure"]

_HERE = "outreach_crm.written"

__getattr__ = names_from(
    __name__,
    {
        f"{_HERE}.fields": "read_by",
        f"{_HERE}.files": "decoded read_bytes read_text read_toml",
        f"{_HERE}.kinds": "Bare",
        f"{_HERE}.problems": "refusal",
        f"{_HERE}.records": "Reader structure",
    },
)
