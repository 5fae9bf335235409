"""The tables of meetings; each room has those of one matter."""

from outreach_crm.storage import MigrationSet
from outreach_meetings.tables import feeds, series

MIGRATIONS = MigrationSet(
    feature="outreach_meetings",
    steps={"m001_series": series.SQL, "m007_feeds": feeds.SQL},
    kept=(*series.KEPT, *feeds.KEPT),
    columns={**series.COLUMNS, **feeds.COLUMNS},
)
