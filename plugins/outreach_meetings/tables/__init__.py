"""The tables of meetings; each room has those of one matter."""

from outreach_crm.storage import MigrationSet
from outreach_meetings.tables import polls, series

MIGRATIONS = MigrationSet(
    feature="outreach_meetings",
    steps={"m001_series": series.SQL, "m004_polls": polls.SQL},
    kept=(*series.KEPT, *polls.KEPT),
    columns=series.COLUMNS | polls.COLUMNS,
)
