"""What the cards of contacts show of asks: what they were asked, and of a group of ours what it asks."""

from outreach_crm.app import App
from outreach_crm.asks import queries
from outreach_crm.model import Panel, Ref, Step
from outreach_crm.text import say

_RANK, _MOST = 25, 12


def panels(app: App, contact_id: int) -> list[Panel]:
    """Return the asks that a contact has to do with, the latest first."""
    found = queries.listed(app.store, contact_id=contact_id, limit=_MOST)
    return [
        Panel(
            title=say("Asks"),
            columns=(say("What"), say("State"), say("By"), say("Of us")),
            rows=tuple((one.sentence, one.state, one.due_on, one.owner) for one in found),
            refs=tuple(Ref("asks", one.id) for one in found),
            rank=_RANK,
            empty=say("Nothing was asked of them yet."),
            steps=(Step(label=say("New ask"), path=f"/asks/plan?contact={contact_id}"),),
        )
    ]
