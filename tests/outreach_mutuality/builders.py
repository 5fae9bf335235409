"""Small makers of requests."""

from pathlib import Path
from typing import Any

from attrs import evolve

from outreach_crm.app import App
from outreach_crm.settings import Settings
from outreach_mutuality import service
from outreach_mutuality.model.assessing import Decision, DecisionDraft, Outcome, Verdict
from outreach_mutuality.model.requests import Request, RequestDraft
from outreach_mutuality.service import rules
from tests.builders import an_organisation

TEXT = "Will you sign our open letter on the strike in the harbour?"


def a_request(app: App, contact_id: int | None = None, text: str = TEXT, **draft: Any) -> Request:
    """Write down a request, of an organisation made for it unless one is given."""
    whose = contact_id if contact_id is not None else an_organisation(app, "Dockers' Union").id
    return service.receive(app, RequestDraft(contact_id=whose, text=text, **draft))


def assessed(app: App, request: Request, **said: Verdict) -> Request:
    """Say what the rules say: yes, but for those that are named, with underscores for hyphens."""
    verdicts = dict.fromkeys(rules.put(app, request.kind), Verdict.YES)
    return service.assess(app, request.id, verdicts | {key.replace("_", "-"): one for key, one in said.items()})


def decided(app: App, request: Request, outcome: Outcome = Outcome.ACCEPT, **draft: Any) -> Decision:
    """Decide on an assessed request."""
    told = {"told": "We sign with our own words only", "offered": "a speaker", **draft}
    return service.decide(app, assessed(app, request).id, DecisionDraft(outcome=outcome, **told))


def with_rules(app: App, folder: Path) -> App:
    """Return the same office with rules of its own."""
    return evolve(app, settings=Settings({"mutuality": {"rules": str(folder)}}))
