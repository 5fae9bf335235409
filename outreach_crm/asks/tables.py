"""The tables of asks, and what other features may read of them."""

from outreach_crm.storage import Kept, MigrationSet, Owner
from outreach_crm.text import say

_M001 = """
create table asks (
    id {id},
    contact_id {int} not null references contacts (id),
    sentence {text} not null,
    why {text} not null,
    due_on {text} not null,
    kind {text} not null default '',
    country {text} not null default '',
    owner_id {int} references accounts (id),
    how {text} not null default '',
    given {text} not null default '',
    copied {int} not null default 1,
    follow_up {text} not null default '',
    state {text} not null,
    made_on {text},
    answered_on {text},
    done_on {text},
    reported_on {text},
    thanked_on {text},
    reason {text} not null default '',
    result {text} not null default '',
    batch {text} not null default '',
    change_id {int} not null
) {strict};
create index asks_contact on asks (contact_id, made_on);
create index asks_due on asks (due_on) where state in ('planned', 'made', 'agreed');
create index asks_state on asks (state, due_on);
create index asks_owner on asks (owner_id) where owner_id is not null;
create table ask_contacts (
    id {id},
    ask_id {int} not null references asks (id),
    contact_id {int} not null references contacts (id),
    part {text} not null,
    because {text} not null default '',
    change_id {int} not null,
    unique (ask_id, contact_id, part)
) {strict};
create index ask_contacts_contact on ask_contacts (contact_id);
create table ask_entries (
    id {id},
    ask_id {int} not null references asks (id),
    entry_id {int} not null,
    state {text} not null,
    change_id {int} not null,
    unique (ask_id, entry_id)
) {strict};
create table advice (
    id {id},
    question {text} not null,
    sector {text} not null default '',
    due_on {text} not null,
    owner_id {int} references accounts (id),
    answered_on {text},
    what {text} not null default '',
    how {text} not null default '',
    whom {text} not null default '',
    change_id {int} not null
) {strict};
create index advice_open on advice (due_on) where answered_on is null;
create index advice_owner on advice (owner_id) where owner_id is not null;
create table advice_contacts (
    id {id},
    advice_id {int} not null references advice (id),
    contact_id {int} not null references contacts (id),
    part {text} not null,
    change_id {int} not null,
    unique (advice_id, contact_id, part)
) {strict};
create index advice_contacts_contact on advice_contacts (contact_id);
create table contact_rungs (
    id {id},
    contact_id {int} not null references contacts (id),
    rung {text} not null,
    said_on {text} not null,
    because {text} not null,
    change_id {int} not null
) {strict};
create index contact_rungs_contact on contact_rungs (contact_id, said_on);
"""

_OWNED = Owner("asks", "ask_id")

MIGRATIONS = MigrationSet(
    feature="asks",
    steps={"m001_asks": _M001},
    kept=(
        Kept(table="asks", title="ask", about=("contact_id",)),
        Kept(
            table="ask_contacts",
            title="somebody who has to do with an ask",
            about=("contact_id",),
            owner=_OWNED,
        ),
        # No reference: an entry may be struck out of the history. The state is empty where the ask stayed.
        Kept(table="ask_entries", title="step of an ask", owner=_OWNED),
        # About whoever it names: the adviser, whom it is about, whom it is best to ask.
        Kept(table="advice", title="advice on whom to ask what"),
        Kept(
            table="advice_contacts",
            title="somebody in an advice",
            about=("contact_id",),
            owner=Owner("advice", "advice_id"),
        ),
        Kept(
            table="contact_rungs",
            title="level of contact",
            about=("contact_id",),
            owner=Owner("contacts", "contact_id"),
        ),
    ),
    columns={
        "rung": say("level of contact"),
        "said_on": say("said on"),
        "advice_id": say("advice"),
        "how": say("how best to approach them"),
        "question": say("question"),
        "what": say("what it is best to ask"),
        "whom": say("whom to approach"),
        "ask_id": say("ask"),
        "entry_id": say("entry in the history"),
        "result": say("what came of it"),
        "because": say("why this one"),
        "copied": say("we are copied in"),
        "follow_up": say("how to follow up"),
        "given": say("what they were given"),
        "made_on": say("asked on"),
        "part": say("part"),
        "reported_on": say("told of on"),
        "sentence": say("what they are asked"),
        "thanked_on": say("thanked on"),
        "answered_on": say("answered on"),
        "batch": "",
        "why": say("why they"),
    },
    views={
        # state: how far it has come; days are ISO 8601, None until then.
        "v_asks": (
            "select id, contact_id, owner_id, due_on, kind, country, state, made_on, answered_on, done_on, reported_on,"
            " thanked_on from asks"
        ),
    },
)
