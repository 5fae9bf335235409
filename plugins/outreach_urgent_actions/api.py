"""Urgent Actions as other programs have them, to be read: what is sent of them a person decides."""

from collections.abc import Iterable
from functools import partial

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.machines import goes_out, those_there
from outreach_urgent_actions import service
from outreach_urgent_actions.model import Audience, Issue, Kind, State


@frozen(kw_only=True)
class UrgentActionCase:
    """A case of an Urgent Action, by its reference, and how far it is."""

    ref: str
    state: State


@frozen(kw_only=True)
class UrgentActionRecord:
    """One Urgent Action as it was sent out: days are ISO 8601; ``audience`` says for whom the sheet is."""

    id: int
    uid: str
    kind: Kind
    ordinal: int | None
    subject: str
    concerns: str
    issued_on: str | None
    deadline_on: str | None
    received_at: str | None
    index_number: str
    audience: Audience
    write_in: str
    life_at_risk: bool
    source: str
    external_id: str
    cases: tuple[UrgentActionCase, ...]
    change_id: int


def some(app: App, ids: Iterable[int]) -> list[UrgentActionRecord]:
    """Return some Urgent Actions."""
    return [_record(app, one) for one in those_there(partial(service.get_issue, app), ids)]


def _record(app: App, issue: Issue) -> UrgentActionRecord:
    cases = tuple(goes_out(one, UrgentActionCase) for one in service.cases_of(app, issue.id))
    return goes_out(issue, UrgentActionRecord, cases=cases)
