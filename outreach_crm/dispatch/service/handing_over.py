"""What is in somebody's hand, such as a printed letter: handed over, settled by what they say, or made again."""

from collections.abc import Iterable, Mapping, Sequence

from outreach_crm.app import App
from outreach_crm.dispatch.model import Dispatch, HandedOver, HeldBack, Outcome, State
from outreach_crm.dispatch.queries import outbox
from outreach_crm.dispatch.service import deciding, drafting
from outreach_crm.dispatch.service.channels import channel_of
from outreach_crm.dispatch.service.clearing import cancel_refused
from outreach_crm.dispatch.service.outbox import settle
from outreach_crm.privacy.model import Refusal
from outreach_crm.storage import Row


def in_hand(app: App, dispatch_id: int) -> list[HeldBack]:
    """Return what of a dispatch is made and not handed over; ``made`` says where it lies, such as the sheet."""
    return [_held(row, "") for row in outbox.in_hand(app.store, dispatch_id)]


def hand_over(
    app: App, dispatch_id: int, ids: Iterable[int], *, code: str = "posted", already: bool = False, because: str = ""
) -> HandedOver:
    """Say that what was in hand has left, but for what must not leave any more, which is to be pulled.

    Clearance is asked once more: an objection, an erasure and an address that is no longer right cancel their own; what
    was stopped stays in hand until it is resumed, or stopped for good.

    Args:
        app: the App.
        dispatch_id: of which one.
        ids: the deliveries; those that are not in hand are passed over.
        code: how they left, in a word.
        already: they are gone, whatever anybody says: all count as sent, so that a stop reaches those who got them.
        because: why.

    Raises:
        NotFoundError: there is no such dispatch.
    """
    with app.change("hand over mailing", because=because, final=True):
        found, wanted = drafting.get(app, dispatch_id), {*ids}
        mine = {row["id"]: row for row in outbox.in_hand(app.store, dispatch_id) if row["id"] in wanted}
        held = {} if already else _held_back(app, found, mine)
        sent = outbox.handed_over(app.store, mine.keys() - held.keys(), code)
        deciding.finish(app, dispatch_id)
        return HandedOver(sent=tuple(sorted(sent)), held=tuple(held.values()))


def settle_in_hand(app: App, dispatch_id: int, outcomes: Sequence[Outcome]) -> int:
    """Write down what somebody says became of what they had in hand: sent, failed, or deferred to be tried again.

    Returns:
        How many were settled.
    """
    settled = settle(app, "", outcomes)
    deciding.finish(app, dispatch_id)
    return settled


def take_back(app: App, ids: Iterable[int]) -> int:
    """Let what is in hand be made again, and return how many; what was made before must not leave."""
    with app.store.write():
        return outbox.take_back(app.store, ids)


def _held_back(app: App, dispatch: Dispatch, mine: Mapping[int, Row]) -> dict[int, HeldBack]:
    if dispatch.state is not State.SENDING or dispatch.is_over(app.clock.today()):
        why = f"was stopped: {dispatch.halted_because}" if dispatch.halted_because else "must not leave now"
        return {one: _held(row, why) for one, row in mine.items()}
    refused: dict[int, Refusal] = {}
    for channel in {row["channel"] for row in mine.values()}:
        contacts = {one: row["contact_id"] for one, row in mine.items() if row["channel"] == channel}
        refused |= cancel_refused(app, dispatch, channel_of(app, channel), contacts)[1]
    return {one: _held(mine[one], why.sentence) for one, why in refused.items()}


def _held(row: Row, sentence: str) -> HeldBack:
    given = {name: row[name] for name in ("id", "contact_id", "name", "made")}
    return HeldBack(**given, sentence=sentence)
