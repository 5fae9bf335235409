"""Small makers of what groups hold."""

from typing import Any

from outreach_cases.model.cases import Case
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts

SINCE = "2026-02-02"


def hold(app: App, group_id: int, case: Case, holder_id: int | None = None, **values: Any) -> int:
    """Write down that a group holds a case, and who its casefile, and return the number of the holding."""
    with app.change("test: hold"):
        given = {"group_id": group_id, "case_id": case.id, "from_on": SINCE, "report_on": "2027-02-02", **values}
        number = app.store.insert("case_holdings", given)
        if holder_id is not None:
            row = {"holding_id": number, "contact_id": holder_id, "from_on": given["from_on"]}
            app.store.insert("case_holders", row)
        return number


def hide(app: App, contact_id: int) -> None:
    """Let only a circle see a contact."""
    contacts.edit(app, contact_id, contacts.Edit(circle="Board"))
