"""What the cards of contacts show of requests."""

from outreach_crm.app import App
from outreach_crm.model import Panel, Ref
from outreach_crm.text import say
from outreach_mutuality.queries import requests

_RANK, _MOST = 26, 12


def panels(app: App, contact_id: int) -> list[Panel]:
    """Return what an organisation asked of us, or a person for it, the latest first; nothing where nothing was."""
    found = requests.listed(app.store, contact_id=contact_id, limit=_MOST)
    if not found:
        return []
    return [
        Panel(
            title=say("What they ask of us"),
            columns=(say("What"), say("Kind"), say("State"), say("Came"), say("Of us")),
            rows=tuple((one.text[:200], one.kind, one.state, one.received_on, one.owner) for one in found),
            refs=tuple(Ref("mutuality_requests", one.id) for one in found),
            rank=_RANK,
        )
    ]
