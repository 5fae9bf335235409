"""What the cards of contacts show of requests, and what their history has of them."""

from datetime import date

from outreach_crm.app import App
from outreach_crm.model import Entry, Panel, Ref, Side, Step
from outreach_crm.text import say
from outreach_mutuality.queries import requests

_RANK, _MOST, _TITLE = 26, 12, 200


def panels(app: App, contact_id: int) -> list[Panel]:
    """Return what an organisation asked of us, or a person for it, the latest first."""
    found = requests.listed(app.store, contact_id=contact_id, limit=_MOST)
    return [
        Panel(
            title=say("What they ask of us"),
            columns=(say("What"), say("Kind"), say("State"), say("Came"), say("Of us")),
            rows=tuple((one.text[:200], one.kind, one.standing, one.received_on, one.owner) for one in found),
            refs=tuple(Ref("mutuality_requests", one.id) for one in found),
            rank=_RANK,
            empty=say("They have asked nothing of us."),
            steps=(Step(label=say("They ask"), path=f"/requests/add?contact={contact_id}"),),
        )
    ]


def entries(app: App, contact_id: int) -> list[Entry]:
    """Return requests as entries of the history, on the day they came."""
    return [
        Entry(
            on=date.fromisoformat(one.received_on),
            kind="request",
            title=" ".join(one.text.split())[:_TITLE],
            ref=Ref("mutuality_requests", one.id),
            contact_id=contact_id,
            side=Side.THEIRS,
            detail=one.standing,
            by=one.owner,
        )
        for one in requests.listed(app.store, contact_id=contact_id)
    ]
