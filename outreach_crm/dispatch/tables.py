"""The tables of the outbox, the ways a delivery may go, and what other features may read of it."""

from outreach_crm.dispatch.model import DELIVERY_WAYS, DISPATCH_WAYS
from outreach_crm.storage import Held, Kept, MigrationSet, Moves, OnErase, Owner

# A delivery is a recipient of a dispatch: nobody who was considered is without one. One that was erased has no contact.
# A text of a test says what it says of one contact, seen_as, and goes with them; others have fields.
# A check is what somebody said of the texts whose digest stands with it.
# What was made says nothing of the person (sheet 17-42), so that it can be found among the paper of whoever was erased.
# address_key is empty (null) where nothing is sent, so that it takes nobody's place at an address that people share.
_M001 = """
create table dispatches (
    id {id},
    uid {text} not null unique,
    ref_kind {text},
    ref_id {int},
    name {text} not null,
    name_key {text} not null unique,
    purpose {text} not null,
    sector {text} not null default '',
    channel {text} not null,
    place {text} not null default '',
    segment {text} not null default '',
    signed_up {int} not null default 0,
    policy {text} not null check (policy in ('hold', 'resend')),
    fields {text} not null default '{}',
    variants {text} not null default '{}',
    reasons {text} not null default '{}',
    follows {int} references dispatches (id),
    test_of {int} references dispatches (id),
    until_on {text},
    second_above {int} not null default 0,
    state {text} not null default 'draft'
        check (state in ('draft', 'approved', 'sending', 'paused', 'stopped', 'done')),
    frozen_at {text},
    approved_by {int} references accounts (id),
    approved_at {text},
    halted_by {int} references accounts (id),
    halted_at {text},
    halted_because {text} not null default '',
    for_good {int} not null default 0,
    change_id {int} not null
) {strict};
create index dispatches_ref on dispatches (ref_kind, ref_id) where ref_kind is not null;
create index dispatches_open on dispatches (state, id) where state <> 'done';
create index dispatches_follows on dispatches (follows) where follows is not null;
create index dispatches_test_of on dispatches (test_of) where test_of is not null;
create index dispatches_approved_by on dispatches (approved_by) where approved_by is not null;
create index dispatches_halted_by on dispatches (halted_by) where halted_by is not null;
create table dispatch_texts (
    id {id},
    dispatch_id {int} not null references dispatches (id),
    language {text} not null,
    subject {text} not null,
    body {text} not null,
    seen_as {int} references contacts (id),
    change_id {int} not null,
    unique (dispatch_id, language)
) {strict};
create index dispatch_texts_seen_as on dispatch_texts (seen_as) where seen_as is not null;
create table dispatch_checks (
    id {id},
    dispatch_id {int} not null references dispatches (id),
    said {text} not null check (said in ('accurate', 'impartial', 'within-mandate', 'allegations-as-such')),
    digest {text} not null,
    checked_by {int} references accounts (id),
    checked_at {text} not null,
    change_id {int} not null,
    unique (dispatch_id, said)
) {strict};
create index dispatch_checks_by on dispatch_checks (checked_by) where checked_by is not null;
create table dispatch_letters (
    id {id},
    dispatch_id {int} not null references dispatches (id),
    language {text} not null,
    name {text} not null,
    address {text} not null default '',
    salutation {text} not null default '',
    body {text} not null default '',
    copies {text} not null default '',
    change_id {int} not null
) {strict};
create index dispatch_letters_dispatch on dispatch_letters (dispatch_id);
create table dispatch_costs (
    id {id},
    dispatch_id {int} not null references dispatches (id),
    group_id {int} not null references contacts (id),
    year {int} not null,
    heading {text} not null,
    amount {real} not null check (amount > 0),
    change_id {int} not null,
    unique (dispatch_id, group_id, heading)
) {strict};
create index dispatch_costs_group on dispatch_costs (group_id);
create table deliveries (
    id {id},
    dispatch_id {int} not null references dispatches (id),
    contact_id {int} references contacts (id),
    channel {text} not null,
    address_key {text},
    language {text} not null,
    variant {text} not null default '',
    because {text} not null default '',
    state {text} not null check (state in ('queued', 'claimed', 'inflight', 'in_hand', 'sent', 'deferred', 'failed',
        'in_doubt', 'cancelled', 'refused')),
    rule {text} not null default '',
    detail {text} not null default '',
    attempts {int} not null default 0,
    resent {int} not null default 0,
    owner {text} not null default '',
    lease_until {text} not null default '',
    not_before {text} not null default '',
    code {text} not null default '',
    reply {text} not null default '',
    made {text} not null default '',
    returned {text} not null default '',
    settled_at {text},
    check (state <> 'sent' or code <> ''),
    check (state not in ('claimed', 'inflight') or owner <> ''),
    unique (contact_id, dispatch_id, channel),
    unique (dispatch_id, channel, address_key)
) {strict};
create index deliveries_due on deliveries (dispatch_id, not_before, id) where state in ('queued', 'deferred');
create index deliveries_out on deliveries (lease_until) where state in ('claimed', 'inflight');
create index deliveries_in_hand on deliveries (dispatch_id) where state = 'in_hand';
create index deliveries_doubt on deliveries (dispatch_id) where state = 'in_doubt';
"""

