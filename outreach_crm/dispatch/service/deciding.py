"""What people decide of a dispatch: approve, start, pause, stop, resume, close; each a change that undo refuses."""

from collections.abc import Collection, Mapping
from datetime import date

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.clock import timestamp
from outreach_crm.dispatch.model import DeliveryState, Dispatch, DispatchSettings, State
from outreach_crm.dispatch.queries import outbox
from outreach_crm.dispatch.service import checking, drafting, told_news
from outreach_crm.dispatch.service.channels import carrier_of, channel_of
from outreach_crm.dispatch.service.freezing import freeze, too_many_for_one
from outreach_crm.dispatch.service.outbox import decide, expire
from outreach_crm.errors import ConflictError, InvalidInputError, RefusedError
from outreach_crm.model import Ref
from outreach_crm.policy import Action
from outreach_crm.text import say


def approve(app: App, dispatch_id: int, *, because: str = "") -> Dispatch:
    """Say that the frozen list and the texts are right.

    Raises:
        ConflictError: its recipients are not frozen, or it was approved before.
        RefusedError: nobody has said yet that its texts are right, or so many get it that somebody else has to approve
            it.
    """
    with app.change("approve mailing", because=because, final=True, action=Action.SEND):
        found = drafting.get(app, dispatch_id)
        if not found.frozen_at:
            raise ConflictError(say("The recipients of {name} are not frozen yet.", name=found.name))
        checking.demand_check(app, found)
        if too_many_for_one(app, found):
            ref = Ref("dispatches", dispatch_id)
            if not accounts.second_person(app, ref, found.uid, because=because):
                raise RefusedError(
                    say(
                        "{name} goes to more than {second_above}; somebody else approves it.",
                        name=found.name,
                        second_above=found.second_above,
                    )
                )
        values = {"approved_by": app.actor.account_id, "approved_at": timestamp(app.clock.now())}
        checking.keep(app, found)
        return _move(app, found, State.APPROVED, values)


def waits_for_another(app: App, dispatch_id: int) -> str:
    """Return whose list waits for a second person to approve it; empty where none has to."""
    found = drafting.get(app, dispatch_id)
    if found.state is not State.DRAFT or not found.frozen_at or not too_many_for_one(app, found):
        return ""
    return next(iter(accounts.agreed(app, Ref("dispatches", dispatch_id), found.uid)), "")


def start(app: App, dispatch_id: int) -> Dispatch:
    """Let an approved dispatch leave: its messages may be claimed from now on."""
    with app.change("start mailing", final=True, action=Action.SEND):
        return _move(app, drafting.get(app, dispatch_id), State.SENDING)


def begin(
    app: App,
    dispatch_id: int,
    *,
    channel: str = "",
    place: str = "",
    confirmed: bool = False,
    because: str = "",
    seen: int | None = None,
) -> Dispatch:
    """Freeze, approve and start a dispatch in one change, as far as that was not done yet and one person may.

    Where more get it than one may say alone, it is frozen and comes back as a draft: somebody else begins it then.

    Args:
        app: the App.
        dispatch_id: which one.
        channel: by what it goes, in the place of what the draft says.
        place: where the channel puts it, in the place of what the draft says.
        confirmed: whether warnings are confirmed.
        because: why.
        seen: the version of the list that somebody was shown, as in :func:`freeze`.

    Raises:
        RefusedError: its texts are not checked, warnings not confirmed, or it waits for somebody else.
        ConflictError: it has begun already, or the list is another one by now.
        InvalidInputError, NotFoundError, DeliveryError: nobody is left, there is no such channel, or it is blocked.
    """
    found = drafting.get(app, dispatch_id)
    way = channel_of(app, channel or found.channel)
    carrier_of(app, way, place or found.place).close()  # a way out that is blocked is told before anything is frozen
    with app.change("send mailing", because=because, final=True, action=Action.SEND):
        found = _take_way(app, drafting.get(app, dispatch_id), way.key, place or found.place)
        if not found.frozen_at:
            found = freeze(app, dispatch_id, confirmed=confirmed, because=because, seen=seen)
            if too_many_for_one(app, found):
                return found
        if found.state is State.DRAFT:
            approve(app, dispatch_id, because=because)
        return start(app, dispatch_id)


def _take_way(app: App, found: Dispatch, channel: str, place: str) -> Dispatch:
    """Write down by what a dispatch goes, which is checked and, once its list is frozen, goes no other way."""
    if found.state is State.DRAFT:
        checking.demand_check(app, found)
    if found.frozen_at and channel != found.channel:
        raise RefusedError(
            say("The list of {name} is frozen for {channel}; it goes that way.", name=found.name, channel=found.channel)
        )
    app.store.update("dispatches", found.id, {"channel": channel, "place": place})
    return found


def pause(app: App, dispatch_id: int, *, because: str) -> Dispatch:
    """Halt a dispatch whose way out is blocked; anybody may go on with it. What stands still or is done is left so."""
    with app.store.write():  # of several who find the way blocked at once, one says so
        found = drafting.get(app, dispatch_id)
        if found.state in {State.PAUSED, State.STOPPED, State.DONE}:
            return found
        with app.change("pause mailing", because=because, final=True, action=Action.SEND):
            return _move(app, found, State.PAUSED, _halted(app, because))


