"""The tables of e-mail: the pace of sending, what came back, and how far each inbox was looked through."""

from outreach_crm.storage import Held, MigrationSet

# When the next message is due, in seconds since 1970: in all (the empty scope), and for a domain, by a keyed digest.
# Rows whose moment has passed say nothing any more and are removed.
_M001 = """
create table mail_paces (
    scope {text} primary key,
    due {real} not null
) {strict};
"""

# One mail is one row however often it is fetched: its digest says so. Mails that have nothing to do with a message of
# ours leave no row, only a count. made_change is the change that was made because of it. delivery_id has no foreign
# key: merging two contacts may drop one of two deliveries.
_M002 = """
create table mail_returns (
    id {id},
    digest {text} not null unique,
    delivery_id {int} not null,
    dispatch_id {int} not null references dispatches (id),
    contact_id {int} not null references contacts (id),
    address_key {text} not null default '',
    kind {text} not null,
    status {text} not null default '',
    diagnostic {text} not null default '',
    sender {text} not null default '',
    subject {text} not null default '',
    text {text} not null default '',
    came_at {text} not null,
    marked {int} not null default 0,
    made_change {int},
    read_at {text}
) {strict};
create index mail_returns_delivery on mail_returns (delivery_id);
create index mail_returns_dispatch on mail_returns (dispatch_id, kind);
create index mail_returns_contact on mail_returns (contact_id);
create index mail_returns_address on mail_returns (address_key, came_at) where address_key <> '';
create index mail_returns_unread on mail_returns (came_at) where read_at is null;
create table mail_inboxes (
    id {id},
    place {text} not null unique,
    validity {text} not null default '',
    last {int} not null default 0,
    again {text} not null default '[]',
    forged {int} not null default 0,
    looked_at {text}
) {strict};
"""

MIGRATIONS = MigrationSet(
    feature="outreach_mail",
    steps={"m001_paces": _M001, "m002_returns": _M002},
    held=(Held(table="mail_returns", title="mail that came back", about=("contact_id",)),),
)
