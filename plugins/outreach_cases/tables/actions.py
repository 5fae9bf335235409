"""The tables of letter-writing actions for meetings of groups: actions, who takes them, requests, letters written."""

from outreach_crm.storage import Kept, Owner

# What a group said last of the magazine, the mailing or a region holds, and what it said before stays with its day.
# An action is of a region (its keyword), of the magazine or mailing, or answers the request of a group: the one of the
# same group and day of the meeting. The letters that a group wrote on an action are a row for each day; of an action on
# a case they count for the case as well.
SQL = """
alter table case_terms add column actions {int} check (actions >= 0);
create table case_sign_ups (
    id {id},
    group_id {int} not null references contacts (id),
    source {text} not null check (source in ('region', 'magazine', 'monthly mailing')),
    keyword_id {int} references keywords (id),
    wants {int} not null check (wants in (0, 1)),
    said_on {text} not null,
    change_id {int} not null,
    check ((source = 'region') = (keyword_id is not null))
) {strict};
create index case_sign_ups_group on case_sign_ups (group_id, source, id);
create index case_sign_ups_keyword on case_sign_ups (keyword_id) where keyword_id is not null;
create table case_requests (
    id {id},
    group_id {int} not null references contacts (id),
    meets_on {text} not null,
    how_many {int} not null check (how_many > 0),
    people {int} check (people > 0),
    due_on {text} not null check (due_on <= meets_on),
    asked_on {text} not null,
    asked_by {text} not null,
    dispatch_id {int} references dispatches (id),
    answered_on {text} check (answered_on >= asked_on),
    answer {text} not null default '',
    change_id {int} not null,
    unique (group_id, meets_on),
    check (answer = '' or answered_on is not null)
) {strict};
create index case_requests_meeting on case_requests (meets_on) where answered_on is null;
create index case_requests_dispatch on case_requests (dispatch_id) where dispatch_id is not null;
create table case_actions (
    id {id},
    source {text} not null check (source in ('region', 'magazine', 'monthly mailing', 'request')),
    title {text} not null,
    text {text} not null default '',
    addressees {text} not null default '',
    keyword_id {int} references keywords (id),
    case_id {int} references cases (id),
    group_id {int} references contacts (id),
    meets_on {text},
    issued_on {text} not null,
    until_on {text} check (until_on >= issued_on),
    words {text} not null,
    change_id {int} not null,
    check (source <> 'region' or keyword_id is not null),
    check ((source = 'request') = (group_id is not null)),
    check ((source = 'request') = (meets_on is not null))
) {strict};
create index case_actions_until on case_actions (until_on, issued_on);
create index case_actions_case on case_actions (case_id) where case_id is not null;
create index case_actions_keyword on case_actions (keyword_id) where keyword_id is not null;
create index case_actions_group on case_actions (group_id, meets_on) where group_id is not null;
create table case_action_letters (
    id {id},
    action_id {int} not null references case_actions (id),
    group_id {int} not null references contacts (id),
    done_on {text} not null,
    letters {int} not null check (letters >= 0),
    change_id {int} not null,
    unique (action_id, group_id, done_on)
) {strict};
create index case_action_letters_group on case_action_letters (group_id, done_on);
"""

_OF_GROUP = Owner("contacts", "group_id")
KEPT = (
    Kept(table="case_sign_ups", title="what actions a group takes", about=("group_id",), owner=_OF_GROUP),
    Kept(table="case_requests", title="request of a group for actions", about=("group_id",), owner=_OF_GROUP),
    Kept(table="case_actions", title="letter-writing action", about=("group_id",), words=True),
    Kept(
        table="case_action_letters",
        title="letters that a group wrote on an action",
        about=("group_id",),
        owner=_OF_GROUP,
        sums=("letters",),
    ),
)
