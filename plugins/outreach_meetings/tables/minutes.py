"""The tables of what a meeting left behind: minutes, decisions, responsibilities, notes on contacts, letters."""

from outreach_crm.storage import Kept
from outreach_crm.text import say
from outreach_meetings.tables.series import SITTING

# fixed: whether it stands in minutes that were finished: from then on only corrections are added. Finishing writes the
# row, so that no undo of what came before alters it either.
# book: the group's contact at the time. It stays when groups are merged, as a number does that people have cited; of
# each book, meeting_numbers knows the last one that was given, which no undo gives back.
SQL = """
create table meeting_minutes (
    id {id},
    sitting_id {int} not null unique references meeting_sittings (id),
    group_id {int} not null references contacts (id),
    state {text} not null check (state in ('draft', 'for approval', 'approved')),
    written_by {text} not null default '',
    finished_on {text},
    approved_on {text},
    approved_at_id {int} references meeting_sittings (id),
    change_id {int} not null
) {strict};
create index meeting_minutes_group on meeting_minutes (group_id, state);
create index meeting_minutes_approved_at on meeting_minutes (approved_at_id) where approved_at_id is not null;
create table meeting_passages (
    id {id},
    sitting_id {int} not null references meeting_sittings (id),
    item_id {int} references meeting_items (id),
    restricted {int} not null default 0 check (restricted in (0, 1)),
    text {text} not null,
    fixed {int} not null default 0 check (fixed in (0, 1)),
    change_id {int} not null
) {strict};
create unique index meeting_passages_once on meeting_passages (sitting_id, coalesce(item_id, 0), restricted);
create index meeting_passages_item on meeting_passages (item_id) where item_id is not null;
create table meeting_decisions (
    id {id},
    sitting_id {int} not null references meeting_sittings (id),
    item_id {int} references meeting_items (id),
    book {int} not null,
    year {int} not null,
    number {int} not null check (number > 0),
    text {text} not null,
    votes_for {int} check (votes_for >= 0),
    votes_against {int} check (votes_against >= 0),
    abstained {int} check (abstained >= 0),
    quorate {int} check (quorate in (0, 1)),
    fixed {int} not null default 0 check (fixed in (0, 1)),
    change_id {int} not null,
    unique (book, year, number)
) {strict};
create index meeting_decisions_sitting on meeting_decisions (sitting_id);
create index meeting_decisions_item on meeting_decisions (item_id) where item_id is not null;
create table meeting_numbers (
    book {int} not null,
    year {int} not null,
    last {int} not null,
    primary key (book, year)
) {strict};
create table meeting_duties (
    id {id},
    sitting_id {int} not null references meeting_sittings (id),
    item_id {int} references meeting_items (id),
    decision_id {int} references meeting_decisions (id),
    owner {text} not null default '',
    title {text} not null,
    task_id {int} unique references tasks (id),
    fixed {int} not null default 0 check (fixed in (0, 1)),
    change_id {int} not null
) {strict};
create index meeting_duties_sitting on meeting_duties (sitting_id);
create index meeting_duties_item on meeting_duties (item_id) where item_id is not null;
create index meeting_duties_decision on meeting_duties (decision_id) where decision_id is not null;
create table meeting_owners (
    id {id},
    sitting_id {int} not null references meeting_sittings (id),
    duty_id {int} not null unique references meeting_duties (id),
    contact_id {int} not null references contacts (id),
    change_id {int} not null
) {strict};
create index meeting_owners_sitting on meeting_owners (sitting_id);
create index meeting_owners_contact on meeting_owners (contact_id);
create table meeting_notes (
    id {id},
    sitting_id {int} not null references meeting_sittings (id),
    item_id {int} references meeting_items (id),
    contact_id {int} not null references contacts (id),
    text {text} not null,
    restricted {int} not null default 0 check (restricted in (0, 1)),
    fixed {int} not null default 0 check (fixed in (0, 1)),
    written_by {text} not null default '',
    change_id {int} not null
) {strict};
create index meeting_notes_sitting on meeting_notes (sitting_id);
create index meeting_notes_item on meeting_notes (item_id) where item_id is not null;
create index meeting_notes_contact on meeting_notes (contact_id);
create table meeting_letters (
    id {id},
    sitting_id {int} not null references meeting_sittings (id),
    ref_kind {text} not null,
    ref_id {int} not null,
    title {text} not null,
    letters {int} not null check (letters >= 0),
    fixed {int} check (fixed >= 0),
    change_id {int} not null,
    unique (sitting_id, ref_kind, ref_id)
) {strict};
create index meeting_letters_ref on meeting_letters (ref_kind, ref_id);
create table meeting_corrections (
    id {id},
    sitting_id {int} not null references meeting_sittings (id),
    passage_id {int} references meeting_passages (id),
    decision_id {int} references meeting_decisions (id),
    text {text} not null,
    why {text} not null,
    written_by {text} not null,
    written_on {text} not null,
    late {int} not null default 0 check (late in (0, 1)),
    change_id {int} not null,
    check (passage_id is null or decision_id is null)
) {strict};
create index meeting_corrections_sitting on meeting_corrections (sitting_id);
create index meeting_corrections_passage on meeting_corrections (passage_id) where passage_id is not null;
create index meeting_corrections_decision on meeting_corrections (decision_id) where decision_id is not null;
"""

KEPT = (
    # Of the group: so that a meeting with minutes stays when whoever alone was there is erased.
    Kept(table="meeting_minutes", title="minutes of a meeting", about=("group_id",), owner=SITTING),
    Kept(table="meeting_passages", title="text in minutes", owner=SITTING),
    Kept(table="meeting_decisions", title="decision of a group", owner=SITTING),
    Kept(table="meeting_duties", title="responsibility taken on at a meeting", owner=SITTING),
    # Apart from what they took on: that stays with the group when they are erased.
    Kept(table="meeting_owners", title="who took on a responsibility", about=("contact_id",), owner=SITTING),
    Kept(table="meeting_notes", title="note from a meeting", about=("contact_id",), owner=SITTING),
    Kept(table="meeting_letters", title="letters written at a meeting", owner=SITTING),
    Kept(table="meeting_corrections", title="correction of minutes", owner=SITTING),
)

COLUMNS = {
    "abstained": say("votes abstained"),
    "approved_at_id": say("meeting that approved them"),
    "approved_on": say("approved on"),
    "book": "",
    "decision_id": say("decision"),
    "duty_id": say("responsibility"),
    "finished_on": say("finished on"),
    "fixed": say("finished"),
    "item_id": say("item of the agenda"),
    "late": say("after they were approved"),
    "letters": say("letters"),
    "number": say("number"),
    "passage_id": say("text"),
    "quorate": say("a quorum was there"),
    "restricted": say("restricted"),
    "task_id": say("task"),
    "votes_against": say("votes against"),
    "votes_for": say("votes for"),
    "why": say("why"),
    "written_by": say("written by"),
    "written_on": say("written on"),
}
