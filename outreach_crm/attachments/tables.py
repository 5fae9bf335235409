"""The tables of files: whose they are, which is kept, and what is in them, which no journal could hold."""

from outreach_crm.storage import Kept, MigrationSet

# Two files with the same in them share it. What nobody refers to any more goes: see storage/contents.py.
_M001 = """
create table attachment_contents (
    sha256 {text} primary key,
    data {blob} not null
) {strict};
create table attachments (
    id {id},
    ref_kind {text} not null,
    ref_id {int} not null,
    name {text} not null,
    media_type {text} not null,
    size {int} not null,
    sha256 {text} not null references attachment_contents (sha256),
    language {text} not null default '',
    change_id {int} not null
) {strict};
create index attachments_ref on attachments (ref_kind, ref_id, id);
create index attachments_sha256 on attachments (sha256);
"""

MIGRATIONS = MigrationSet(
    feature="attachments",
    steps={"m001_attachments": _M001},
    kept=(Kept(table="attachments", title="file"),),
)
