"""What people write becomes text, tables and records; every mistake is told at once, with file and the way to it."""

from outreach_crm.written.fields import read_by
from outreach_crm.written.files import decoded, read_bytes, read_text, read_toml
from outreach_crm.written.kinds import Bare
from outreach_crm.written.problems import refusal
from outreach_crm.written.records import Reader, structure

__all__ = ["Bare", "Reader", "decoded", "read_by", "read_bytes", "read_text", "read_toml", "refusal", "structure"]
