"""The tables of work plans: what a group means to reach in a year, and how far it has come."""

from outreach_crm.storage import Kept, Owner
from outreach_crm.text import say

SQL = """
create table meeting_objectives (
    id {id},
    group_id {int} not null references contacts (id),
    year {int} not null check (year between 1961 and 2999),
    title {text} not null,
    campaign_id {int} references campaigns (id),
    due_on {text},
    volunteer_hours {real} not null default 0 check (volunteer_hours >= 0),
    staff_hours {real} not null default 0 check (staff_hours >= 0),
    money {real} not null default 0 check (money >= 0),
    state {text} not null default 'planned' check (state in ('planned', 'under way', 'reached', 'given up')),
    result {text} not null default '',
    closed_on {text},
    ref_kind {text},
    ref_id {int},
    change_id {int} not null
) {strict};
create index meeting_objectives_group on meeting_objectives (group_id, year, id);
create index meeting_objectives_due on meeting_objectives (due_on) where closed_on is null;
create index meeting_objectives_campaign on meeting_objectives (campaign_id) where campaign_id is not null;
create unique index meeting_objectives_aim on meeting_objectives (group_id, year, ref_kind, ref_id)
    where ref_kind is not null;
create table meeting_responsible (
    id {id},
    objective_id {int} not null unique references meeting_objectives (id),
    contact_id {int} not null references contacts (id),
    change_id {int} not null
) {strict};
create index meeting_responsible_contact on meeting_responsible (contact_id);
create table meeting_progress (
    id {id},
    objective_id {int} not null references meeting_objectives (id),
    sitting_id {int} references meeting_sittings (id),
    noted_on {text} not null,
    text {text} not null,
    change_id {int} not null
) {strict};
create index meeting_progress_objective on meeting_progress (objective_id, noted_on);
create index meeting_progress_sitting on meeting_progress (sitting_id) where sitting_id is not null;
"""

_OBJECTIVE = Owner("meeting_objectives", "objective_id")

KEPT = (
    Kept(table="meeting_objectives", title="objective of a group", about=("group_id",)),
    Kept(table="meeting_responsible", title="who sees to an objective", about=("contact_id",), owner=_OBJECTIVE),
    Kept(table="meeting_progress", title="progress of an objective", owner=_OBJECTIVE),
)

COLUMNS = {
    "closed_on": say("closed on"),
    "noted_on": say("noted on"),
    "objective_id": say("objective"),
    "result": say("what came of it"),
    "staff_hours": say("hours of staff"),
    "volunteer_hours": say("hours of volunteers"),
    "money": say("money"),
}
