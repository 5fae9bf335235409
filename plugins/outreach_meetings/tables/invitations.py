"""The tables of invitations: what was sent to whom, what they answered, and for which other time they ask."""

from outreach_crm.storage import Kept
from outreach_crm.text import say
from outreach_meetings.tables.series import SERIES

# A row of an invitation is one meeting in one message: of a whole series, or of one of its meetings (sitting_id). What
# became of the message stands with dispatch. An answer is the latest of somebody to a series, or to one meeting of it.
SQL = """
create table meeting_invitations (
    id {id},
    series_id {int} not null references meeting_series (id),
    sitting_id {int} references meeting_sittings (id),
    contact_id {int} not null references contacts (id),
    dispatch_id {int} not null references dispatches (id),
    method {text} not null check (method in ('REQUEST', 'CANCEL')),
    sequence {int} not null check (sequence >= 0),
    organizer {text} not null,
    sent_on {text} not null,
    change_id {int} not null
) {strict};
create index meeting_invitations_series on meeting_invitations (series_id, contact_id);
create index meeting_invitations_sitting on meeting_invitations (sitting_id) where sitting_id is not null;
create index meeting_invitations_contact on meeting_invitations (contact_id);
create index meeting_invitations_dispatch on meeting_invitations (dispatch_id);
create table meeting_answers (
    id {id},
    series_id {int} not null references meeting_series (id),
    sitting_id {int} references meeting_sittings (id),
    contact_id {int} not null references contacts (id),
    partstat {text} not null check (partstat in ('ACCEPTED', 'DECLINED', 'TENTATIVE')),
    answered_at {text} not null,
    sequence {int} not null check (sequence >= 0),
    came_by {text} not null check (came_by in ('file', 'link', 'mail')),
    comment {text} not null default '',
    change_id {int} not null
) {strict};
create unique index meeting_answers_once on meeting_answers (series_id, contact_id, coalesce(sitting_id, 0));
create index meeting_answers_sitting on meeting_answers (sitting_id) where sitting_id is not null;
create index meeting_answers_contact on meeting_answers (contact_id);
create table meeting_wishes (
    id {id},
    series_id {int} not null references meeting_series (id),
    sitting_id {int} references meeting_sittings (id),
    contact_id {int} not null references contacts (id),
    starts {text} not null,
    answered_at {text} not null,
    sequence {int} not null check (sequence >= 0),
    comment {text} not null default '',
    state {text} not null default 'open' check (state in ('open', 'taken', 'refused')),
    change_id {int} not null
) {strict};
create index meeting_wishes_series on meeting_wishes (series_id, contact_id);
create index meeting_wishes_sitting on meeting_wishes (sitting_id) where sitting_id is not null;
create index meeting_wishes_contact on meeting_wishes (contact_id);
create index meeting_wishes_open on meeting_wishes (id) where state = 'open';
"""

KEPT = (
    Kept(table="meeting_invitations", title="invitation to a meeting", about=("contact_id",), owner=SERIES),
    Kept(table="meeting_answers", title="answer to an invitation", about=("contact_id",), owner=SERIES),
    Kept(table="meeting_wishes", title="wish for another time", about=("contact_id",), owner=SERIES),
)

COLUMNS = {
    "answered_at": say("answered at"),
    "came_by": say("how it came"),
    "comment": say("what they say to it"),
    "dispatch_id": say("message in which it leaves"),
    "method": say("what it asks for"),
    "organizer": say("where answers go"),
    "partstat": say("answer"),
    "sent_on": say("sent on"),
}
