"""The tables of series, of what differs on a day, of who is invited and who was there."""

from outreach_crm.storage import Kept, Owner
from outreach_crm.text import say

SQL = """
create table meeting_series (
    id {id},
    uid {text} not null unique,
    group_id {int} not null references contacts (id),
    title {text} not null,
    words {text} not null default '[]',
    starts {text} not null,
    minutes {int} not null check (minutes > 0),
    zone {text} not null,
    rule {text} not null default '',
    place {text} not null default '',
    link {text} not null default '',
    quorum {int} not null default 0 check (quorum >= 0),
    note {text} not null default '',
    told {text} not null default '',
    sequence {int} not null default 0,
    called_off_on {text},
    change_id {int} not null
) {strict};
create index meeting_series_group on meeting_series (group_id, starts);
create index meeting_series_starts on meeting_series (starts);
create table meeting_sittings (
    id {id},
    series_id {int} not null references meeting_series (id),
    group_id {int} not null references contacts (id),
    original {text} not null,
    starts {text},
    minutes {int} check (minutes > 0),
    place {text},
    link {text},
    told {text} not null default '',
    title {text},
    quorum {int} check (quorum >= 0),
    note {text},
    settled {int} not null default 0 check (settled in (0, 1)),
    called_off_on {text},
    sequence {int} not null default 0,
    moved_sequence {int} not null default 0,
    change_id {int} not null,
    unique (series_id, original)
) {strict};
create index meeting_sittings_group on meeting_sittings (group_id);
create table meeting_people (
    id {id},
    series_id {int} not null references meeting_series (id),
    sitting_id {int} references meeting_sittings (id),
    contact_id {int} not null references contacts (id),
    part {text} not null check (part in ('chair', 'minute taker', 'guest')),
    change_id {int} not null
) {strict};
create unique index meeting_people_once on meeting_people (series_id, contact_id, part, coalesce(sitting_id, 0));
create index meeting_people_sitting on meeting_people (sitting_id) where sitting_id is not null;
create index meeting_people_contact on meeting_people (contact_id);
create table meeting_attendance (
    id {id},
    sitting_id {int} not null references meeting_sittings (id),
    contact_id {int} not null references contacts (id),
    presence {text} not null check (presence in ('not said', 'present', 'came later', 'sent apologies', 'absent')),
    note {text} not null default '',
    change_id {int} not null,
    unique (sitting_id, contact_id)
) {strict};
create index meeting_attendance_contact on meeting_attendance (contact_id);
"""

SERIES, SITTING = Owner("meeting_series", "series_id"), Owner("meeting_sittings", "sitting_id")
"""Whom rows belong to that are of a series, and of one meeting."""

KEPT = (
    Kept(table="meeting_series", title="meeting of a group", about=("group_id",), words=True),
    # About the group itself too: without that it would go, with its minutes, when all who were there are erased.
    Kept(table="meeting_sittings", title="what differs of a meeting", about=("group_id",), owner=SERIES),
    Kept(table="meeting_people", title="part in a meeting", about=("contact_id",), owner=SERIES),
    Kept(table="meeting_attendance", title="presence at a meeting", about=("contact_id",), owner=SITTING),
)

COLUMNS = {
    "called_off_on": say("called off on"),
    "link": say("address to join at"),
    "minutes": say("length in minutes"),
    "moved_sequence": say("how often they had heard of it when it was moved"),
    "original": say("as the series has it"),
    "part": say("part in it"),
    "place": say("place"),
    "presence": say("presence"),
    "quorum": say("quorum"),
    "rule": say("how often"),
    "sequence": say("how often those invited heard of it"),
    "series_id": say("meeting"),
    "settled": say("stays as it was"),
    "sitting_id": say("meeting"),
    "starts": say("begins"),
    "told": say("what those invited are told of it"),
    "zone": say("time zone"),
}
