"""What is to be done next with a mailing, and how many of its messages are how far."""

from collections.abc import Iterator

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.dispatch import service
from outreach_crm.dispatch.model import DeliveryState, State, Wanted
from outreach_crm.dispatch.service import Shown
from outreach_crm.dispatch.web.blueprint import LIMIT, home
from outreach_crm.jobs.model import Job
from outreach_crm.model import Step
from outreach_crm.text import say

_UNREACHED = (DeliveryState.FAILED, DeliveryState.CANCELLED)


@frozen(kw_only=True)
class Figures:
    """How many messages of a mailing left, are leaving now, wait, are in somebody's hand, in doubt, and all there are.

    ``listed`` is without those who were left out when the list was written down.
    """

    listed: int
    left: int
    leaving: int
    waiting: int
    in_hand: int
    in_doubt: int
    unreached: int

    @classmethod
    def of(cls, shown: Shown) -> "Figures":
        """Return those of a mailing."""
        n = {one.state: one.n for one in shown.counts}

        def of(*states: DeliveryState) -> int:
            return sum(n.get(one, 0) for one in states)

        return cls(
            listed=sum(n.values()) - of(DeliveryState.REFUSED),
            left=of(DeliveryState.SENT),
            leaving=of(DeliveryState.INFLIGHT),
            waiting=of(DeliveryState.QUEUED, DeliveryState.CLAIMED, DeliveryState.DEFERRED),
            in_hand=of(DeliveryState.IN_HAND),
            in_doubt=of(DeliveryState.IN_DOUBT),
            unreached=of(*_UNREACHED) + shown.returned,
        )

    @property
    def settled(self) -> int:
        """How many are over, whatever became of them."""
        return self.listed - self.waiting - self.leaving - self.in_hand - self.in_doubt


def next_step(app: App, shown: Shown, job: Job | None, waits: str) -> Step | None:
    """Return what is to be done next with a mailing; None where nothing is, or it goes on by itself.

    Args:
        app: the App.
        shown: how it stands.
        job: what sends it at this moment.
        waits: who wrote its list down, where somebody else has to approve it.
    """
    if job is not None and shown.dispatch.state is State.SENDING:
        return None
    steps = _before(app, shown, waits) if shown.dispatch.state in {State.DRAFT, State.APPROVED} else _after(app, shown)
    return next(steps, None)


def _before(app: App, shown: Shown, waits: str) -> Iterator[Step]:
    found, at = shown.dispatch, home(shown.dispatch.id)
    if found.frozen_at:
        if waits != app.actor.name:
            n = Figures.of(shown).waiting
            yield Step(label=say("Approve it and send it to {n}", n=n), path=f"{at}/start", at_once=True)
    elif found.segment or found.follows:
        if shown.checklist.waits_for:
            yield Step(label=say("Look it over"), path=f"{at}/preview")
        yield Step(label=say("Send it"), path=f"{at}/send")


def _after(app: App, shown: Shown) -> Iterator[Step]:
    found, figures, at = shown.dispatch, Figures.of(shown), home(shown.dispatch.id)
    if found.state in {State.PAUSED, State.STOPPED} and not found.for_good:
        yield Step(label=say("Go on with {n}", n=figures.waiting), path=f"{at}/resume")
    if found.state is State.SENDING and figures.waiting:
        yield Step(label=say("Go on sending to {n}", n=figures.waiting), path=f"{at}/start", at_once=True)
    if figures.in_doubt:
        yield Step(label=say("Settle what is in doubt"), path=f"{at}/doubt")
    if figures.in_hand:
        yield from _by_hand(app, found.id)
    if found.state is State.DONE and figures.unreached and found.test_of is None:
        label = say("Draft it for those who did not get it: {n}", n=figures.unreached)
        yield Step(label=label, path=f"{at}/missed", at_once=True)


def _by_hand(app: App, dispatch_id: int) -> Iterator[Step]:
    """Yield where somebody goes on with what is in their hand."""
    some = service.recipients(app, dispatch_id, Wanted(states=(DeliveryState.IN_HAND,), limit=LIMIT))
    keys = {one.channel for one in some}
    for one in app.plugins.channels():
        if one.key in keys and one.page:
            yield Step(label=say("Go on with what is made"), path=one.page.replace("{id}", str(dispatch_id)))
