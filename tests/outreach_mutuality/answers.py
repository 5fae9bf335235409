"""What tests of sending begin with: a request that can be answered, and what became of its answer."""

from pathlib import Path
from typing import Any

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft, Kind, RoleDraft
from outreach_crm.privacy import service as privacy
from outreach_crm.privacy.model import ConsentDraft
from outreach_crm.privacy.model import State as Said
from outreach_mutuality import service
from outreach_mutuality.model.answers import Leaving
from outreach_mutuality.model.requests import Request, State
from tests.outreach_mutuality.builders import a_request, decided

GLADLY = "Gladly: {name} of {{ours}} comes."
UNION, ANA = "union@example.org", "ana@example.org"


def answerable(app: App, *, emails: tuple[str, ...] = (UNION,), text: str = GLADLY, **draft: Any) -> Request:
    """A request of a union with an address, decided, with its answer written."""
    phones = ("+49 30 901820",)
    union = contacts.add(app, ContactDraft(name="Dockers' Union", kind=Kind.ORGANISATION, emails=emails, phones=phones))
    request = a_request(app, union.id, **draft)
    decided(app, request, offered="")
    service.write(app, request.id, text, language="en")
    return service.get(app, request.id)


def with_ana(app: App, *emails: str) -> Request:
    """Such a request that Ana Ruiz brought, who is of that organisation."""
    ana = contacts.add(app, ContactDraft(name="Ana Ruiz", emails=emails))
    request = answerable(app, person="Ana Ruiz")
    contacts.add_role(app, ana.id, RoleDraft(at=str(request.contact_id), title="Secretary"))
    return request


def state(app: App, request: Request) -> State:
    return service.get(app, request.id).state


def leaving(app: App, request: Request) -> Leaving:
    """How the message stands in which an answer leaves."""
    written = service.written(app, request)
    assert written is not None
    assert written.leaving is not None
    return written.leaving


def files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.txt"))


def objects(app: App, contact_id: int) -> None:
    draft = ConsentDraft(state=Said.OBJECTED, purpose="answers", source="a call")
    privacy.record(app, contact_id, draft)
