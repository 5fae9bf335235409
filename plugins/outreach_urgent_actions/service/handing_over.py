"""Handing a message to the outbox: its texts, what stands over them for each, and the open selection, frozen."""

from datetime import date

from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import Dispatch, Draft, Text
from outreach_crm.model import Ref
from outreach_crm.storage import Selection
from outreach_urgent_actions.model import REASONS
from outreach_urgent_actions.model.sending import Order
from outreach_urgent_actions.queries import sending as queries
from outreach_urgent_actions.service import covering, matching

PURPOSE = "urgent-actions"
_LONGEST_NAME = 85


def channel(app: App, order: Order) -> str:
    """Return the channel by which whoever asked for no way of their own is reached."""
    return order.channel or matching.ways(app).get("email", "folder")


def check_way(app: App, order: Order) -> None:
    """Refuse to begin where the way out is blocked.

    Raises:
        NotFoundError: there is no such channel.
        DeliveryError: nothing can leave this way.
    """
    dispatch.carrier_of(app, dispatch.channel_of(app, channel(app, order)), order.place).close()


def draft(
    app: App,
    texts: tuple[Text, ...],
    *,
    name: str,
    number: str,
    ref: Ref,
    order: Order,
    asks: bool = True,
    until_on: date | None = None,
    second_above: int = 0,
) -> Draft:
    """Return the draft of a message to the open selection.

    Args:
        app: the App, with a selection open on its store.
        texts: what it says, with the field ``covering``.
        name: what the dispatch is to be called; a number is added where there is one of that name.
        number: how the case is cited in it: the field ``ua_number``.
        ref: what it is about.
        order: how it goes.
        asks: whether it asks for letters, so that the text of somebody's sector stands over it.
        until_on: the last day on which it may leave.
        second_above: to how many it may go without a second person; 0: whatever the number.
    """
    told = {f"got:{one}": f"received {dispatch.get(app, one).name}" for one in queries.got(app.store)}
    name = name[:_LONGEST_NAME]
    return Draft(
        name=f"{name} ({ref.id})" if queries.is_named(app.store, name) else name,
        purpose=PURPOSE,
        texts=texts,
        channel=channel(app, order),
        place=order.place,
        ref=ref,
        signed_up=True,
        fields={covering.COVERING: "", "ua_number": number},
        variants=covering.variants(app, queries.variants(app.store)) if asks else {},
        reasons={**REASONS, "late": "joined after the case began", **told},
        until_on=until_on,
        second_above=second_above,
    )


def hand_over(app: App, draft: Draft, chosen: Selection, *, because: str = "") -> Dispatch:
    """Draft, freeze, approve and start a dispatch to the open selection, or leave it to be approved by somebody else.

    Call inside a change.

    Raises:
        InvalidInputError: nobody is left to send it to.
    """
    made = dispatch.draft(app, draft, because=because)
    frozen = dispatch.freeze(app, made.id, chosen, because=because)
    if dispatch.waits_for_another(app, made.id):
        return frozen
    dispatch.approve(app, made.id, because=because)
    return dispatch.start(app, made.id)
