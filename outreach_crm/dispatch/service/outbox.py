"""The outbox: claims with leases, the write before the last step, and what became of each message.

Nothing here opens a change: the states of deliveries are no part of the journal. Each call is one transaction under the
write lock, so that two senders never hold one message.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from hmac import compare_digest

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.change import has_ended
from outreach_crm.changes import service as journal
from outreach_crm.clock import timestamp
from outreach_crm.dispatch.model import FINAL, DeliveryState, Dispatch, Message, Outcome
from outreach_crm.dispatch.queries import outbox, records
from outreach_crm.dispatch.service import drafting
from outreach_crm.dispatch.service.channels import channel_of
from outreach_crm.dispatch.service.clearing import cancel_refused
from outreach_crm.dispatch.service.writing import message_id, write
from outreach_crm.model import Channel
from outreach_crm.text import read_number

LEASE, LAST_STEP = 1_200, 600
"""Seconds for which a claim holds, and for which one waits for the answer to the last step (RFC 5321, 4.5.3.2.6).

Of programs on the same machine is seen whether they have ended; a claim is longer than the last step, so that most
messages need no other lease for it.
"""

# Seconds before another attempt, doubled each time, a day at most; about five days in all (RFC 5321, 4.5.4.1).
_FIRST_WAIT, _LONGEST_WAIT, _ATTEMPTS = 900, 86_400, 10


@frozen(kw_only=True)
class Batch:
    """Messages that one owner has claimed. ``seen`` is how far the journal was when clearance was asked of them."""

    dispatch: Dispatch
    channel: Channel
    owner: str
    messages: tuple[Message, ...]
    seen: str


def claim(
    app: App, channel: str, owner: str, *, limit: int = 100, lease: int = LEASE, dispatch_id: int | None = None
) -> Batch | None:
    """Claim messages that are due, of one dispatch that is being sent; None where nothing is.

    Whoever must not be turned to any more is cancelled on the way, with the reason.

    Args:
        app: the App.
        channel: the key of the channel that will carry them.
        owner: who claims them, as ``host/process id``, with ``#`` and a word where one process has several workers.
        limit: how many at most.
        lease: for how many seconds; afterwards others may claim what has not left.
        dispatch_id: only of this one.
    """
    way = channel_of(app, channel)
    with app.store.write():
        expire(app)
        while (chosen := dispatch_id or outbox.with_work(app.store, channel)) is not None:
            until = _in(app, lease)
            ids = outbox.claim(app.store, chosen, channel, owner=owner, until=until, limit=limit)
            if not ids:
                return None
            dispatch = drafting.get(app, chosen)
            seen, addresses = journal.mark(app), _cleared(app, dispatch, way, ids, owner)
            if addresses:
                return Batch(
                    dispatch=dispatch,
                    channel=way,
                    owner=owner,
                    messages=write(app, dispatch, outbox.load(app.store, addresses), addresses),
                    seen=seen,
                )
    return None


def commit_to_send(app: App, batch: Batch, ids: Sequence[int]) -> frozenset[int]:
    """Write down that messages leave now, and return those that may; the others must not.

    This is where a stop, a withdrawn consent, an objection, an erasure, an address that is no longer right, a lease
    that has passed and a full disk all fail closed. Clearance is asked again where anything was written since the
    claim, or the day went by.

    Args:
        app: the App.
        batch: what was claimed.
        ids: those of its messages that stand before their last step.
    """
    with app.store.write():
        if not batch.seen or journal.mark(app) != batch.seen:
            mine = outbox.held(app.store, ids, batch.owner)
            ids = [*_cleared(app, drafting.get(app, batch.dispatch.id), batch.channel, mine, batch.owner)]
        return frozenset(outbox.commit(app.store, ids, owner=batch.owner, until=_in(app, LAST_STEP)))


def settle(app: App, owner: str, outcomes: Sequence[Outcome]) -> int:
    """Write down what became of messages; what is no longer the owner's, or can no longer become that, stays as it is.

    A message that was deferred too often has failed.

    Returns:
        How many were settled.
    """
    with app.store.write():
        now, put_off = app.clock.now(), [one.id for one in outcomes if one.state is DeliveryState.DEFERRED]
        attempts = outbox.attempts(app.store, put_off) if put_off else {}
        told: dict[DeliveryState, list[dict[str, object]]] = {}
        for one in outcomes:
            state, row = _settled(now, one, attempts.get(one.id, 0))
            told.setdefault(state, []).append(row)
        return sum(outbox.settle(app.store, owner, state.value, rows) for state, rows in told.items())


def release(app: App, owner: str) -> int:
    """Give back what an owner has claimed and not let leave, and return how many."""
    with app.store.write():
        return outbox.release(app.store, owner)


def expire(app: App) -> tuple[int, int]:
    """Take back what programs held that have ended, or whose lease has passed.

    Returns:
        How many are queued again, because nothing of them had left, and how many are in doubt.
    """
    with app.store.write():
        ended = [owner for owner in outbox.owners(app.store) if has_ended(owner.partition("#")[0])]
        return outbox.expire(app.store, ended)


def in_doubt(app: App, dispatch: Dispatch, channel: str) -> list[Message]:
    """Return the messages in doubt of one channel, as they were to leave but for their addresses."""
    return [*write(app, dispatch, outbox.load(app.store, outbox.doubts(app.store, dispatch.id, channel)), {})]


def decide(app: App, ids: Iterable[int], state: DeliveryState, *, because: str = "", resent: bool = False) -> int:
    """Settle messages in doubt by evidence, by policy or by a person's word; return how many.

    Args:
        app: the App.
        ids: the deliveries.
        state: ``sent``, ``failed``, ``cancelled``, or ``queued`` to let them leave again.
        because: why, where somebody cancels them.
        resent: count it as a second copy; nobody gets a third by themselves.
    """
    rows = [
        {
            "id": one,
            "state": state.value,
            "code": "found" if state is DeliveryState.SENT else "",
            "rule": "decided" if state is DeliveryState.CANCELLED else "",
            "detail": because if state is DeliveryState.CANCELLED else "",
            "resent": int(resent),
            "settled_at": timestamp(app.clock.now()) if state in FINAL else None,
        }
        for one in ids
    ]
    with app.store.write():
        outbox.decide(app.store, rows)
    return len(rows)


def came_back(app: App, said: Mapping[int, str]) -> None:
    """Write down of messages that left and came back what was said of each; their state stays, for they were sent."""
    with app.store.write():
        outbox.came_back(app.store, [{"id": one, "said": text[:500] or "came back"} for one, text in said.items()])
        for ref in records.about(app.store, said):
            app.plugins.dispatched(app, ref)


def named(app: App, text: str) -> int | None:
    """Return the delivery that a Message-ID, as it stands before the ``@``, names; None where it is none of ours."""
    number = read_number(text.partition(".")[2].partition(".")[0])
    about = outbox.whose(app.store, number) if number is not None else None
    if number is None or about is None:
        return None
    made = message_id(app.secret("message"), about["uid"], number, about["contact_uid"])
    return number if compare_digest(made.encode(), text.encode()) else None


def _cleared(app: App, dispatch: Dispatch, channel: Channel, ids: Iterable[int], owner: str) -> dict[int, str]:
    """Cancel those that must not leave, and return the others with their addresses."""
    return cancel_refused(app, dispatch, channel, outbox.held(app.store, ids, owner))[0]


def _settled(now: datetime, outcome: Outcome, attempts: int) -> tuple[DeliveryState, dict[str, object]]:
    """Return what a message becomes, and what is written down of it; attempts are those with this one."""
    state, wait = outcome.state, 0
    if state is DeliveryState.DEFERRED and attempts >= _ATTEMPTS:
        state = DeliveryState.FAILED
    elif state is DeliveryState.DEFERRED:
        wait = min(_FIRST_WAIT * 2 ** max(attempts - 1, 0), _LONGEST_WAIT) if outcome.wait is None else outcome.wait
    elif state is DeliveryState.QUEUED:
        wait = outcome.wait or 0
    return state, {
        "id": outcome.id,
        "code": outcome.code or ("accepted" if state is DeliveryState.SENT else ""),
        "reply": outcome.reply[:500],
        "not_before": timestamp(now + timedelta(seconds=wait)) if wait else "",
        "tried": int(state is not DeliveryState.QUEUED),
    }


def _in(app: App, seconds: int) -> str:
    return timestamp(app.clock.now() + timedelta(seconds=seconds))
