"""The tables of agendas: what a meeting talks about, and what a group talks about every time."""

from outreach_crm.storage import Kept, Owner
from outreach_crm.text import say
from outreach_meetings.tables.series import SITTING

# What was dropped stays, so that building the agenda again does not bring it back. seen_as tells one matter that is
# offered from another, so that none is taken twice; what somebody typed has none. A title or detail that the program
# made is kept with what it is made of, to be read in any language. Whose matter it is stands beside it, so that it
# stays, without the name, when they are erased. Positions are in order, not unique: steps back are taken one by one.
SQL = """
create table meeting_items (
    id {id},
    sitting_id {int} not null references meeting_sittings (id),
    group_id {int} not null references contacts (id),
    position {int} not null,
    source {text} not null check (source in ('typed', 'minutes', 'standing', 'duty', 'offered', 'closing')),
    seen_as {text} not null default '',
    heading {text} not null default '',
    title {text} not null,
    title_parts {text} not null default '',
    ref_kind {text},
    ref_id {int},
    due_on {text},
    owner {text} not null default '',
    minutes {int} not null check (minutes >= 0),
    detail {text} not null default '',
    detail_parts {text} not null default '',
    paper_kind {text},
    paper_id {int},
    appeals {int} not null default 0 check (appeals in (0, 1)),
    restricted {int} not null default 0 check (restricted in (0, 1)),
    dropped_on {text},
    change_id {int} not null
) {strict};
create index meeting_items_sitting on meeting_items (sitting_id, position);
create unique index meeting_items_once on meeting_items (sitting_id, seen_as) where seen_as <> '';
create index meeting_items_ref on meeting_items (ref_kind, ref_id) where ref_id is not null;
create index meeting_items_group on meeting_items (group_id);
create table meeting_item_owners (
    id {id},
    item_id {int} not null unique references meeting_items (id),
    contact_id {int} not null references contacts (id),
    change_id {int} not null
) {strict};
create index meeting_item_owners_contact on meeting_item_owners (contact_id);
create table meeting_standing (
    id {id},
    group_id {int} not null references contacts (id),
    position {int} not null,
    title {text} not null,
    owner {text} not null default '',
    minutes {int} not null check (minutes >= 0),
    closing {int} not null default 0 check (closing in (0, 1)),
    restricted {int} not null default 0 check (restricted in (0, 1)),
    change_id {int} not null
) {strict};
create index meeting_standing_group on meeting_standing (group_id, position);
create table meeting_standing_owners (
    id {id},
    standing_id {int} not null unique references meeting_standing (id),
    contact_id {int} not null references contacts (id),
    change_id {int} not null
) {strict};
create index meeting_standing_owners_contact on meeting_standing_owners (contact_id);
"""

KEPT = (
    Kept(table="meeting_items", title="item of an agenda", about=("group_id",), owner=SITTING),
    Kept(
        table="meeting_item_owners",
        title="whose item it is",
        about=("contact_id",),
        owner=Owner("meeting_items", "item_id"),
    ),
    Kept(table="meeting_standing", title="standing item of agendas", about=("group_id",)),
    Kept(
        table="meeting_standing_owners",
        title="whose item it is each time",
        about=("contact_id",),
        owner=Owner("meeting_standing", "standing_id"),
    ),
)

COLUMNS = {
    "appeals": say("letters can be written on it"),
    "closing": say("comes at the end"),
    "detail": say("what to know of it"),
    "detail_parts": "",
    "dropped_on": say("dropped on"),
    "due_on": say("due"),
    "item_id": say("item of an agenda"),
    "owner": say("whose item it is"),
    "paper_id": "",
    "paper_kind": "",
    "position": say("place in the order"),
    "restricted": say("for the office only"),
    "source": say("how it came on the agenda"),
    "standing_id": say("standing item of agendas"),
    "title_parts": "",
}
