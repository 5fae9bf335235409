"""The table of calendars that are offered at a secret address."""

from outreach_crm.storage import Kept
from outreach_crm.text import say

SQL = """
create table meeting_feeds (
    id {id},
    uid {text} not null unique,
    group_id {int} references contacts (id),
    account_id {int} references accounts (id),
    made_on {text} not null,
    revoked_on {text},
    change_id {int} not null,
    check ((group_id is null) <> (account_id is null))
) {strict};
create index meeting_feeds_group on meeting_feeds (group_id) where group_id is not null;
create index meeting_feeds_account on meeting_feeds (account_id) where account_id is not null;
"""

KEPT = (Kept(table="meeting_feeds", title="address of a calendar", about=("group_id",)),)

COLUMNS = {"account_id": say("whose"), "made_on": say("made on"), "revoked_on": say("good until")}
