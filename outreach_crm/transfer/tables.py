"""The tables of files of contacts: which column says what, kept by name, and files that wait."""

from outreach_crm.storage import Held, Kept, MigrationSet
from outreach_crm.text import say

# A mapping is read and written as a whole: its columns are one JSON object from header to field.
_M001 = """
create table import_mappings (
    id {id},
    name {text} not null,
    name_key {text} not null unique,
    kind {text} not null default '',
    fields {text} not null,
    change_id {int} not null
) {strict};
"""

# Files on their way in or out are of one person, and go after some days: no journal may remember what is in them.
# part: the file itself, or what an import did not take in.
_M002 = """
create table transfer_files (
    id {id},
    account_id {int} not null references accounts (id),
    way {text} not null check (way in ('in', 'out')),
    name {text} not null,
    size {int} not null,
    made_at {text} not null,
    until_on {text} not null,
    notes {text} not null
) {strict};
create index transfer_files_account on transfer_files (account_id);
create index transfer_files_until on transfer_files (until_on);
create table transfer_file_parts (
    id {id},
    file_id {int} not null references transfer_files (id),
    part {text} not null check (part in ('file', 'refused', 'whom')),
    piece {blob} not null
) {strict};
create index transfer_file_parts_file on transfer_file_parts (file_id, part, id);
create table transfer_lines (
    id {id},
    file_id {int} not null references transfer_files (id),
    outcome {text} not null,
    line {int} not null,
    name {text} not null,
    contact_id {int} references contacts (id),
    sentence {text} not null,
    changes {text} not null
) {strict};
create index transfer_lines_file on transfer_lines (file_id, outcome, id);
create index transfer_lines_contact on transfer_lines (contact_id) where contact_id is not null;
"""

# What a sentence is made of, so that it is read in the language of whoever looks.
_M003 = "alter table transfer_lines add column said {text} not null default '';"

# conditions: those of the segment, as they are written, as JSON.
_M004 = """
create table export_requests (
    id {id},
    conditions {text} not null,
    purpose {text} not null,
    sector {text} not null,
    channel {text} not null,
    count {int} not null,
    asked_on {text} not null,
    change_id {int} not null
) {strict};
create index export_requests_day on export_requests (asked_on);
"""

MIGRATIONS = MigrationSet(
    feature="transfer",
    steps={"m001_mappings": _M001, "m002_files": _M002, "m003_said": _M003, "m004_requests": _M004},
    kept=(
        Kept(table="import_mappings", title="mapping of an import"),
        Kept(table="export_requests", title="export that waits for a second person"),
    ),
    columns={"asked_on": say("asked on"), "count": say("number of contacts")},
    held=(Held(table="transfer_lines", title="line of a file that waits to be imported", about=("contact_id",)),),
)
