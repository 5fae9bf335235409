"""The tables of Urgent Actions, and what other features may read of them."""

from outreach_crm.storage import MigrationSet
from outreach_urgent_actions.model.columns import COLUMNS
from outreach_urgent_actions.tables import cases, editions, responses, sign_ups

MIGRATIONS = MigrationSet(
    feature="urgent_actions",
    steps={
        "m001_cases": cases.SQL,
        "m002_sign_ups": sign_ups.SQL,
        "m003_responses": responses.SQL,
        "m004_editions": editions.SQL,
    },
    kept=(*cases.KEPT, *sign_ups.KEPT, *responses.KEPT, *editions.KEPT),
    held=sign_ups.HELD,
    columns=COLUMNS,
    views={**cases.VIEWS, **sign_ups.VIEWS, **responses.VIEWS},
)
