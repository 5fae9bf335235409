"""Follows the message in which the answer to a request leaves: how it stands, why, and how somebody goes on."""

from attrs import evolve

from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import Delivery, DeliveryState, Dispatch, State, Wanted
from outreach_crm.model import Ref
from outreach_crm.text import later, say
from outreach_mutuality.model.answers import Leaving, Written

_ON_ITS_WAY = later("It is on its way to {name}.")
_HELD_BACK = later("It was held back from {name}: {why}")
_SAID = {
    DeliveryState.QUEUED: _ON_ITS_WAY,
    DeliveryState.CLAIMED: _ON_ITS_WAY,
    DeliveryState.INFLIGHT: _ON_ITS_WAY,
    DeliveryState.DEFERRED: later("It has not left yet and is tried again: {why}"),
    DeliveryState.IN_HAND: later("It is made for {name}, and waits for somebody to hand it over."),
    DeliveryState.SENT: later("It went out to {name}."),
    DeliveryState.FAILED: later("It did not get through to {name}: {why}"),
    DeliveryState.IN_DOUBT: later("It is in doubt whether it left for {name}."),
    DeliveryState.CANCELLED: _HELD_BACK,
    DeliveryState.REFUSED: _HELD_BACK,
}
_STANDS_STILL = later("It stands still: {why}")
_CAME_BACK = later("It came back from {name}: {why}")
_WAITS = frozenset({DeliveryState.QUEUED, DeliveryState.CLAIMED, DeliveryState.DEFERRED})
_HALTED = frozenset({State.PAUSED, State.STOPPED})


def answers(app: App, request_id: int) -> dispatch.Answers:
    """Return the messages in which the answer to a request leaves."""
    return dispatch.Answers(app, Ref("mutuality_requests", request_id))


def followed(app: App, written: Written) -> Written:
    """Return an answer with how the message stands in which it leaves, where there is one that somebody may see."""
    if written.dispatch_id is None:
        return written
    found = dispatch.get(app, written.dispatch_id)
    some = dispatch.recipients(app, found.id, Wanted(limit=1))
    return evolve(written, leaving=_leaving(app, written, found, some[0])) if some else written


def _leaving(app: App, written: Written, found: Dispatch, one: Delivery) -> Leaving:
    template, why, command = _SAID[one.state], one.left_out or one.reply or one.code, _goes_on(app, found, one)
    if one.state is DeliveryState.FAILED:
        why = one.reply or one.code
    elif one.returned:
        template, why = _CAME_BACK, one.returned
    elif found.state in _HALTED and one.state in _WAITS:
        template, why, command = _STANDS_STILL, found.halted_because, f"outreach mailings resume {found.id}"
    if found.state is State.DONE and (one.returned or one.state is not DeliveryState.SENT):
        command = f"outreach mutuality answer {written.request_id} --channel WAY"
    return Leaving(
        dispatch_id=found.id,
        to=one.name,
        channel=one.channel,
        by=found.approved_by,
        state=one.state,
        sentence=say(template, name=one.name, why=why or say("nobody said why")),
        command=command,
        under_way=found.state is not State.DONE,
    )


def _goes_on(app: App, found: Dispatch, one: Delivery) -> str:
    """Return the command by which somebody goes on with a message that is under way; empty where none is needed."""
    if one.state is DeliveryState.IN_HAND:
        step = dispatch.channel_of(app, one.channel).next_step
        return f"outreach {step} {found.id}" if step else ""
    if one.state is DeliveryState.IN_DOUBT:
        return f"outreach mailings doubt {found.id}"
    return f"outreach mailings send {found.id}" if one.state is not DeliveryState.SENT else ""
