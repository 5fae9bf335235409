"""Small makers of what groups hold."""

from typing import Any

from outreach_cases import service
from outreach_cases.model.cases import Case
from outreach_cases.model.holdings import Acceptance, Holding
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import PointKind
from outreach_crm.groups import service as groups
from tests.builders import a_group, a_person
from tests.outreach_cases.builders import a_case, work

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


def a_free_case(app: App, name: str = "Sanaa Rezaiy", **draft: Any) -> Case:
    """Write down a case that groups may be given."""
    case = a_case(app, name, **draft)
    work(app, case)
    return service.get(app, case.id)


def a_local_group(app: App, name: str = "Lyon group", lead: str = "Ana Ruiz", **fields: str) -> tuple[int, int]:
    """Write down a group with a casefile holder, and return the numbers of both as contacts."""
    group, person = a_group(app, name, "local", **fields), a_person(app, lead)
    groups.join(app, group.contact_id, person.id, role="casefile holder")
    return group.contact_id, person.id


def with_mail(app: App, contact_id: int, address: str = "") -> int:
    """Give somebody an e-mail address, and return their number."""
    points = ((PointKind.EMAIL, address or f"c{contact_id}@example.org"),)
    contacts.edit(app, contact_id, contacts.Edit(points=points))
    return contact_id


def accepted(app: App, group_id: int, case: Case, holder_id: int, **draft: Any) -> Holding:
    """Let a group take on a case."""
    given = {"agreed": True, **draft}
    return service.accept(app, Acceptance(group_id=group_id, case_id=case.id, holder_id=holder_id, **given))
