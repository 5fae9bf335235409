"""Handing a message to the outbox: its texts, what stands over them for each, and the open selection, frozen."""

from attrs import evolve

from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import Dispatch, Draft, Policy
from outreach_crm.model import Ref
from outreach_crm.storage import Selection
from outreach_crm.text import later, say
from outreach_urgent_actions.model import REASONS, Issue, Kind, wanted
from outreach_urgent_actions.model.sending import FOLLOWING, URGENT, Order
from outreach_urgent_actions.queries import sending as queries
from outreach_urgent_actions.service import covering, letters, naming

_LONGEST_NAME = 85


def channel(app: App, order: Order) -> str:
    """Return the channel by which whoever asked for no way of their own is reached."""
    return order.channel or dispatch.usual_channel(app)


def check_way(app: App, order: Order) -> None:
    """Refuse to begin where the way out is blocked.

    Raises:
        NotFoundError: there is no such channel.
        DeliveryError: nothing can leave this way.
    """
    dispatch.carrier_of(app, dispatch.channel_of(app, channel(app, order)), order.place).close()


def of_issue(app: App, issue: Issue, order: Order) -> Draft:
    """Return the draft of an issue for the open selection.

    Over what asks for letters stands the text of a sector, and the letters go with it. What is in doubt goes out a
    second time: an appeal is worth more than a copy too many. A stop or a correction that may have arrived waits for
    somebody to look, since it is said once and not taken back.
    """
    asks = issue.kind not in {*FOLLOWING, Kind.PUBLICATION} or issue.kind is Kind.FOLLOWUP
    draft = Draft(
        name=naming.title(app, issue),
        purpose=wanted(issue.kind).purpose,
        texts=covering.texts(app, issue),
        ref=Ref("ua_issues", issue.id),
        fields={"ua_number": naming.cited(app, issue), "write_in": issue.write_in},
        letters=letters.letters(app, issue) if asks else (),
        policy=Policy.HOLD if issue.kind in URGENT else Policy.RESEND,
    )
    return addressed(app, draft, order, asks=asks)


def addressed(app: App, draft: Draft, order: Order, *, asks: bool) -> Draft:
    """Return a draft made ready for the open selection: how it goes, what stands over it for each, and the reasons.

    Args:
        app: the App, with a selection open on its store.
        draft: what it says and what it is about; its name gets a number where there is one of that name.
        order: how it goes.
        asks: whether it asks for letters, so that the text of somebody's sector stands over it.
    """
    told = {
        f"got:{one}": say("received {mailing}", mailing=dispatch.get(app, one).name) for one in queries.got(app.store)
    }
    return evolve(
        draft,
        name=dispatch.free_name(app, draft.name[:_LONGEST_NAME]),
        channel=channel(app, order),
        place=order.place,
        signed_up=True,
        fields={covering.COVERING: "", **draft.fields},
        variants=covering.variants(app, queries.variants(app.store)) if asks else {},
        reasons={**REASONS, "late": later("joined after the case began"), **told},
    )


def hand_over(app: App, draft: Draft, chosen: Selection, order: Order) -> Dispatch:
    """Draft, freeze, approve and start a dispatch to the open selection, or leave it to be approved by somebody else.

    Call inside a change.

    Raises:
        ConflictError: the list is not the one that somebody was shown.
        InvalidInputError: nobody is left to send it to.
    """
    because = order.because
    made = dispatch.draft(app, draft, because=because)
    frozen = dispatch.freeze(app, made.id, chosen, because=because, seen=order.seen)
    if dispatch.waits_for_another(app, made.id):
        return frozen
    dispatch.approve(app, made.id, because=because)
    return dispatch.start(app, made.id)
