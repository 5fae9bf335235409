"""The tables of privacy, and the present state of consent as other features may read it."""

from outreach_crm.storage import Held, Kept, MigrationSet, OnErase, Owner

# own_word: 1 where the person said it (a consent, a withdrawal, an objection), 0 where the section decided it.
# special: whether the basis covers special categories of personal data. Empty purpose, channel or sector: any.
_M001 = """
create table consent_wordings (
    digest {text} primary key,
    wording {text} not null
) {strict};
create table consents (
    id {id},
    contact_id {int} not null references contacts (id),
    purpose {text} not null,
    channel {text} not null,
    sector {text} not null,
    own_word {int} not null,
    state {text} not null check (state in ('granted', 'withdrawn', 'objected')),
    basis {text} not null default '',
    special {int} not null default 0,
    given_on {text} not null,
    valid_until {text},
    source {text} not null default '',
    wording {text} references consent_wordings (digest),
    language {text} not null default '',
    proof {text} not null default '',
    recorded_by {int} references accounts (id),
    recorded_at {text} not null,
    change_id {int} not null
) {strict};
create index consents_contact on consents
    (contact_id, purpose, channel, sector, own_word, given_on, id, state, special, valid_until);
create index consents_until on consents (contact_id, valid_until) where valid_until is not null;
create index consents_wording on consents (wording) where wording is not null;
create index consents_recorded_by on consents (recorded_by) where recorded_by is not null;
create table suppressions (
    id {id},
    kind {text} not null check (kind in ('email', 'phone', 'post')),
    address_key {text} not null,
    channel {text} not null,
    purpose {text} not null,
    reason {text} not null default '',
    since {text} not null,
    change_id {int} not null,
    unique (address_key, channel, purpose)
) {strict};
create table warning_confirmations (
    id {id},
    ref_kind {text},
    ref_id {int},
    purpose {text} not null,
    contacts {int} not null,
    rules {text} not null,
    account_id {int} references accounts (id),
    confirmed_at {text} not null,
    change_id {int} not null
) {strict};
create index warning_confirmations_ref on warning_confirmations (ref_kind, ref_id);
create index warning_confirmations_account on warning_confirmations (account_id) where account_id is not null;
create table legal_holds (
    id {id},
    contact_id {int} not null references contacts (id),
    reason {text} not null,
    until_on {text},
    change_id {int} not null
) {strict};
create index legal_holds_contact on legal_holds (contact_id);
create table access_log (
    id {id},
    account_id {int} references accounts (id),
    actor {text} not null,
    at {text} not null,
    what {text} not null,
    purpose {text} not null,
    count {int} not null,
    contact_id {int} references contacts (id),
    said {text} not null default '',
    said_for {text} not null default ''
) {strict};
create index access_log_contact on access_log (contact_id) where contact_id is not null;
create index access_log_account on access_log (account_id) where account_id is not null;
"""

_STRUCK = "(select 1 from struck_out x where x.tbl = 'consents' and x.row_id = {0}.id)"
_NOW = (
    "select c.id, c.contact_id, c.purpose, c.channel, c.sector, c.own_word, c.state, c.basis, c.special, c.given_on,"
    f" c.valid_until from consents c where not exists {_STRUCK.format('c')} and not exists"
    " (select 1 from consents n where n.contact_id = c.contact_id and n.purpose = c.purpose and n.channel = c.channel"
    " and n.sector = c.sector and n.own_word = c.own_word and (n.given_on, n.id) > (c.given_on, c.id)"
    f" and not exists {_STRUCK.format('n')})"
)

MIGRATIONS = MigrationSet(
    feature="privacy",
    steps={"m001_privacy": _M001},
    kept=(
        Kept(
            table="consents",
            title="basis or consent",
            about=("contact_id",),
            owner=Owner("contacts", "contact_id"),
            ledger=True,
        ),
        Kept(table="suppressions", title="suppressed address"),
        Kept(
            table="legal_holds",
            title="legal hold",
            about=("contact_id",),
            owner=Owner("contacts", "contact_id"),
        ),
        Kept(table="warning_confirmations", title="confirmation of warnings"),
    ),
    held=(Held(table="access_log", title="entry in the log of access", about=("contact_id",), on_erase=OnErase.CLEAR),),
    views={
        # One row for each person, purpose, channel, sector, and whose word it is: what was said last. An empty
        # purpose, channel or sector means any; valid_until may have passed. What an undo struck out is left out.
        "v_consents_now": _NOW,
    },
)
