"""The tables of tasks, and what was said of reminders: later, or done."""

from outreach_crm.storage import Kept, MigrationSet

_M001 = """
create table tasks (
    id {id},
    title {text} not null,
    owner_id {int} references accounts (id),
    due_on {text},
    contact_id {int} references contacts (id),
    done_on {text},
    change_id {int} not null
) {strict};
create index tasks_due on tasks (due_on) where done_on is null;
create index tasks_done on tasks (due_on) where done_on is not null;
create index tasks_contact on tasks (contact_id) where contact_id is not null;
create index tasks_owner on tasks (owner_id) where owner_id is not null;
create table reminder_answers (
    id {id},
    ref_kind {text} not null,
    ref_id {int} not null,
    due_on {text} not null,
    account_id {int} not null references accounts (id),
    until_on {text},
    change_id {int} not null,
    unique (ref_kind, ref_id, due_on, account_id)
) {strict};
create index reminder_answers_account on reminder_answers (account_id);
"""

# A title that the program gave, as it is read in every language; empty of what somebody wrote.
_M002 = "alter table tasks add column spoken {text} not null default '';"

# What a task is about beside its contact: who may not see that record, sees no task about it.
_M003 = """
alter table tasks add column ref_kind {text};
alter table tasks add column ref_id {int};
create index tasks_ref on tasks (ref_kind, ref_id) where ref_id is not null;
"""

MIGRATIONS = MigrationSet(
    feature="tasks",
    steps={"m001_tasks": _M001, "m002_spoken": _M002, "m003_about_records": _M003},
    kept=(
        Kept(table="tasks", title="task", about=("contact_id",)),
        Kept(table="reminder_answers", title="answer to a reminder"),
    ),
    # Whatever a feature has made tasks of; who may see whom or what one is about is for it to ask.
    views={"v_tasks": "select id, title, owner_id, due_on, contact_id, done_on, ref_kind, ref_id from tasks"},
)
