"""The tables of meetings; each room has those of one matter."""

from outreach_crm.storage import MigrationSet
from outreach_meetings.tables import agenda, feeds, invitations, plans, series

MIGRATIONS = MigrationSet(
    feature="outreach_meetings",
    steps={
        "m001_series": series.SQL,
        "m002_agenda": agenda.SQL,
        "m005_invitations": invitations.SQL,
        "m006_plans": plans.SQL,
        "m007_feeds": feeds.SQL,
    },
    kept=(*series.KEPT, *agenda.KEPT, *invitations.KEPT, *plans.KEPT, *feeds.KEPT),
    columns={**series.COLUMNS, **agenda.COLUMNS, **invitations.COLUMNS, **plans.COLUMNS, **feeds.COLUMNS},
)
