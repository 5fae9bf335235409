"""The tables of Urgent Actions, and what other features may read of them."""

from outreach_crm.storage import MigrationSet
from outreach_urgent_actions.tables import cases, responses, sign_ups

MIGRATIONS = MigrationSet(
    feature="urgent_actions",
    steps={"m001_cases": cases.SQL, "m002_sign_ups": sign_ups.SQL, "m003_responses": responses.SQL},
    kept=(*cases.KEPT, *sign_ups.KEPT, *responses.KEPT),
    held=sign_ups.HELD,
    views={**cases.VIEWS, **sign_ups.VIEWS, **responses.VIEWS},
)
