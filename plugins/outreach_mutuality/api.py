"""Requests of organisations as other programs have them; what is decided on one is for people."""

from collections.abc import Iterable
from datetime import date
from functools import partial

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.machines import as_written, goes_out, those_there
from outreach_mutuality import service
from outreach_mutuality.model.requests import Outcome, RequestDraft, RequestKind, State


@frozen(kw_only=True)
class RequestRecord:
    """What an organisation asks of us: days are ISO 8601, the amount is in the section's currency, 0 for none."""

    id: int
    contact_id: int
    person_id: int | None
    kind: RequestKind
    text: str
    received_on: str
    came_by: str
    deadline_on: str | None
    country: str
    amount: float
    owner: str
    state: State
    outcome: Outcome | None
    change_id: int


@frozen(kw_only=True)
class RequestToReceive:
    """A request to be written down: whose and what are needed; ``person_id`` is who of them asks."""

    contact_id: int
    text: str
    kind: RequestKind | None = None
    person_id: int | None = None
    received_on: date | None = None
    came_by: str | None = None
    deadline_on: date | None = None
    country: str | None = None
    owner: str | None = None
    amount: float = 0.0


def some(app: App, ids: Iterable[int]) -> list[RequestRecord]:
    """Return those of some requests that the actor may see."""
    return [goes_out(one, RequestRecord) for one in those_there(partial(service.get, app), ids)]


def add(app: App, given: RequestToReceive) -> int:
    """Write down a request and return its number."""
    names = ("kind", "received_on", "came_by", "deadline_on", "country", "owner")
    told = as_written({name: getattr(given, name) for name in names} | {"person": given.person_id})
    draft = RequestDraft(contact_id=given.contact_id, text=given.text, amount=given.amount, **told)  # type: ignore[arg-type]
    return service.receive(app, draft).id
