"""The tables of groups, and what other features may read of them."""

from outreach_crm.storage import Kept, MigrationSet, Owner

_M001 = """
create table groups (
    id {id},
    contact_id {int} not null unique references contacts (id),
    structure {text} not null,
    level {text} not null default '',
    purpose {text} not null default '',
    regions {text} not null default '',
    capacity {int} check (capacity >= 0),
    meeting_days {int},
    fee {text} not null default '',
    fee_paid_until {text},
    serviced_by {text} not null default '',
    formed_from_id {int} references contacts (id) check (formed_from_id <> contact_id),
    advises_id {int} references contacts (id) check (advises_id <> contact_id),
    founded_on {text},
    ended_on {text} check (ended_on >= founded_on),
    change_id {int} not null
) {strict};
create index groups_formed_from on groups (formed_from_id) where formed_from_id is not null;
create index groups_advises on groups (advises_id) where advises_id is not null;
create table group_members (
    id {id},
    group_id {int} not null references contacts (id),
    person_id {int} not null references contacts (id),
    role {text} not null,
    from_on {text} not null,
    to_on {text} check (to_on >= from_on),
    change_id {int} not null
) {strict};
create index group_members_group on group_members (group_id);
create index group_members_person on group_members (person_id);
create table group_resources (
    id {id},
    group_id {int} not null references contacts (id),
    year {int} not null,
    heading {text} not null,
    planned {real} not null default 0 check (planned >= 0),
    used {real} not null default 0 check (used >= 0),
    change_id {int} not null,
    unique (group_id, year, heading)
) {strict};
"""

_M002 = """
create table group_accounts (
    id {id},
    group_id {int} not null references contacts (id),
    account_id {int} not null references accounts (id),
    change_id {int} not null,
    unique (group_id, account_id)
) {strict};
create index group_accounts_account on group_accounts (account_id);
"""
_OWN_GROUPS = "select a.group_id from group_accounts a where a.account_id = cast(:actor_id as {int})"
_THEIR_MEMBERS = (
    "select m.person_id from group_members m join group_accounts a on a.group_id = m.group_id"
    " where a.account_id = cast(:actor_id as {int}) and (m.to_on is null or m.to_on > :today)"
)

MIGRATIONS = MigrationSet(
    feature="groups",
    steps={"m001_groups": _M001, "m002_accounts": _M002},
    kept=(
        Kept(table="groups", title="group", about=("contact_id",), owner=Owner("contacts", "contact_id")),
        # About two contacts and owned by neither: a term is a record of its own.
        Kept(table="group_members", title="membership of a group", about=("group_id", "person_id")),
        Kept(
            table="group_resources",
            title="resources of a group",
            about=("group_id",),
            owner=Owner("contacts", "group_id"),
            sums=("planned", "used"),
        ),
        Kept(table="group_accounts", title="account of a group", about=("group_id",)),
    ),
    lets_see=(_OWN_GROUPS, _THEIR_MEMBERS),
    views={
        # contact_id is the group as a contact; structure, level: keys of groups.model; capacity: cases or actions at
        # once; formed_from_id, advises_id: other groups as contacts; from ended_on (a day) on it is no more.
        "v_groups": (
            "select contact_id, structure, level, regions, capacity, meeting_days, formed_from_id, advises_id,"
            " founded_on, ended_on from groups"
        ),
        # group_id and person_id are contacts. A member is one from from_on until the day before to_on: present where
        # from_on <= :today and (to_on is null or to_on > :today). Who shows persons adds the visibility of both.
        "v_group_members": "select group_id, person_id, role, from_on, to_on from group_members",
    },
)
