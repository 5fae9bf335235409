"""The tables of casework: what a case is first, then a step for each further part of the work."""

from outreach_cases.model.columns import COLUMNS
from outreach_cases.tables import cases, feedback, holdings
from outreach_crm.storage import MigrationSet

MIGRATIONS = MigrationSet(
    feature="outreach_cases",
    steps={"m001_cases": cases.SQL, "m002_holdings": holdings.SQL, "m007_feedback": feedback.SQL},
    kept=(*cases.KEPT, *holdings.KEPT, *feedback.KEPT),
    views={**cases.VIEWS, **holdings.VIEWS},
    columns=COLUMNS,
)
