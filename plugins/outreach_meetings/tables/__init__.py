"""The tables of meetings; each room has those of one matter."""

from outreach_crm.storage import MigrationSet
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

MIGRATIONS = MigrationSet(
    feature="outreach_meetings",
    steps={name: room.SQL for name, room in _ROOMS.items()},
    kept=tuple(one for room in _ROOMS.values() for one in room.KEPT),
    columns={column: said for room in _ROOMS.values() for column, said in room.COLUMNS.items()},
)
