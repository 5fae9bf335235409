"""Tells what somebody should know of whoever asks for an organisation."""

from collections.abc import Iterator

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import Kind
from outreach_crm.text import Sentence, say
from outreach_mutuality.model.requests import Request


def hints(app: App, request: Request) -> Iterator[Sentence]:
    """Yield that whoever asks holds no role with those for whom they ask: the answer would go to a stranger."""
    card = contacts.own_card(app, request.contact_id)
    if request.person_id is None or card.contact.kind is not Kind.ORGANISATION:
        return
    today = app.clock.today().isoformat()
    if not any(one.person_id == request.person_id and (one.to_on or today) >= today for one in card.roles):
        said = {"person": request.person, "name": request.contact}
        yield say("{person} has no role at {name}, as far as it is written down.", **said)
