"""The tables of meetings; each room has those of one matter."""

from outreach_crm.storage import MigrationSet
from outreach_meetings.tables import series

MIGRATIONS = MigrationSet(
    feature="outreach_meetings",
    steps={"m001_series": series.SQL},
    kept=series.KEPT,
    columns=series.COLUMNS,
)
