"""The outbox: claims with leases, the write before the last step, and what became of each message.

Nothing here opens a change: the states of deliveries are no part of the journal. Each call is one transaction under the
write lock, so that two senders never hold one message.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.change import has_ended
from outreach_crm.changes import service as journal
from outreach_crm.clock import timestamp
from outreach_crm.dispatch.model import DELIVERY_WAYS, FINAL, DeliveryState, Dispatch, Message, Outcome
from outreach_crm.dispatch.queries import outbox
from outreach_crm.dispatch.service import drafting
from outreach_crm.dispatch.service.channels import channel_of
from outreach_crm.dispatch.service.clearing import cancel_refused
from outreach_crm.dispatch.service.writing import write
from outreach_crm.model import Channel
from outreach_crm.storage.digests import keyed

LEASE, LAST_STEP = 1_200, 600
"""Seconds for which a claim holds, and for which one waits for the answer to the last step (RFC 5321, 4.5.3.2.6).

Of programs on the same machine is seen whether they have ended; a claim is longer than the last step, so that most
messages need no other lease for it.
"""

# Seconds before another attempt, doubled each time, a day at most; about five days in all (RFC 5321, 4.5.4.1).
_FIRST_WAIT, _LONGEST_WAIT, _ATTEMPTS = 900, 86_400, 10
_LATER = frozenset({DeliveryState.DEFERRED, DeliveryState.QUEUED})


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
                    messages=tuple(_messages(app, dispatch, addresses)),
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
        states = outbox.states(app.store, [one.id for one in outcomes], owner)
        now = app.clock.now()
        rows = [
            _settled(now, one, *states[one.id])
            for one in outcomes
            if one.id in states and (states[one.id][0], one.state.value) in DELIVERY_WAYS
        ]
        outbox.settle(app.store, owner, rows)
        return len(rows)


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
    return [*write(dispatch, outbox.load(app.store, outbox.doubts(app.store, dispatch.id, channel)), {})]


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


def message_id(secret: bytes, dispatch: Dispatch, contact_uid: str, channel: str) -> str:
    """Return the part of a Message-ID before the ``@``: the same at each attempt, so that a store may drop a copy.

    It is a keyed digest, so that whoever sees two mailings cannot tell that they went to one person.

    Args:
        secret: the key of messages, ``app.secret("message")``.
        dispatch: which one.
        contact_uid: whom it is for; not their number, which a restore of an older backup gives a second time.
        channel: by what it goes.
    """
    return f"{dispatch.uid}.{keyed(secret, f'{dispatch.uid}|{contact_uid}|{channel}').hex()[:24]}"


def _cleared(app: App, dispatch: Dispatch, channel: Channel, ids: Iterable[int], owner: str) -> dict[int, str]:
    """Cancel those that must not leave, and return the others with their addresses."""
    return cancel_refused(app, dispatch, channel, outbox.held(app.store, ids, owner))[0]


def _messages(app: App, dispatch: Dispatch, addresses: dict[int, str]) -> Iterable[Message]:
    rows, secret = outbox.load(app.store, addresses), app.secret("message")
    names = {
        row["id"]: message_id(secret, dispatch, row["contact_uid"], row["channel"])
        for row in rows
        if not row["message_id"]
    }
    outbox.name_messages(app.store, names)
    return write(dispatch, ({**row, "message_id": row["message_id"] or names[row["id"]]} for row in rows), addresses)


def _settled(now: datetime, outcome: Outcome, before: str, attempts: int) -> dict[str, object]:
    state = outcome.state
    # It was counted as it went in flight; what was not tried is no attempt.
    attempts += before == DeliveryState.CLAIMED and state is not DeliveryState.QUEUED
    if state is DeliveryState.DEFERRED and attempts >= _ATTEMPTS:
        state = DeliveryState.FAILED
    wait = outcome.wait if state in _LATER else 0
    if wait is None:
        wait = min(_FIRST_WAIT * 2 ** max(attempts - 1, 0), _LONGEST_WAIT) if state is DeliveryState.DEFERRED else 0
    return {
        "id": outcome.id,
        "state": state.value,
        "code": outcome.code or ("accepted" if state is DeliveryState.SENT else ""),
        "reply": outcome.reply[:500],
        "not_before": timestamp(now + timedelta(seconds=wait)) if wait else "",
        "attempts": attempts,
        "settled_at": timestamp(now) if state in FINAL else None,
    }


def _in(app: App, seconds: int) -> str:
    return timestamp(app.clock.now() + timedelta(seconds=seconds))
