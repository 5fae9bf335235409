"""The tables of files of contacts: which column says what, kept by name."""

from outreach_crm.storage import Kept, MigrationSet

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

MIGRATIONS = MigrationSet(
    feature="transfer",
    steps={"m001_mappings": _M001},
    kept=(Kept(table="import_mappings", title="mapping of an import"),),
)
