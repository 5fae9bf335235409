"""The tables of meetings; each room has those of one matter."""

from outreach_crm.storage import MigrationSet
from outreach_meetings.tables import agenda, plans, polls, series

MIGRATIONS = MigrationSet(
    feature="outreach_meetings",
    steps={
        "m001_series": series.SQL,
        "m002_agenda": agenda.SQL,
        "m004_polls": polls.SQL,
        "m006_plans": plans.SQL,
    },
    kept=(*series.KEPT, *agenda.KEPT, *plans.KEPT, *polls.KEPT),
    columns={**series.COLUMNS, **agenda.COLUMNS, **plans.COLUMNS, **polls.COLUMNS},
)
