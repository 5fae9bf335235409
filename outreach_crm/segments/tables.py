"""The tables of saved segments, and of what each of us wants to see of a list."""

from outreach_crm.storage import Kept, MigrationSet, OnErase

# conditions: JSON, [[{"filter", "value", "negate"}, …], …]; of each inner array one must be fulfilled.
_M001 = """
create table segments (
    id {id},
    name {text} not null,
    name_key {text} not null unique,
    conditions {text} not null,
    change_id {int} not null
) {strict};
create table segment_columns (
    account_id {int} primary key references accounts (id),
    chosen {text} not null
) {strict};
"""

MIGRATIONS = MigrationSet(
    feature="segments",
    steps={"m001_segments": _M001},
    kept=(Kept(table="segments", title="segment", on_erase=OnErase.CLEAR),),
)
