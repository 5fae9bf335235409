"""The plugin's own table: kept, so that every change is in the journal and can be undone."""

from outreach_crm.storage import Kept, MigrationSet

_M001 = """
create table translators (
    id {id},
    contact_id {int} not null references contacts (id),
    language {text} not null,
    confirmed_on {text} not null,
    change_id {int} not null,
    unique (contact_id, language)
) {strict};
"""

MIGRATIONS = MigrationSet(
    feature="outreach_translators",
    steps={"m001_translators": _M001},
    kept=(Kept(table="translators", title="translator", about=("contact_id",)),),
)
