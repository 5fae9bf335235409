"""The tables of mutuality."""

from outreach_crm.storage import Kept, MigrationSet, Owner
from outreach_crm.text import say

_M001 = """
create table mutuality_requests (
    id {id},
    contact_id {int} not null references contacts (id),
    kind {text} not null check (kind in ('speaker', 'co-sponsor', 'sign-on', 'logo', 'funds', 'premises', 'information',
        'joint event', 'publicity', 'other')),
    text {text} not null,
    words {text} not null default '[]',
    received_on {text} not null,
    came_by {text} not null default '',
    deadline_on {text},
    country {text} not null default '',
    amount {real} not null default 0 check (amount >= 0),
    owner_id {int} references accounts (id),
    state {text} not null,
    change_id {int} not null
) {strict};
create index mutuality_requests_contact on mutuality_requests (contact_id, received_on);
create index mutuality_requests_state on mutuality_requests (state, deadline_on);
create index mutuality_requests_owner on mutuality_requests (owner_id) where owner_id is not null;
create index mutuality_requests_kind on mutuality_requests (kind, id);
create table mutuality_people (
    id {id},
    request_id {int} not null references mutuality_requests (id),
    contact_id {int} not null references contacts (id),
    change_id {int} not null,
    unique (request_id, contact_id)
) {strict};
create index mutuality_people_contact on mutuality_people (contact_id);
create table mutuality_findings (
    id {id},
    request_id {int} not null references mutuality_requests (id),
    rule {text} not null,
    verdict {text} not null check (verdict in ('yes', 'no', 'unclear')),
    sentence {text} not null,
    said_by {text} not null,
    said_on {text} not null,
    asked_id {int} references accounts (id),
    change_id {int} not null,
    unique (request_id, rule)
) {strict};
create index mutuality_findings_against on mutuality_findings (rule, request_id) where verdict <> 'yes';
create index mutuality_findings_asked on mutuality_findings (asked_id) where asked_id is not null;
create table mutuality_decisions (
    id {id},
    request_id {int} not null unique references mutuality_requests (id),
    outcome {text} not null check (outcome in
        ('accept', 'accept in part', 'offer something else', 'refer', 'decline', 'consult')),
    told {text} not null,
    kept {text} not null default '',
    rule {text} not null default '',
    offered {text} not null default '',
    departs {text} not null default '',
    asked_id {int} references accounts (id),
    decided_by {text} not null,
    decided_on {text} not null,
    change_id {int} not null
) {strict};
create index mutuality_decisions_asked on mutuality_decisions (asked_id) where asked_id is not null;
create table mutuality_promises (
    id {id},
    request_id {int} not null references mutuality_requests (id),
    what {text} not null,
    due_on {text} not null,
    done_on {text},
    change_id {int} not null
) {strict};
create index mutuality_promises_request on mutuality_promises (request_id);
create index mutuality_promises_due on mutuality_promises (due_on) where done_on is null;
create index mutuality_promises_kept on mutuality_promises (due_on) where done_on is not null;
create table mutuality_answers (
    id {id},
    request_id {int} not null references mutuality_requests (id),
    language {text} not null,
    text {text} not null,
    made_on {text} not null,
    sent_on {text},
    sent_by {text} not null default '',
    dispatch_id {int} references dispatches (id),
    change_id {int} not null
) {strict};
create index mutuality_answers_request on mutuality_answers (request_id);
create index mutuality_answers_dispatch on mutuality_answers (dispatch_id) where dispatch_id is not null;
"""

_OWNED = Owner("mutuality_requests", "request_id")

MIGRATIONS = MigrationSet(
    feature="outreach_mutuality",
    steps={"m001_mutuality": _M001},
    kept=(
        Kept(table="mutuality_requests", title="request of an organisation", about=("contact_id",), words=True),
        Kept(table="mutuality_people", title="who asks for an organisation", about=("contact_id",), owner=_OWNED),
        Kept(table="mutuality_findings", title="what a rule says of a request", owner=_OWNED, inner=("said_by",)),
        Kept(table="mutuality_decisions", title="decision on a request", owner=_OWNED, inner=("kept", "decided_by")),
        Kept(table="mutuality_promises", title="promise to an organisation", owner=_OWNED),
        Kept(table="mutuality_answers", title="answer to a request", owner=_OWNED),
    ),
    columns={
        "amount": say("money"),
        "asked_id": say("who looks at it"),
        "came_by": say("how it came"),
        "deadline_on": say("by when they need an answer"),
        "decided_by": say("decided by"),
        "decided_on": say("decided on"),
        "departs": say("how it departs from before"),
        "dispatch_id": say("message in which it leaves"),
        "done_on": say("done on"),
        "due_on": say("by"),
        "kept": say("reason kept"),
        "made_on": say("written on"),
        "offered": say("what was offered"),
        "outcome": say("what was decided"),
        "received_on": say("received on"),
        "request_id": say("request to us"),
        "rule": say("rule"),
        "said_by": say("said by"),
        "said_on": say("said on"),
        "sent_by": say("sent by"),
        "sent_on": say("sent on"),
        "sentence": say("why"),
        "told": say("reason told"),
        "verdict": say("what it says"),
        "what": say("what was promised"),
    },
)
