"""The tables of casework: what a case is first, then a step for each further part of the work."""

from outreach_cases.model.columns import COLUMNS
from outreach_cases.tables import actions, activities, cases, feedback, holdings, updates
from outreach_crm.storage import MigrationSet

MIGRATIONS = MigrationSet(
    feature="outreach_cases",
    steps={
        "m001_cases": cases.SQL,
        "m002_holdings": holdings.SQL,
        "m003_updates": updates.SQL,
        "m004_activities": activities.SQL,
        "m007_feedback": feedback.SQL,
        "m008_reports_due": activities.DUE,
        "m009_actions": actions.SQL,
    },
    kept=(*cases.KEPT, *holdings.KEPT, *updates.KEPT, *activities.KEPT, *feedback.KEPT, *actions.KEPT),
    masks=(*cases.MASKS, *activities.MASKS),
    views={**cases.VIEWS, **holdings.VIEWS, **activities.VIEWS},
    columns=COLUMNS,
)
