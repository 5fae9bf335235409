"""The tables of meetings; each room has those of one matter."""

from outreach_crm.policy import DataClass
from outreach_crm.storage import Mask, MigrationSet
from outreach_meetings.tables import agenda, feeds, invitations, minutes, plans, polls, series

_ROOMS = {
    "m001_series": series,
    "m002_agenda": agenda,
    "m003_minutes": minutes,
    "m004_polls": polls,
    "m005_invitations": invitations,
    "m006_plans": plans,
    "m007_feeds": feeds,
}

# What is for the office only is kept from whoever may not see what can harm people.
_RESTRICTED = ("meeting_items", "meeting_standing", "meeting_passages", "meeting_notes")

MIGRATIONS = MigrationSet(
    feature="outreach_meetings",
    steps={name: room.SQL for name, room in _ROOMS.items()},
    kept=tuple(one for room in _ROOMS.values() for one in room.KEPT),
    masks=tuple(Mask(table=one, data=DataClass.AT_RISK, of="t.restricted = 1") for one in _RESTRICTED),
    columns={column: said for room in _ROOMS.values() for column, said in room.COLUMNS.items()},
)
