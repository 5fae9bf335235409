"""Small makers of asks."""

from typing import Any

from outreach_crm.app import App
from outreach_crm.asks import service
from outreach_crm.asks.model import Ask, AskDraft, State, StepDraft
from tests.builders import an_organisation

SENTENCE = "Write to the minister about a colleague in prison"


def an_ask(app: App, contact_id: int | None = None, **draft: Any) -> Ask:
    """Plan an ask, of an organisation made for it unless one is given."""
    whom = contact_id if contact_id is not None else an_organisation(app, "Bar of Vigo").id
    said = {"sentence": SENTENCE, "why": "The minister was its president", "due_on": "3w", **draft}
    return service.plan(app, AskDraft(contact_id=whom, **said))


def moved(app: App, ask: Ask, *states: State, **step: Any) -> Ask:
    """Let an ask come so far, step by step."""
    for to in states:
        ask = service.move(app, ask.id, StepDraft(to=to, note="said so", **step))
    return ask
