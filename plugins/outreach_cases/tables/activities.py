"""The tables of what is done for a case: activities, the yearly reports made of them, and who was asked for one."""

from outreach_crm.policy import DataClass
from outreach_crm.storage import Kept, Mask, Owner

# An activity is of a group (its contact), or of the section where group_id is empty; whose work on which case it was a
# part of is said by group, case and day. report_id is the report that told it: what no report told yet stands in the
# next one, however late it was written down. Letters told at a meeting are one row for each day, and corrected there.
SQL = """
create table case_reports (
    id {id},
    holding_id {int} not null references case_holdings (id),
    from_on {text} not null,
    handed_on {text} not null check (handed_on >= from_on),
    text {text} not null,
    letters {int} not null check (letters >= 0),
    written_by {text} not null,
    change_id {int} not null
) {strict};
create unique index case_reports_holding on case_reports (holding_id, handed_on);
create table case_activities (
    id {id},
    case_id {int} not null references cases (id),
    group_id {int} references contacts (id),
    done_on {text} not null,
    kind {text} not null check (kind in ('appeal letters', 'solidarity messages', 'cards', 'stall', 'demonstration',
        'local media', 'reply', 'other action', 'press work', 'approach to a government', 'trial observer')),
    number {int} check (number >= 0),
    words {text} not null default '',
    outcome {text} not null default '',
    restricted {int} not null default 0 check (restricted in (0, 1)),
    at_meeting {int} not null default 0 check (at_meeting in (0, 1)),
    report_id {int} references case_reports (id),
    written_by {text} not null,
    change_id {int} not null
) {strict};
create index case_activities_case on case_activities (case_id, done_on);
create index case_activities_group on case_activities (group_id, done_on) where group_id is not null;
create index case_activities_report on case_activities (report_id) where report_id is not null;
create index case_activities_meeting on case_activities (case_id, group_id, done_on) where at_meeting = 1;
create table case_prompts (
    id {id},
    holding_id {int} not null references case_holdings (id),
    kind {text} not null check (kind in ('report', 'report missing', 'group silent', 'coordinator silent')),
    due_on {text} not null,
    sent_on {text} not null,
    change_id {int} not null,
    unique (holding_id, kind, due_on)
) {strict};
"""

# By when a report had been due, for the holding tells only of the next one.
DUE = "alter table case_reports add column due_on {text};"

_OF_HOLDING = Owner("case_holdings", "holding_id")
KEPT = (
    Kept(table="case_reports", title="report on a case", owner=_OF_HOLDING),
    # Withheld, for some of them are restricted: the history tells that one was written, and not what it says.
    Kept(
        table="case_activities",
        title="what was done for a case",
        about=("group_id",),
        owner=Owner("cases", "case_id"),
        withheld=True,
    ),
    Kept(table="case_prompts", title="who was asked about a case", owner=_OF_HOLDING),
)
_RESTRICTED = ("case_activities", "v_case_activities")
MASKS = tuple(Mask(table=one, data=DataClass.AT_RISK, of="t.restricted = 1") for one in _RESTRICTED)
VIEWS = {
    # group_id is a contact, empty for what the section did itself; restricted ones are for whoever may write only.
    "v_case_activities": (
        "select id, case_id, group_id, done_on, kind, number, restricted, report_id from case_activities"
    ),
    # Without letters (0) a report is flagged: they are the minimum.
    "v_case_reports": "select id, holding_id, from_on, handed_on, letters from case_reports",
}
