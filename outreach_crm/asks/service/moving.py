"""Says how far an ask has come: made, answered, done, told of, thanked for; each step is an entry in the history."""

from datetime import date
from typing import Any

from outreach_crm.app import App
from outreach_crm.asks.model import Ask, State, StepDraft
from outreach_crm.asks.service.finding import get
from outreach_crm.campaigns import service as campaigns
from outreach_crm.errors import ConflictError, InvalidInputError
from outreach_crm.model import Ref, Side
from outreach_crm.text import either, later, say, term
from outreach_crm.timeline import service as timeline
from outreach_crm.timeline.model import LogDraft

_DAYS = {
    State.MADE: "made_on",
    State.AGREED: "answered_on",
    State.DECLINED: "answered_on",
    State.DONE: "done_on",
    State.REPORTED: "reported_on",
    State.THANKED: "thanked_on",
}
# What the history calls it.
_CALLED = {
    State.PLANNED: term("plan ask again"),
    State.MADE: term("put ask"),
    State.AGREED: term("ask agreed to"),
    State.DECLINED: term("ask declined"),
    State.DONE: term("ask done"),
    State.REPORTED: term("what came of ask"),
    State.THANKED: term("thank for ask"),
    State.GIVEN_UP: term("give up ask"),
}
# What its entry says where nobody said more.
_SAID = {
    State.MADE: later("put to them: {what}"),
    State.AGREED: later("agreed: {what}"),
    State.DECLINED: later("declined: {what}"),
    State.DONE: later("did it: {what}"),
    State.REPORTED: later("what came of it: {what}"),
    State.THANKED: later("thanked for: {what}"),
}
# What comes from them, and not from us.
_THEIRS = frozenset({State.AGREED, State.DECLINED, State.DONE, State.REPORTED})


def move(app: App, ask_id: int, step: StepDraft, *, because: str = "") -> Ask:
    """Say what happened to an ask.

    Args:
        app: the App.
        ask_id: which one.
        step: how far it is now, what was said, and when.
        because: why it is written down.

    Returns:
        the ask as it is now.

    Raises:
        NotFoundError: there is no such ask.
        InvalidInputError: a reason is missing, or the day is in the future or before the step before.
        ConflictError: it cannot come from where it is to there.
    """
    with app.change(_CALLED[step.to], because=because):
        ask, on = get(app, ask_id), step.on or app.clock.today()
        _check(ask, step, on)
        entry_id = step.entry_id or _log(app, ask, step, on)
        if entry_id is not None:
            app.store.insert("ask_entries", {"ask_id": ask_id, "entry_id": entry_id, "state": step.to.value})
        app.store.update("asks", ask_id, _values(ask, step, on))
        return get(app, ask_id)


def _check(ask: Ask, step: StepDraft, on: date) -> None:
    if step.to not in ask.ways:
        further = either(one.label for one in ask.ways)
        raise ConflictError(
            say(
                "Ask {ask_id} stands at {state!r}; it can go on to {further}.",
                ask_id=ask.id,
                state=ask.state.label,
                further=further,
            )
        )
    if step.to in {State.DECLINED, State.GIVEN_UP} and not (step.reason.strip() or step.note.strip()):
        raise InvalidInputError(say("Say why, as far as it is known: the next one who asks them will want to know."))
    if step.to is State.REPORTED and not (step.result.strip() or step.note.strip() or ask.result):
        raise InvalidInputError(say("Say what came of it."))
    if step.follow_up_on and step.to in {State.GIVEN_UP, State.PLANNED}:
        raise InvalidInputError(say("Nothing is said to them now that could be followed up; see outreach tasks add."))
    last = max(filter(None, (ask.made_on, ask.answered_on, ask.done_on, ask.reported_on)), default="")
    if on.isoformat() < last:
        raise InvalidInputError(
            say("{on} is before {last}, when it was {state}.", on=on, last=last, state=ask.state.label)
        )


def _log(app: App, ask: Ask, step: StepDraft, on: date) -> int | None:
    """Write a step into the history; None for what only we know, that it was given up."""
    if step.to in {State.GIVEN_UP, State.PLANNED}:
        return None
    person = ask.person
    draft = LogDraft(
        contact_ids=(ask.contact_id, *([person.contact_id] if person and person.name else [])),
        summary=step.note.strip() or say(_SAID[step.to], what=ask.sentence),
        kind=step.how,
        side=Side.THEIRS if step.to in _THEIRS else Side.OURS,
        on=on,
        outcome=step.reason.strip() or step.result.strip(),
        follow_up=ask.follow_up if step.follow_up_on else "",
        follow_up_on=step.follow_up_on,
    )
    of = campaigns.of_ref(app, Ref("asks", ask.id))
    return timeline.log(app, draft, campaign=str(of[0].id) if of else "").id


def _values(ask: Ask, step: StepDraft, on: date) -> dict[str, Any]:
    values: dict[str, Any] = {"state": step.to.value}
    if step.to in _DAYS:
        values[_DAYS[step.to]] = on.isoformat()
    # Who answers was asked, whether or not anybody wrote that down.
    if ask.made_on is None and step.to not in {State.GIVEN_UP, State.PLANNED}:
        values["made_on"] = on.isoformat()
    if reason := step.reason.strip() or (step.note.strip() if step.to in {State.DECLINED, State.GIVEN_UP} else ""):
        values["reason"] = reason
    elif step.to not in {State.REPORTED, State.THANKED}:
        values["reason"] = ""  # why not, once: it is asked, agreed or done by now
    if result := step.result.strip() or (step.note.strip() if step.to is State.REPORTED else ""):
        values["result"] = result
    if step.kind is not None:
        values["kind"] = step.kind.value
    if step.to is State.DONE:
        values["thanked_on"] = None  # that was for thinking about it
    return values
