"""What of requests waits for somebody: to be assessed, looked at, decided, answered; and promises that are due."""

from datetime import date, timedelta

from outreach_crm.app import App
from outreach_crm.model import Ref, Reminder, Step
from outreach_crm.storage import Row
from outreach_crm.text import Sentence, later, say
from outreach_mutuality.model.requests import NEXT, OPEN, Request, State, in_a_line
from outreach_mutuality.model.settings import MutualitySettings
from outreach_mutuality.queries import requests, waiting

_GROUP = "Requests"
_TOLD = {
    State.RECEIVED: later("{name} asks, to be assessed: {what}"),
    State.UNCLEAR: later("{name} asks, and a rule is unclear: {what}"),
    State.CONSULTED: later("{name} asks, and others are consulted: {what}"),
    State.ASSESSED: later("{name} asks, to be decided: {what}"),
    State.DECIDED: later("{name} asked and is to be answered: {what}"),
}
_ASKED = later("{who} asks you about a request of {name}: {what}")
_ASKED_WHY = later("{who} asks you about a request of {name}: {what} ({why})")
_LABELS = {"assess": later("Assess"), "decide": later("Decide"), "answer": later("Answer")}


def reminders(app: App, today: date) -> list[Reminder]:
    """Return what is due on or before a day, each for whoever looks after it."""
    found = [_of(app, one) for one in requests.listed(app.store, states=OPEN)]
    found += [_asked(row) for row in waiting.asked(app.store, today.isoformat())]
    found += [_promise(row) for row in waiting.promises(app.store, today.isoformat())]
    return [one for one in found if one.due_on <= today]


def _of(app: App, request: Request) -> Reminder:
    """Return what is next for a request: from the day after it came on, or from its deadline where that is before.

    It is an alarm once it has waited too long.
    """
    verb = NEXT[request.state]
    settings = app.settings.of("mutuality", MutualitySettings)
    came = date.fromisoformat(request.received_on)
    by = date.fromisoformat(request.deadline_on) if request.deadline_on else None
    alarm = app.clock.today() > came + timedelta(days=settings.open_days) or (by is not None and by < app.clock.today())
    return Reminder(
        due_on=min(came + timedelta(days=1), by or date.max),
        sentence=waits(request),
        command=f"outreach mutuality {verb} {request.id}",
        group=_GROUP,
        owner_id=request.owner_id,
        ref=Ref("mutuality_requests", request.id),
        step=Step(label=say(_LABELS[verb]), path=f"/requests/{request.id}/{verb}"),
        summary="{n} requests wait",
        alarm=alarm,
        ends_on=by,
    )


def _asked(row: Row) -> Reminder:
    """Return what whoever is asked about a request is told: who asks them, about what, and why."""
    template = _ASKED_WHY if row["why"] else _ASKED
    return Reminder(
        due_on=date.fromisoformat(row["on_day"]),
        sentence=say(template, who=row["who"], name=row["name"], what=in_a_line(row["text"]), why=row["why"]),
        command=f"outreach mutuality show {row['request_id']}",
        group=_GROUP,
        owner_id=row["asked_id"],
        ref=Ref(row["kind"], row["id"]),
        about=Ref("mutuality_requests", row["request_id"]),
        step=Step(label=say("See it"), path=f"/requests/{row['request_id']}"),
        summary="{n} requests wait",
        ends_on=date.fromisoformat(row["deadline_on"]) if row["deadline_on"] else None,
    )


def _promise(row: dict[str, object]) -> Reminder:
    return Reminder(
        due_on=date.fromisoformat(str(row["due_on"])),
        sentence=promised(str(row["name"]), str(row["what"])),
        command=f"outreach mutuality kept {row['id']}",
        group=_GROUP,
        owner_id=row["owner_id"] if isinstance(row["owner_id"], int) else None,
        ref=Ref("mutuality_promises", int(str(row["id"]))),
        about=Ref("mutuality_requests", int(str(row["request_id"]))),
        step=Step(label=say("Kept"), path=f"/requests/promises/{row['id']}/keep", at_once=True),
    )


def waits(request: Request) -> Sentence:
    """Return for what an open request waits, as people read it."""
    return say(_TOLD[request.state], name=request.contact, what=request.line)


def promised(name: str, what: str) -> Sentence:
    """Return what was promised to whom, as people read it."""
    return say("Promised to {name}: {what}", name=name, what=what)
