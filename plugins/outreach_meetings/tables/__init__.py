"""The tables of meetings; each room has those of one matter."""

from outreach_crm.storage import MigrationSet
from outreach_meetings.tables import agenda, minutes, plans, series

MIGRATIONS = MigrationSet(
    feature="outreach_meetings",
    steps={
        "m001_series": series.SQL,
        "m002_agenda": agenda.SQL,
        "m003_minutes": minutes.SQL,
        "m006_plans": plans.SQL,
    },
    kept=(*series.KEPT, *agenda.KEPT, *minutes.KEPT, *plans.KEPT),
    columns={**series.COLUMNS, **agenda.COLUMNS, **minutes.COLUMNS, **plans.COLUMNS},
)
