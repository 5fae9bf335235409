"""What is in somebody's hand, such as a printed letter: handed over, pulled, settled by their word, or made again."""

from collections.abc import Iterable, Sequence

from outreach_crm.app import App
from outreach_crm.dispatch.model import REASONS, Dispatch, HandedOver, HeldBack, Outcome, State, said
from outreach_crm.dispatch.queries import outbox
from outreach_crm.dispatch.service import deciding, drafting
from outreach_crm.dispatch.service.channels import channel_of
from outreach_crm.dispatch.service.clearing import part
from outreach_crm.dispatch.service.outbox import settle
from outreach_crm.policy import Action
from outreach_crm.privacy.model import Refusal
from outreach_crm.storage import Row


def in_hand(app: App, dispatch_id: int) -> list[HeldBack]:
    """Return what of a dispatch is made and not handed over, each with what stands against its leaving, if anything.

    ``made`` says where it lies, such as the sheet, also of who was erased.

    Raises:
        NotFoundError: there is no such dispatch.
    """
    found, mine = drafting.get(app, dispatch_id), outbox.in_hand(app.store, dispatch_id)
    against = _against(app, found, mine)
    return [_held(row, against[row["id"]].sentence if row["id"] in against else "") for row in mine]


def hand_over(
    app: App, dispatch_id: int, ids: Iterable[int], *, code: str = "posted", already: bool = False, because: str = ""
) -> HandedOver:
    """Say that what was in hand has left, but for what must not leave any more, which is to be pulled.

    Clearance is asked once more. What must not leave stays in hand until somebody says that it was pulled, or that it
    had left: nobody else knows.

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
    with app.change("hand over mailing", because=because, final=True, action=Action.SEND):
        found, mine = drafting.get(app, dispatch_id), _mine(app, dispatch_id, ids)
        against = {} if already else _against(app, found, mine)
        sent = outbox.handed_over(app.store, [row["id"] for row in mine if row["id"] not in against], code)
        deciding.finish(app, dispatch_id)
        held = (_held(row, against[row["id"]].sentence) for row in mine if row["id"] in against)
        return HandedOver(sent=tuple(sorted(sent)), held=tuple(held))


def pulled(app: App, dispatch_id: int, ids: Iterable[int], *, because: str = "") -> int:
    """Say that what was in hand was pulled and never leaves: cancel it, for what stood against it, if anything did.

    Args:
        app: the App.
        dispatch_id: of which one.
        ids: the deliveries; those that are not in hand are passed over.
        because: why.

    Returns:
        How many were cancelled.

    Raises:
        NotFoundError: there is no such dispatch.
    """
    with app.change("pull from mailing", because=because, final=True):
        found, mine = drafting.get(app, dispatch_id), _mine(app, dispatch_id, ids)
        against = _against(app, found, mine)
        told = ((row["id"], against.get(row["id"])) for row in mine)
        rows = [
            {"id": one, "rule": why.rule if why else "pulled", "detail": why.detail if why else ""} for one, why in told
        ]
        outbox.cancel(app.store, rows)
        deciding.finish(app, dispatch_id)
        return len(rows)


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


def _mine(app: App, dispatch_id: int, ids: Iterable[int]) -> list[Row]:
    wanted = {*ids}
    return [row for row in outbox.in_hand(app.store, dispatch_id) if row["id"] in wanted]


def _against(app: App, dispatch: Dispatch, mine: Sequence[Row]) -> dict[int, Refusal]:
    """Return what stands against letting deliveries leave. A way that is blocked for others stops no letter box."""
    whole = ""
    if dispatch.state is State.STOPPED:
        whole, detail = "stopped", dispatch.halted_because
    elif dispatch.is_over(app.clock.today()):
        whole, detail = "over", str(dispatch.until_on)
    if whole:
        sentence = said(REASONS[whole], {"detail": detail})
        why = Refusal(contact_id=0, rule=whole, detail=detail, sentence=sentence, blocks=True)
        return {row["id"]: why for row in mine}
    found: dict[int, Refusal] = {}
    for channel in {row["channel"] for row in mine}:
        contacts = {row["id"]: row["contact_id"] for row in mine if row["channel"] == channel}
        found |= part(app, dispatch, channel_of(app, channel), contacts)[1]
    return found


def _held(row: Row, sentence: str) -> HeldBack:
    given = {name: row[name] for name in ("id", "contact_id", "name", "made")}
    return HeldBack(**given, sentence=sentence)
