"""Requests of every state in the prepared office, with promises, an answer and a file."""

from outreach_crm.app import App
from outreach_crm.attachments import service as attachments
from outreach_crm.contacts import service as contacts
from outreach_crm.model import Ref
from outreach_mutuality import service
from outreach_mutuality.model.assessing import DecisionDraft, Outcome, Verdict
from outreach_mutuality.model.requests import Request, RequestDraft
from outreach_mutuality.service import rules

_UNION = "Forest and Paper Workers' Union"
_PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"


def requests(app: App) -> None:
    """Let a union ask five things: one is new, one unclear, one to be decided, one to be answered, one promised."""
    whose = contacts.resolve(app, _UNION).id
    texts = ("A room for our branch", "Your logo on our banner", "A speaker in May", "Sign our letter", "100 leaflets")
    new, unclear, assessed, decided, promised = (
        service.receive(app, RequestDraft(contact_id=whose, text=text, received_on="yesterday", deadline_on="2w"))
        for text in texts
    )
    attachments.attach(app, Ref("mutuality_requests", new.id), "letter.pdf", "application/pdf", _PDF)
    service.assess(app, unclear.id, {"mandate": Verdict.UNCLEAR}, ask=app.actor.name)
    for one in (assessed, decided, promised):
        _yes(app, one)
    draft = DecisionDraft(outcome=Outcome.DECLINE, told="Not our words.", offered="a speaker", kept="The board said so")
    service.decide(app, decided.id, draft)
    accept = DecisionDraft(outcome=Outcome.ACCEPT, told="", promises=(("Send them", "1w"),))
    service.decide(app, promised.id, accept)
    language, text = service.draft(app, promised)
    service.write(app, promised.id, text, language=language)


def _yes(app: App, request: Request) -> None:
    service.assess(app, request.id, dict.fromkeys(rules.put(app, request.kind), Verdict.YES))
