"""What people say of decisions on cases, what became of it step by step, and the answers that are written."""

from outreach_crm.storage import Kept, OnErase, Owner

# A step is only ever added, each after the one that was the last; an undo takes the last one back. Whoever is erased
# leaves that something was said, when, and whether it was answered: the section owes that account to everybody.
SQL = """
create table case_feedback (
    id {id},
    case_id {int} references cases (id),
    about {text} not null default '',
    decision {text} not null check (decision in ('inclusion', 'exclusion', 'closure', 'dormancy')),
    contact_id {int} references contacts (id),
    giver {text} not null default '',
    text {text} not null,
    received_on {text} not null,
    due_on {text} not null,
    came_by {text} not null default '',
    owner_id {int} references accounts (id),
    change_id {int} not null,
    check ((case_id is null) = (about <> '')),
    check (due_on >= received_on)
) {strict};
create index case_feedback_case on case_feedback (case_id) where case_id is not null;
create index case_feedback_contact on case_feedback (contact_id) where contact_id is not null;
create index case_feedback_owner on case_feedback (owner_id) where owner_id is not null;
create index case_feedback_received on case_feedback (received_on, id);
create table case_feedback_steps (
    id {id},
    feedback_id {int} not null references case_feedback (id),
    after_id {int} references case_feedback_steps (id),
    step {text} not null check (step in ('answered', 'came back', 'appealed', 'concluded')),
    happened_on {text} not null,
    due_on {text},
    outcome {text} not null default '' check (outcome in ('', 'upheld', 'changed', 'changed in part', 'withdrawn')),
    text {text} not null default '',
    way {text} not null default '',
    done_by {text} not null default '',
    said_by {text} not null,
    dispatch_id {int} references dispatches (id),
    change_id {int} not null,
    check ((step = 'concluded') = (outcome <> '')),
    check ((step = 'appealed') = (due_on is not null))
) {strict};
create index case_feedback_steps_of on case_feedback_steps (feedback_id, id);
create index case_feedback_steps_after on case_feedback_steps (after_id) where after_id is not null;
create index case_feedback_steps_dispatch on case_feedback_steps (dispatch_id) where dispatch_id is not null;
create table case_feedback_answers (
    id {id},
    feedback_id {int} not null unique references case_feedback (id),
    language {text} not null,
    subject {text} not null,
    text {text} not null,
    made_on {text} not null,
    dispatch_id {int} references dispatches (id),
    change_id {int} not null
) {strict};
create index case_feedback_answers_dispatch on case_feedback_answers (dispatch_id) where dispatch_id is not null;
"""

_OWNED = Owner("case_feedback", "feedback_id")
KEPT = (
    Kept(
        table="case_feedback",
        title="feedback on a decision",
        about=("contact_id",),
        on_erase=OnErase.CLEAR,
        clears=("came_by", "giver", "text"),
    ),
    Kept(
        table="case_feedback_steps",
        title="what became of feedback",
        owner=_OWNED,
        on_erase=OnErase.CLEAR,
        clears=("text",),
        inner=("said_by",),
    ),
    Kept(
        table="case_feedback_answers",
        title="answer to feedback",
        owner=_OWNED,
        on_erase=OnErase.CLEAR,
        clears=("subject", "text"),
    ),
)
