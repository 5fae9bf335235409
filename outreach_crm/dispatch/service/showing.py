"""Showing what became of a dispatch: by state and reason, contact by contact, and what is to be done next."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import evolve, frozen

from outreach_crm.app import App
from outreach_crm.attachments.model import Attachment
from outreach_crm.contacts import service as contacts
from outreach_crm.dispatch.model import (
    Checklist,
    Count,
    Delivery,
    DeliveryState,
    Dispatch,
    State,
    Tally,
    Wanted,
    of_several,
)
from outreach_crm.dispatch.model.costs import Cost
from outreach_crm.dispatch.queries import outbox, records
from outreach_crm.dispatch.service import checking, costing, drafting
from outreach_crm.dispatch.service.attaching import files
from outreach_crm.dispatch.service.clearing import sentences
from outreach_crm.model import Ref
from outreach_crm.privacy import service as privacy
from outreach_crm.privacy.model import Confirmation
from outreach_crm.text import within

_NAMED = 50


@frozen(kw_only=True)
class Shown:
    """A dispatch as it stands: its deliveries by state and by why they are not made or failed, and some of them.

    ``warnings`` are the sentences of the rules that were confirmed; ``ways_on`` are sentences that say what can be done
    next, and by which command.
    """

    dispatch: Dispatch
    segment: str
    counts: tuple[Count, ...]
    left_out: tuple[Tally, ...]
    checklist: Checklist
    costs: tuple[Cost, ...]
    confirmed: tuple[Confirmation, ...]
    warnings: Mapping[str, str]
    next_try: str
    returned: int
    deliveries: tuple[Delivery, ...]
    ways_on: tuple[str, ...]
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
    told, counts = sentences(app, found), tuple(records.counts(app.store, dispatch_id))
    states = (DeliveryState(state),) if state else ()
    wanted = Wanted(states=states, left_out=left_out, limit=limit)
    returned = records.returned(app.store, dispatch_id)
    confirmed = tuple(privacy.confirmed(app, Ref("dispatches", dispatch_id)))
    return Shown(
        dispatch=found,
        segment=_segment(app, found),
        counts=counts,
        left_out=(*_left_out(app, dispatch_id, told), *records.failures(app.store, dispatch_id)),
        costs=tuple(costing.costs(app, dispatch_id)),
        checklist=checking.checklist(app, found),
        confirmed=confirmed,
        warnings={rule: within(of_several(told, rule)) for one in confirmed for rule in one.rules},
        next_try=outbox.next_try(app.store, dispatch_id),
        returned=returned,
        ways_on=tuple(_ways_on(app, found, counts, returned)),
        deliveries=tuple(records.deliveries(app.store, dispatch_id, told, wanted)),
        files=tuple(files(app, dispatch_id)),
    )


def recipients(app: App, dispatch_id: int, wanted: Wanted, *, name: str = "") -> list[Delivery]:
    """Return those who stand in the frozen list of a dispatch, by name, with what became of each and why.

    Args:
        app: the App.
        dispatch_id: which one.
        wanted: which of them.
        name: only those whose names begin so.

    Raises:
        NotFoundError: there is no such dispatch.
    """
    found = drafting.get(app, dispatch_id)
    if name.strip():
        wanted = evolve(wanted, contacts=tuple(one.id for one in contacts.find(app, name, _NAMED)))
    return records.deliveries(app.store, dispatch_id, sentences(app, found), wanted)


def _left_out(app: App, dispatch_id: int, told: Mapping[str, str]) -> Iterable[Tally]:
    for rule, n in records.rules(app.store, dispatch_id).items():
        yield Tally(key=rule, sentence=of_several(told, rule), n=n)


_OPEN = (DeliveryState.QUEUED, DeliveryState.CLAIMED, DeliveryState.DEFERRED)
_UNREACHED = (DeliveryState.FAILED, DeliveryState.CANCELLED)


def _ways_on(app: App, found: Dispatch, counts: Sequence[Count], returned: int) -> Iterator[str]:
    """Yield what can be done next with a dispatch, each way with its command."""
    n = {one.state: one.n for one in counts}
    if found.state is State.DRAFT and not found.frozen_at:
        yield f"To look at it, and to send it: outreach mailings preview {found.id}, outreach mailings send {found.id}"
    elif found.state in {State.DRAFT, State.APPROVED}:
        yield f"To send it: outreach mailings send {found.id}"
    elif found.state is State.SENDING and any(one in n for one in _OPEN):
        yield f"To send what is due: outreach mailings send {found.id}"
    elif found.state in {State.PAUSED, State.STOPPED} and not found.for_good:
        yield f"To go on: outreach mailings resume {found.id}"
    if DeliveryState.IN_HAND in n:
        yield from (f"To go on with what is made: {command}" for command in _by_hand(app, found.id))
    if DeliveryState.IN_DOUBT in n:
        yield f"To decide on what is in doubt: outreach mailings doubt {found.id} --arrived, --again or --drop"
    if found.state is State.DONE and (returned or any(one in n for one in _UNREACHED)):
        yield f"To write to those who did not get it: outreach mailings send {found.id} --missed"


def _by_hand(app: App, dispatch_id: int) -> list[str]:
    """Return the commands by which somebody goes on with what is in their hands."""
    waiting = {row["channel"] for row in outbox.in_hand(app.store, dispatch_id)}
    steps = dict.fromkeys(one.next_step for one in app.plugins.channels() if one.key in waiting)
    return [f"outreach {step} {dispatch_id}" for step in steps if step]


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
