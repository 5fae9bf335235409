"""The kernel's own tables: accounts and circles, the journal of changes, the words index."""

from outreach_crm.policy import DataClass
from outreach_crm.storage.masking import Mask
from outreach_crm.storage.schema import Kept, MigrationSet, Owner

_M001 = """
create table accounts (
    id {id},
    name {text} not null,
    name_key {text} not null unique,
    retired_on {text},
    change_id {int} not null
) {strict};
create table changes (
    id {id},
    account_id {int} references accounts (id),
    actor {text} not null,
    via {text} not null,
    what {text} not null,
    why {text} not null default '',
    final {int} not null default 0,
    undoes {int} references changes (id),
    process {text} not null default '',
    opened_at {text} not null,
    touched_at {text} not null,
    closed_at {text},
    failed {int} not null default 0,
    seq {int} unique,
    told {text},
    link {text}
) {strict};
create index changes_account on changes (account_id);
create index changes_undoes on changes (undoes) where undoes is not null;
create index changes_open on changes (id) where seq is null;
create table open_change (id {int} primary key check (id = 1), change_id {int}) {strict};
insert into open_change (id, change_id) values (1, null);
create table change_rows (
    id {id},
    change_id {int} not null references changes (id),
    tbl {text} not null,
    row_id {int} not null,
    owner_row {int} not null,
    contact_id {int},
    contact2_id {int},
    previous {int} not null,
    before {text},
    digest {text}
) {strict};
create unique index change_rows_row on change_rows (tbl, row_id, change_id);
create index change_rows_change on change_rows (change_id, id);
create index change_rows_previous on change_rows (previous);
create index change_rows_contact on change_rows (contact_id) where contact_id is not null;
create index change_rows_contact2 on change_rows (contact2_id) where contact2_id is not null;
create table struck_out (
    id {id},
    tbl {text} not null,
    row_id {int} not null,
    contact_id {int},
    change_id {int} not null,
    unique (tbl, row_id)
) {strict};
create index struck_out_contact on struck_out (contact_id) where contact_id is not null;
create table words (
    word {text} not null,
    tbl {text} not null,
    ref {int} not null,
    primary key (word, tbl, ref)
) {clustered};
create table circles (
    id {id},
    name {text} not null,
    name_key {text} not null unique,
    change_id {int} not null
) {strict};
create table circle_members (
    id {id},
    circle_id {int} not null references circles (id),
    account_id {int} not null references accounts (id),
    change_id {int} not null,
    unique (circle_id, account_id)
) {strict};
create index circle_members_account on circle_members (account_id);
create table agreements (
    id {id},
    ref_kind {text} not null,
    ref_id {int} not null,
    digest {text} not null,
    account_id {int} not null references accounts (id),
    change_id {int} not null,
    unique (ref_kind, ref_id, digest, account_id)
) {strict};
create index agreements_account on agreements (account_id);
create table moved_rows (
    id {id},
    contact_id {int} not null,
    tbl {text} not null,
    col {text} not null,
    row_id {int} not null,
    from_id {int} not null,
    to_id {int} not null,
    change_id {int} not null
) {strict};
create index moved_rows_contact on moved_rows (contact_id);
"""

_M002 = """
alter table accounts add column role {text} not null default 'officer';
"""

# An address is of one account only, and most need none.
_M003 = """
alter table accounts add column email {text} not null default '';
create unique index accounts_email on accounts (email) where email <> '';
"""

_M004 = """
alter table accounts add column language {text} not null default '';
"""

KERNEL = MigrationSet(
    feature="kernel",
    # What records said before they were altered is of all classes.
    masks=(Mask(table="change_rows", data=DataClass.AT_RISK),),
    steps={"m001_kernel": _M001, "m002_roles": _M002, "m003_addresses": _M003, "m004_languages": _M004},
    kept=(
        Kept(table="accounts", title="account"),
        Kept(table="struck_out", title="entry struck out of a ledger", about=("contact_id",)),
        Kept(table="agreements", title="agreement"),
        Kept(table="circles", title="circle"),
        Kept(table="circle_members", title="member of a circle"),
        # Numbers only: which rows that are not kept themselves a merge has moved from one record to another.
        Kept(
            table="moved_rows",
            title="row moved by a merge",
            about=("contact_id",),
            owner=Owner("contacts", "contact_id"),
        ),
    ),
)
