"""Mailings as other programs have them, to be read: a person approves each, and says stop."""

from collections.abc import Iterable
from functools import partial

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.dispatch import service
from outreach_crm.dispatch.model import Dispatch, State
from outreach_crm.machines import goes_out, those_there


@frozen(kw_only=True)
class DistributionRecord:
    """A mailing: days are ISO 8601, moments in UTC; ``ref`` is what it is about (``ua_issues:17``), or null."""

    id: int
    uid: str
    name: str
    purpose: str
    sector: str
    channel: str
    segment: str
    ref: str | None
    state: State
    until_on: str | None
    frozen_at: str | None
    approved_by: str
    approved_at: str | None
    halted_by: str
    halted_at: str | None
    for_good: bool
    change_id: int


def some(app: App, ids: Iterable[int]) -> list[DistributionRecord]:
    """Return those of some mailings that the actor may see."""
    return [_record(one) for one in those_there(partial(service.look, app), ids)]


def _record(one: Dispatch) -> DistributionRecord:
    until = one.until_on.isoformat() if one.until_on else None
    return goes_out(one, DistributionRecord, ref=str(one.ref) if one.ref else None, until_on=until)
