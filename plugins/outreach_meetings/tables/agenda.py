"""The tables of agendas: what a meeting talks about, and what a group talks about every time."""

from outreach_crm.storage import Kept, OnErase
from outreach_crm.text import say
from outreach_meetings.tables.series import SITTING

# What was dropped stays, so that building the agenda again does not bring it back. seen_as tells one matter that is
# offered from another, so that none is taken twice; what somebody typed has none. A title or detail that the program
# made is kept with what it is made of, to be read in any language. A sitting may be under way while its items are
# counted anew, so positions are in order, not unique.
SQL = """
create table meeting_items (
    id {id},
    sitting_id {int} not null references meeting_sittings (id),
    position {int} not null,
    source {text} not null check (source in ('typed', 'minutes', 'standing', 'duty', 'offered', 'closing')),
    seen_as {text} not null default '',
    heading {text} not null default '',
    title {text} not null,
    title_parts {text} not null default '',
    ref_kind {text},
    ref_id {int},
    due_on {text},
    owner_id {int} references contacts (id),
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
create index meeting_items_owner on meeting_items (owner_id) where owner_id is not null;
create table meeting_standing (
    id {id},
    group_id {int} references contacts (id),
    position {int} not null,
    title {text} not null,
    owner_id {int} references contacts (id),
    owner {text} not null default '',
    minutes {int} not null check (minutes >= 0),
    closing {int} not null default 0 check (closing in (0, 1)),
    restricted {int} not null default 0 check (restricted in (0, 1)),
    change_id {int} not null
) {strict};
create index meeting_standing_group on meeting_standing (group_id, position);
create index meeting_standing_owner on meeting_standing (owner_id) where owner_id is not null;
"""

KEPT = (
    Kept(table="meeting_items", title="item of an agenda", about=("owner_id",), owner=SITTING, on_erase=OnErase.CLEAR),
    Kept(
        table="meeting_standing",
        title="standing item of agendas",
        about=("group_id", "owner_id"),
        on_erase=OnErase.CLEAR,
    ),
)

COLUMNS = {
    "appeals": say("letters can be written on it"),
    "closing": say("comes at the end"),
    "detail": say("what to know of it"),
    "detail_parts": "",
    "dropped_on": say("dropped on"),
    "due_on": say("due"),
    "owner": say("whose matter it is"),
    "owner_id": say("whose matter it is"),
    "paper_id": "",
    "paper_kind": "",
    "position": say("place in the order"),
    "restricted": say("for the office only"),
    "source": say("how it came on the agenda"),
    "title_parts": "",
}
