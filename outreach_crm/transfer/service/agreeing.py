"""Exports that wait for a second person: one asks, another one agrees, and for some days the same may be made."""

from datetime import date, timedelta

from attrs import evolve

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.errors import ConflictError, NotFoundError, OutreachError, RefusedError
from outreach_crm.model import Ref, Reminder, Step
from outreach_crm.policy import Action, may
from outreach_crm.privacy import service as privacy
from outreach_crm.segments import service as segments
from outreach_crm.text import say, term
from outreach_crm.transfer.model import AskedExport, ExportQuestion
from outreach_crm.transfer.queries import asked as queries

DAYS = 7
"""For so many days after it was asked for an export waits for somebody, and may be made by those who agreed."""
_TABLE = "export_requests"


def demand_second(app: App, question: ExportQuestion, count: int) -> None:
    """Go on where one person may take out so many, or a second one agreed; else write down that the actor asks.

    Args:
        app: the App, outside a change: that somebody asks stays written when it is refused.
        question: whom and what for.
        count: how many contacts would leave.

    Raises:
        RefusedError: nobody else has agreed yet.
    """
    most = privacy.most_alone(app)
    if not most or count <= most:
        return
    with app.change(term("ask for an export"), action=Action.EXPORT):
        number = queries.same(app.store, question, _since(app))
        if number is None:
            number = queries.add(app.store, question, count, app.clock.today())
        other = _agree(app, number)
    if not other:
        raise RefusedError(
            say(
                "{count:,} contacts would leave, and above {most:,} a second person agrees first: somebody else, at"
                " /export or by outreach export-requests agree {number}. Then ask for the same again.",
                count=count,
                most=most,
                number=number,
            )
        )


def asked(app: App) -> list[AskedExport]:
    """Return the exports that were asked for in the last days and were too large for one person, the latest first."""
    return [
        evolve(one, whom=_whom(app, one), asked_by=next(iter(names), ""), agreed_by=tuple(names[1:]))
        for one in queries.asked(app.store, _since(app))
        for names in [accounts.agreed(app, Ref(_TABLE, one.id), _DIGEST)]
    ]


def agree(app: App, number: int, *, because: str = "") -> AskedExport:
    """Agree to an export that somebody else asked for.

    Raises:
        NotFoundError: there is none of that number that still waits.
        ConflictError: the actor asked for it, or agreed before.
    """
    with app.change(term("agree to an export"), because=because, action=Action.EXPORT):
        found = _found(app, number)
        if not _waits_for(app, found):
            raise ConflictError(say("Somebody else has to agree to export {number}.", number=number))
        _agree(app, number)
        return _found(app, number)


def reminders(app: App) -> list[Reminder]:
    """Return the exports that wait for whoever asks: for anybody who may take contacts out, but those who agreed."""
    if not may(app.actor, Action.EXPORT) or not privacy.most_alone(app):
        return []
    return [
        Reminder(
            due_on=date.fromisoformat(one.asked_on),
            sentence=say("{name} asks to take out {n:,} contacts", name=one.asked_by, n=one.count),
            command=f"outreach export-requests agree {one.id}",
            group="Exports that wait",
            ref=Ref(_TABLE, one.id),
            step=Step(label="See who asks", path="/export"),
        )
        for one in asked(app)
        if not one.agreed_by and _waits_for(app, one)
    ]


def _waits_for(app: App, one: AskedExport) -> bool:
    return app.actor.name not in (one.asked_by, *one.agreed_by)


def _whom(app: App, one: AskedExport) -> str:
    try:
        return segments.sentence(app, segments.read(app, one.question.conditions))
    except OutreachError:  # a condition names what is gone, or what whoever looks may not see
        return "; ".join(one.question.conditions)


def _found(app: App, number: int) -> AskedExport:
    found = next((one for one in asked(app) if one.id == number), None)
    if found is None:
        raise NotFoundError(
            say("There is no export {number} that waits; see outreach export-requests list.", number=number)
        )
    return found


# What is agreed to stands in the request, which nobody edits.
_DIGEST = "as asked"


def _agree(app: App, number: int) -> str:
    return accounts.second_person(app, Ref(_TABLE, number), _DIGEST)


def _since(app: App) -> str:
    return (app.clock.today() - timedelta(days=DAYS)).isoformat()
