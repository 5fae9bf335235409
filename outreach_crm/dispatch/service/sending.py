"""Sending a dispatch through its channels until nothing is due, in this process."""

import secrets
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial

from attrs import Factory, define, frozen

from outreach_crm.app import App
from outreach_crm.change import this_process
from outreach_crm.clock import as_read
from outreach_crm.dispatch.model import Carrier, DeliveryState, Dispatch, Outcome, Policy, State, of_any
from outreach_crm.dispatch.queries import outbox as rows
from outreach_crm.dispatch.queries import records
from outreach_crm.dispatch.service import deciding, drafting, outbox
from outreach_crm.dispatch.service.channels import carrier_of, channel_of
from outreach_crm.errors import ConflictError, DeliveryError, NotFoundError
from outreach_crm.text import figure, say

_BATCH = 400
# So often the same messages are tried again where none of them left: a clock that was put forward ends one claim.
_AGAIN = 2
# So many answers are told of those that did not leave, and what is said of them.
_TOLD = 3
_UNSENT = {
    DeliveryState.DEFERRED: say("put off"),
    DeliveryState.FAILED: say("did not get through"),
    DeliveryState.IN_DOUBT: say("in doubt"),
}


@frozen(kw_only=True)
class Sent:
    """What a run of sending came to: how many left by it, and what is still to come.

    ``next_try`` is the moment of the next attempt, ``halted`` why it stands still, ``in_hand`` how many are made and
    wait for somebody to hand them over, ``unsent`` what kept others from leaving by this run, the most frequent first:
    the state, how many and what was answered; ``notes`` what the ways it went by say of what they made.
    """

    dispatch: Dispatch
    sent: int
    next_try: str
    halted: str = ""
    in_hand: int = 0
    unsent: tuple[tuple[DeliveryState, int, str], ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def came(self) -> tuple[str, ...]:
        """What came of it, in sentences: what left, and why the rest did not."""
        found, n = self.dispatch, figure(self.sent)
        told: list[str] = [say("{name}: {n} sent now; it is {state}.", name=found.name, n=n, state=found.state)]
        told += [_kept_back(*one) for one in self.unsent[:_TOLD]]
        if rest := sum(n for _, n, _ in self.unsent[_TOLD:]):
            told.append(say("{n} more did not leave either.", n=figure(rest)))
        return tuple(told)

    @property
    def told(self) -> tuple[str, ...]:
        """What is told of it, in sentences: what came of it, and by which commands to go on."""
        found, told = self.dispatch, [*self.came]
        if self.halted:
            told.append(f"{self.halted.rstrip('. ')}. To go on: outreach mailings resume {found.id}")
        elif self.next_try:
            told.append(f"To try again, from {as_read(self.next_try)} on: outreach mailings send {found.id}")
        if found.state is State.DONE and any(state is DeliveryState.FAILED for state, _, _ in self.unsent):
            told.append(f"To those who did not get it, once that is mended: outreach mailings send {found.id} --missed")
        if self.in_hand:
            told.append(self.waiting)
        told += self.notes
        return (*told, f"See: outreach mailings show {found.id}")

    @property
    def waiting(self) -> str:
        """How many are made and in somebody's hand, in a sentence."""
        return say("{n} made and waiting for somebody to go on with.", n=figure(self.in_hand))


def _kept_back(state: DeliveryState, n: int, reply: str) -> str:
    if reply:
        return say("{n} {what}: {reply}", n=figure(n), what=_UNSENT[state], reply=reply)
    return say("{n} {what}", n=figure(n), what=_UNSENT[state])


def send(
    app: App,
    dispatch_id: int,
    *,
    batch: int = _BATCH,
    progress: Callable[[int], None] = lambda _: None,
    enough: Callable[[], bool] = lambda: False,
) -> Sent:
    """Send what is due of a dispatch that is being sent, and close it when all is settled.

    It may be run at any time, by several at once, and again after it was killed: whoever has it, has it once; what was
    in its last step is looked for, and is in doubt where nothing shows whether it left.

    Args:
        app: the App.
        dispatch_id: which one.
        batch: how many messages are claimed at once; as many may be in doubt after a crash.
        progress: told how many messages were settled.
        enough: asked before each claim whether to end; what is left stays due.

    Raises:
        NotFoundError: there is no such dispatch.
        ConflictError: it has not begun, or is halted.
    """
    _take_back(app)
    owner, halted = f"{this_process()}#{secrets.token_hex(4)}", ""
    run = _Run(app, dispatch_id, owner, batch, progress, enough)
    _check_under_way(drafting.get(app, dispatch_id))
    for key in records.channels_of(app.store, dispatch_id):
        try:
            with closing(carrier_of(app, channel_of(app, key), drafting.get(app, dispatch_id).place)) as carrier:
                clear_doubts(app, dispatch_id, carrier, key)
                run.through(key, carrier)
        except (DeliveryError, NotFoundError) as error:  # the other ways are open
            halted = f"{halted} {error}".strip()
        finally:
            _LEFT.add((app.store.url, owner))
            outbox.release(app, owner)
            _LEFT.discard((app.store.url, owner))
    return _told(app, run, halted)


def _told(app: App, run: "_Run", halted: str) -> Sent:
    """Halt what cannot go on, close what is settled, and return what a run came to."""
    found = drafting.get(app, run.dispatch_id)
    if not halted and found.is_over(app.clock.today()) and to_send(app, found.id):
        halted = f"Its last day was {found.until_on}."
    if halted and found.state is State.SENDING:
        deciding.pause(app, found.id, because=halted)
    done = deciding.finish(app, found.id)
    if done.state in {State.PAUSED, State.STOPPED}:  # perhaps by somebody else meanwhile
        halted = halted or done.halted_because
    return Sent(
        dispatch=done,
        sent=run.sent,
        next_try=rows.next_try(app.store, found.id),
        halted=halted,
        in_hand=len(rows.in_hand(app.store, found.id)),
        unsent=tuple((state, n, reply) for (state, reply), n in run.unsent.most_common()),
        notes=tuple(dict.fromkeys(run.notes)),
    )


# Runs of this process that could give nothing back, since their database took nothing any more.
_LEFT: set[tuple[str, str]] = set()


def _take_back(app: App) -> None:
    """Take back what earlier runs of this process held as they broke off: others see that it lives, and would wait."""
    if ended := {one for one in _LEFT if one[0] == app.store.url}:
        with app.store.write():
            rows.expire(app.store, [owner for _, owner in ended])
        _LEFT.difference_update(ended)


def _check_under_way(found: Dispatch) -> None:
    if found.state in {State.PAUSED, State.STOPPED}:
        raise ConflictError(
            say(
                "{name} is {state}; outreach mailings resume {number} goes on with it.",
                name=found.name,
                state=found.state,
                number=found.id,
            )
        )
    if found.state in {State.DRAFT, State.APPROVED}:
        raise ConflictError(say("{name} has not begun.", name=found.name))


def to_send(app: App, dispatch_id: int) -> int:
    """Return how many messages of a dispatch are still to be tried."""
    return rows.due(app.store, dispatch_id)


def hasten(app: App, dispatch_id: int) -> int:
    """Let what was deferred be tried at once, since whatever stood in the way is gone; return how many."""
    with app.store.write():
        return rows.hasten(app.store, dispatch_id)


def clear_doubts(app: App, dispatch_id: int, carrier: Carrier, channel: str) -> None:
    """Settle messages in doubt by evidence where the channel has any, else by the policy of the dispatch.

    What has left is sent; what has not is queued again; of what nothing shows, a second copy goes out once where the
    policy says so, and the rest waits for a person.
    """
    outbox.expire(app)
    dispatch = drafting.get(app, dispatch_id)
    doubts = outbox.in_doubt(app, dispatch, channel)
    if not doubts:
        return
    evidence = carrier.arrived(doubts)
    for state, arrived in ((DeliveryState.SENT, True), (DeliveryState.QUEUED, False)):
        outbox.decide(app, [one for one, told in evidence.items() if told is arrived], state)
    unknown = [one.id for one in doubts if one.id not in evidence]
    if dispatch.policy is Policy.RESEND:
        again = set(unknown) - rows.resent(app.store, unknown)
        outbox.decide(app, again, DeliveryState.QUEUED, resent=True)


@define
class _Run:
    """One run of sending in the name of one owner, and how many messages it has sent."""

    app: App
    dispatch_id: int
    owner: str
    size: int
    progress: Callable[[int], None]
    enough: Callable[[], bool]
    sent: int = 0
    settled: int = 0
    unsent: Counter[tuple[DeliveryState, str]] = Factory(Counter)
    notes: list[str] = Factory(list)

    def through(self, channel: str, carrier: Carrier) -> None:
        """Send all that is due through one channel.

        Raises:
            DeliveryError: the same messages come back again and again, and none of them leaves.
        """
        tried, again, before = frozenset[int](), 0, self.settled
        while batch := self._claim(channel):
            ids = frozenset(one.id for one in batch.messages)
            tried, again = ids, again + 1 if ids == tried else 0
            if again > _AGAIN:
                raise DeliveryError(
                    say(
                        "{number} come back unsent by {channel}; see whether this machine's clock is right.",
                        number=len(ids),
                        channel=channel,
                    )
                )
            carrier.carry(batch.messages, partial(outbox.commit_to_send, self.app, batch), self.settle)
            # What it neither let leave nor settled is somebody else's to try.
            outbox.release(self.app, self.owner)
        if self.settled > before:
            self.notes += getattr(carrier, "notes", ())

    def _claim(self, channel: str) -> outbox.Batch | None:
        if self.enough():
            return None
        return outbox.claim(self.app, channel, self.owner, limit=self.size, dispatch_id=self.dispatch_id)

    def settle(self, outcomes: Sequence[Outcome]) -> None:
        """Write down what became of messages, and count them."""
        outbox.settle(self.app, self.owner, outcomes)
        self.sent += sum(one.state is DeliveryState.SENT for one in outcomes)
        self.unsent.update((one.state, of_any(one.reply)) for one in outcomes if one.state in _UNSENT)
        self.settled += len(outcomes)
        self.progress(len(outcomes))