def stop(app: App, dispatch_id: int, *, because: str, for_good: bool = False) -> Dispatch:
    """Stop a dispatch at once: after this no message takes its last step.

    What is in the last step at this moment cannot be called back. One person may stop.

    Args:
        app: the App.
        dispatch_id: which one.
        because: why.
        for_good: cancel whatever has not left, but for what is in somebody's hand: only they know what becomes of it;
            else it can be resumed.

    Raises:
        InvalidInputError: no reason was given.
        ConflictError: it is done.
    """
    if not because.strip():
        raise InvalidInputError(say("Say why it is stopped; whoever finds it will want to know."))
    with app.change("stop mailing", because=because, final=True, action=Action.SEND):
        found = drafting.get(app, dispatch_id)
        if found.state is State.DRAFT and not (found.frozen_at and for_good):
            raise ConflictError(say("{name} is a draft; nothing of it leaves.", name=found.name))
        if found.state is not State.STOPPED:
            found = _move(app, found, State.STOPPED, _halted(app, because))
        if for_good:
            app.store.update("dispatches", dispatch_id, {"for_good": 1})
            outbox.cancel_all(app.store, dispatch_id, because.strip())
            finish(app, dispatch_id)
        return drafting.get(app, dispatch_id)


def stop_telling_of(app: App, ref: Ref, because: str) -> None:
    """Stop for good whatever is on its way and tells of a record that is stopped; drafts are refused until they do not.

    Call inside the change that stops it.
    """
    for one in told_news.mark(app, ref, because):
        if one.frozen_at and one.state is not State.DONE:
            stop(app, one.id, because=because, for_good=True)


def resume(app: App, dispatch_id: int, *, place: str = "", until_on: date | None = None, because: str = "") -> Dispatch:
    """Go on with a dispatch that was paused or stopped.

    Args:
        app: the App.
        dispatch_id: which one.
        place: where the channel puts the rest, in the place of what was said before.
        until_on: its last day, in the place of the one it had.
        because: why; needed where there is another last day.

    Raises:
        RefusedError: whoever stopped it must not resume it alone (setting ``[mailings] resume_by_another``), or its
            last day has passed.
        InvalidInputError: it has another last day and no reason.
        ConflictError: it goes on already, is done, or was stopped for good.
    """
    with app.change("resume mailing", because=because, final=True, action=Action.SEND):
        found = drafting.get(app, dispatch_id)
        _check_resumable(app, found)
        last = until_on or found.until_on
        if last and last < app.clock.today():
            raise RefusedError(
                say(
                    "The last day of {name} was {last}; give another, and why: --until, --because.",
                    name=found.name,
                    last=last,
                )
            )
        if until_on and not because.strip():
            raise InvalidInputError(say("Say why it may leave for longer: --because."))
        values = {"place": place or found.place, "until_on": last.isoformat() if last else None}
        return _move(app, found, State.SENDING, values)


def _check_resumable(app: App, found: Dispatch) -> None:
    """Refuse to go on with what was stopped for good, or what somebody else has to resume."""
    if found.for_good and found.state is State.STOPPED:
        raise ConflictError(
            say(
                "{name} was stopped for good; outreach mailings show {number} tells what is left.",
                name=found.name,
                number=found.id,
            )
        )
    another = app.settings.of("mailings", DispatchSettings).resume_by_another
    if another and found.state is State.STOPPED and found.halted_by == app.actor.name:
        raise RefusedError(say("You stopped {name} yourself; here somebody else has to resume it.", name=found.name))


def finish(app: App, dispatch_id: int) -> Dispatch:
    """Close a dispatch of which everything is settled; leave it as it is where anything is not.

    Of one that was stopped for good, what was in its last step and came back is cancelled first; what is in somebody's
    hand keeps it open until they say that it was pulled or has left.
    """
    with app.store.write():  # of several who find everything settled at once, one closes it
        found = drafting.get(app, dispatch_id)
        if found.for_good and found.state is State.STOPPED:
            outbox.cancel_all(app.store, dispatch_id, found.halted_because)
        if found.state in {State.DONE, State.DRAFT, State.APPROVED} or outbox.unfinished(app.store, dispatch_id):
            return found
        with app.change("finish mailing", final=True):
            done = _move(app, found, State.DONE)
            if done.ref is not None:
                app.plugins.dispatched(app, done.ref)
            return done


def settle_doubts(
    app: App, dispatch_id: int, verdict: DeliveryState, *, only: Collection[int] = (), because: str = ""
) -> Dispatch:
    """Settle messages of a dispatch that are in doubt, by somebody's word.

    Args:
        app: the App.
        dispatch_id: which one.
        verdict: ``sent``, ``queued`` to let them leave once more, or ``cancelled``.
        only: these deliveries; none: all that are in doubt.
        because: how they know, or why.

    Raises:
        ConflictError: nothing is in doubt.
    """
    with app.change("decide what is in doubt", because=because, final=True, action=Action.SEND):
        expire(app)
        ids = [one for one in outbox.doubts(app.store, dispatch_id) if not only or one in only]
        if not ids:
            raise ConflictError(say("Nothing of {get} is in doubt.", get=drafting.get(app, dispatch_id).name))
        decide(app, ids, verdict, because=because, resent=verdict is DeliveryState.QUEUED)
        return finish(app, dispatch_id)


def _halted(app: App, because: str) -> dict[str, object]:
    now = timestamp(app.clock.now())
    return {"halted_by": app.actor.account_id, "halted_at": now, "halted_because": because.strip()}


_SAID = {
    State.DRAFT: say("is a draft"),
    State.APPROVED: say("is approved and not started"),
    State.SENDING: say("is being sent"),
    State.PAUSED: say("is paused"),
    State.STOPPED: say("is stopped"),
    State.DONE: say("is finished"),
}


def _move(app: App, found: Dispatch, state: State, values: Mapping[str, object] | None = None) -> Dispatch:
    if not found.state.may_become(state):
        raise ConflictError(
            say(
                "{name} {said}; see outreach mailings show {number}.",
                name=found.name,
                said=_SAID[found.state],
                number=found.id,
            )
        )
    app.store.update("dispatches", found.id, {"state": state.value, **(values or {})})
    return drafting.get(app, found.id)