# What a newsletter tells of, by the title under which it stands in the text; why it was stopped since, if it was.
_M002 = """
create table dispatch_news (
    id {id},
    dispatch_id {int} not null references dispatches (id),
    ref_kind {text} not null,
    ref_id {int} not null,
    title {text} not null,
    stopped_because {text} not null default '',
    change_id {int} not null
) {strict};
create index dispatch_news_dispatch on dispatch_news (dispatch_id);
create index dispatch_news_ref on dispatch_news (ref_kind, ref_id);
"""

# A mailing about a contact that only a circle sees, or about what belongs to one, is of that circle, whoever gets it.
_M003 = """
alter table dispatches add column circle_id {int} references circles (id);
create index dispatches_circle on dispatches (circle_id) where circle_id is not null;
"""

MIGRATIONS = MigrationSet(
    feature="dispatch",
    steps={"m001_dispatch": _M001, "m002_news": _M002, "m003_circle": _M003},
    kept=(
        # It stays when the last of its recipients is erased, and can say how many it went to.
        Kept(table="dispatches", title="mailing", on_erase=OnErase.CLEAR),
        Kept(
            table="dispatch_texts",
            title="text of a mailing",
            about=("seen_as",),
            owner=Owner("dispatches", "dispatch_id"),
            on_erase=OnErase.CLEAR,
            clears=("subject", "body"),
        ),
        Kept(
            table="dispatch_letters",
            title="letter to send on",
            owner=Owner("dispatches", "dispatch_id"),
            on_erase=OnErase.CLEAR,
        ),
        Kept(
            table="dispatch_checks",
            title="check of a mailing",
            owner=Owner("dispatches", "dispatch_id"),
            on_erase=OnErase.CLEAR,
        ),
        Kept(
            table="dispatch_news",
            title="news that a mailing tells",
            owner=Owner("dispatches", "dispatch_id"),
            on_erase=OnErase.CLEAR,
        ),
        # With the resources it is taken from, so that both are taken back or neither.
        Kept(
            table="dispatch_costs",
            title="cost of a mailing",
            about=("group_id",),
            owner=Owner("contacts", "group_id"),
            sums=("amount",),
        ),
    ),
    held=(
        # The row stays, so that a mailing can say how many it went to; what it said of the person goes.
        Held(
            table="deliveries",
            title="delivery of a mailing",
            about=("contact_id",),
            owner=Owner("dispatches", "dispatch_id"),
            on_erase=OnErase.CLEAR,
            clears=("address_key", "because", "detail", "reply", "returned"),
        ),
    ),
    moves=(
        Moves(table="dispatches", column="state", ways=DISPATCH_WAYS),
        Moves(table="deliveries", column="state", ways=DELIVERY_WAYS),
    ),
    views={
        "v_dispatches": (
            "select id, uid, ref_kind, ref_id, name, purpose, sector, channel, follows, state, frozen_at,"
            " approved_at, until_on, test_of from dispatches"
        ),
        "v_deliveries": (
            "select d.id, d.dispatch_id, d.contact_id, d.channel, d.language, d.variant, d.state, d.rule,"
            " d.settled_at, d.reply, p.purpose, p.sector, p.name, p.ref_kind, p.ref_id, d.address_key,"
            " d.returned, d.made"
            " from deliveries d join dispatches p on p.id = d.dispatch_id"
        ),
        # The same without what the dispatch says, for statements that ask of many contacts what each received.
        "v_recipients": "select id, dispatch_id, contact_id, channel, state from deliveries",
    },
)
