"""The tables of meetings; each room has those of one matter."""

from outreach_crm.storage import MigrationSet
from outreach_meetings.tables import invitations, series

MIGRATIONS = MigrationSet(
    feature="outreach_meetings",
    steps={"m001_series": series.SQL, "m005_invitations": invitations.SQL},
    kept=(*series.KEPT, *invitations.KEPT),
    columns={**series.COLUMNS, **invitations.COLUMNS},
)
