"""The tables of the history, and the last contact as other features may read it."""

from outreach_crm.storage import Kept, MigrationSet, Owner

_M001 = """
create table timeline_entries (
    id {id},
    kind {text} not null,
    side {text} not null,
    happened_on {text} not null,
    summary {text} not null,
    outcome {text} not null default '',
    follow_up {text} not null default '',
    follow_up_on {text},
    change_id {int} not null
) {strict};
create index timeline_entries_follow_up on timeline_entries (follow_up_on) where follow_up_on is not null;
create index timeline_entries_day on timeline_entries (happened_on);
create table timeline_contacts (
    id {id},
    entry_id {int} not null references timeline_entries (id),
    contact_id {int} not null references contacts (id),
    change_id {int} not null,
    unique (contact_id, entry_id)
) {strict};
create index timeline_contacts_entry on timeline_contacts (entry_id);
create table timeline_accounts (
    id {id},
    entry_id {int} not null references timeline_entries (id),
    account_id {int} not null references accounts (id),
    change_id {int} not null,
    unique (entry_id, account_id)
) {strict};
create index timeline_accounts_account on timeline_accounts (account_id);
"""

_OWNED = Owner("timeline_entries", "entry_id")

MIGRATIONS = MigrationSet(
    feature="timeline",
    steps={"m001_timeline": _M001},
    kept=(
        Kept(table="timeline_entries", title="entry in the history"),
        Kept(table="timeline_contacts", title="contact who took part", about=("contact_id",), owner=_OWNED),
        Kept(table="timeline_accounts", title="one of us who took part", owner=_OWNED),
    ),
    views={
        "v_last_contact": (
            "select p.contact_id, max(e.happened_on) as last_on from timeline_contacts p"
            " join timeline_entries e on e.id = p.entry_id group by p.contact_id"
        ),
    },
)
