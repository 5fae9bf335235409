"""The tables of polls of dates, of what people said of them, and of public holidays."""

from outreach_crm.storage import Kept, Owner
from outreach_crm.text import say

SQL = """
create table meeting_polls (
    id {id},
    group_id {int} not null references contacts (id),
    title {text} not null,
    zone {text} not null,
    minutes {int} not null check (minutes > 0),
    place {text} not null default '',
    quorum {int} not null default 0 check (quorum >= 0),
    state {text} not null check (state in ('open', 'closed')),
    closes_on {text} not null,
    owner_id {int} references accounts (id),
    chosen {text},
    series_id {int} references meeting_series (id),
    change_id {int} not null
) {strict};
create index meeting_polls_group on meeting_polls (group_id, chosen);
create index meeting_polls_open on meeting_polls (state, closes_on);
create index meeting_polls_owner on meeting_polls (owner_id) where owner_id is not null;
create index meeting_polls_series on meeting_polls (series_id) where series_id is not null;
create table meeting_poll_dates (
    id {id},
    poll_id {int} not null references meeting_polls (id),
    starts {text} not null,
    change_id {int} not null,
    unique (poll_id, starts)
) {strict};
create table meeting_poll_people (
    id {id},
    uid {text} not null unique,
    poll_id {int} not null references meeting_polls (id),
    contact_id {int} not null references contacts (id),
    standing {text} not null check (standing in ('member', 'guest')),
    needed {int} not null default 0 check (needed in (0, 1)),
    asked_on {text},
    reply {text} not null default '',
    change_id {int} not null,
    unique (poll_id, contact_id)
) {strict};
create index meeting_poll_people_contact on meeting_poll_people (contact_id);
create table meeting_poll_answers (
    id {id},
    date_id {int} not null references meeting_poll_dates (id),
    contact_id {int} not null references contacts (id),
    answer {text} not null check (answer in ('yes', 'if need be', 'no')),
    way {text} not null check (way in ('page', 'command', 'link', 'mail', 'file')),
    said_by {text} not null default '',
    said_on {text} not null,
    change_id {int} not null,
    unique (date_id, contact_id)
) {strict};
create index meeting_poll_answers_contact on meeting_poll_answers (contact_id);
create table meeting_holidays (
    id {id},
    day {text} not null,
    name {text} not null,
    source {text} not null,
    change_id {int} not null,
    unique (day, name)
) {strict};
"""

_POLL, _DATE = Owner("meeting_polls", "poll_id"), Owner("meeting_poll_dates", "date_id")

KEPT = (
    Kept(table="meeting_polls", title="poll of dates", about=("group_id",)),
    Kept(table="meeting_poll_dates", title="date of a poll", owner=_POLL),
    Kept(table="meeting_poll_people", title="asked for a date", about=("contact_id",), owner=_POLL),
    Kept(
        table="meeting_poll_answers", title="answer to a date", about=("contact_id",), owner=_DATE, inner=("said_by",)
    ),
    Kept(table="meeting_holidays", title="public holiday"),
)

COLUMNS = {
    "answer": say("answer"),
    "asked_on": say("asked on"),
    "chosen": say("date that was chosen"),
    "closes_on": say("answers until"),
    "date_id": say("date"),
    "day": say("day"),
    "needed": say("is needed"),
    "poll_id": say("poll"),
    "reply": say("reply to be read"),
    "said_by": say("said by"),
    "said_on": say("said on"),
    "standing": say("as"),
    "way": say("came by"),
}
