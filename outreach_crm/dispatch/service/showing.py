"""Showing what became of a dispatch: by state and reason, contact by contact."""

from collections.abc import Iterable, Mapping

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.attachments.model import Attachment
from outreach_crm.dispatch.model import Checklist, Count, Delivery, Dispatch, Tally, of_several
from outreach_crm.dispatch.model.costs import Cost
from outreach_crm.dispatch.queries import outbox, records
from outreach_crm.dispatch.service import checking, costing, drafting
from outreach_crm.dispatch.service.attaching import files
from outreach_crm.dispatch.service.clearing import sentences
from outreach_crm.model import Ref
from outreach_crm.privacy import service as privacy
from outreach_crm.privacy.model import Confirmation


@frozen(kw_only=True)
class Shown:
    """A dispatch as it stands: its deliveries by state and by why they are not made or failed, and some of them."""

    dispatch: Dispatch
    segment: str
    counts: tuple[Count, ...]
    left_out: tuple[Tally, ...]
    checklist: Checklist
    costs: tuple[Cost, ...]
    confirmed: tuple[Confirmation, ...]
    next_try: str
    returned: int
    deliveries: tuple[Delivery, ...]
    files: tuple[Attachment, ...] = ()


def show(app: App, dispatch_id: int, *, state: str = "", left_out: bool = False, limit: int = 20) -> Shown:
    """Return how a dispatch stands, with the first deliveries by name.

    Args:
        app: the App.
        dispatch_id: which one.
        state: only deliveries in this state.
        left_out: only those that are not made, or did not get through.
        limit: how many deliveries at most.

    Raises:
        NotFoundError: there is no such dispatch.
    """
    found = drafting.get(app, dispatch_id)
    told = sentences(app, found)
    return Shown(
        dispatch=found,
        segment=_segment(app, found),
        counts=tuple(records.counts(app.store, dispatch_id)),
        left_out=(*_left_out(app, dispatch_id, told), *records.failures(app.store, dispatch_id)),
        costs=tuple(costing.costs(app, dispatch_id)),
        checklist=checking.checklist(app, found),
        confirmed=tuple(privacy.confirmed(app, Ref("dispatches", dispatch_id))),
        next_try=outbox.next_try(app.store, dispatch_id),
        returned=records.returned(app.store, dispatch_id),
        deliveries=tuple(records.deliveries(app.store, dispatch_id, told, state=state, left_out=left_out, limit=limit)),
        files=tuple(files(app, dispatch_id)),
    )


def _left_out(app: App, dispatch_id: int, told: Mapping[str, str]) -> Iterable[Tally]:
    for rule, n in records.rules(app.store, dispatch_id).items():
        yield Tally(key=rule, sentence=of_several(told.get(rule, rule), rule), n=n)


def _segment(app: App, dispatch: Dispatch) -> str:
    """Return the name of its segment; empty where it has none, or it is gone."""
    if not dispatch.segment:
        return ""
    from outreach_crm.errors import NotFoundError
    from outreach_crm.segments import service as segments

    try:
        return segments.get(app, dispatch.segment).name
    except NotFoundError:
        return ""
