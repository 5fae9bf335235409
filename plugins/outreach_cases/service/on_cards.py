"""What the cards of groups and people show of the cases they hold."""

from datetime import date
from functools import partial

from outreach_cases.queries import holdings as queries
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Kind
from outreach_crm.model import Entry, Panel, Ref, Side, Step
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


def entries(app: App, contact_id: int) -> list[Entry]:
    """Return the cases that a group took on and let go of as entries of its history."""
    found = []
    for one in queries.of_group(app.store, contact_id, past=True):
        entry = partial(Entry, kind="case", ref=Ref("case_holdings", one.id), contact_id=contact_id, side=Side.THEIRS)
        took = say("Took on {case}", case=one.case)
        found.append(entry(on=date.fromisoformat(one.from_on), title=took, detail=one.why or one.other))
        if one.to_on is not None:
            gone = say("Holds {case} no more: {how}", case=one.case, how=one.ended)
            found.append(entry(on=date.fromisoformat(one.to_on), title=gone, detail=one.because))
    return found
