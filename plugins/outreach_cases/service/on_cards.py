"""What the cards of groups and people show of the cases they hold."""

from outreach_cases.queries import holdings as queries
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Kind
from outreach_crm.model import Panel, Ref, Step
from outreach_crm.text import say

_RANK = 27


def panels(app: App, contact_id: int) -> list[Panel]:
    """Return the cases that a group holds, or those of which a person holds the casefile."""
    kind = contacts.get(app, contact_id).kind
    if kind is Kind.GROUP:
        found = queries.of_group(app.store, contact_id)
        title, second = say("Long-term cases"), say("Holds the casefile")
        rows = tuple((one.case, one.holder.person if one.holder else "", one.from_on, one.report_on) for one in found)
    elif kind is Kind.PERSON:
        found = queries.of_holder(app.store, contact_id)
        title, second = say("Casefiles they hold"), say("Group")
        rows = tuple((one.case, one.group, one.from_on, one.report_on) for one in found)
    else:
        return []
    steps = (Step(label=say("Offer a case"), path=f"/cases/groups/{contact_id}"),) if kind is Kind.GROUP else ()
    if not rows and not steps:
        return []
    return [
        Panel(
            title=title,
            columns=(say("Case"), second, say("Since"), say("Report by")),
            rows=rows,
            refs=tuple(Ref("case_holdings", one.id) for one in found),
            rank=_RANK,
            empty=say("They hold no long-term case."),
            steps=steps,
        )
    ]
