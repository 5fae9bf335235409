"""What of asks waits for somebody: to be put, to be answered, to be done, to be told of, to be thanked for."""

from datetime import date, timedelta

from outreach_crm.app import App
from outreach_crm.asks.model import Ask, AsksSettings, State
from outreach_crm.asks.model.advice import Advice
from outreach_crm.asks.queries import advice
from outreach_crm.asks.queries import asks as queries
from outreach_crm.model import Ref, Reminder, Step
from outreach_crm.text import Sentence, say

_GROUP = "Asks"
"""How they stand together on the list of the day."""


def reminders(app: App, today: date) -> list[Reminder]:
    """Return what is due on or before a day, each for whoever approaches them."""
    settings = app.settings.of("asks", AsksSettings)
    wait = queries.waiting(
        app.store,
        today.isoformat(),
        prepare=settings.prepare_days,
        patience=settings.answer_days,
        thanks=settings.thank_days,
    )
    found = [*(waits(one, settings) for one in wait), *(_advice(one) for one in advice.listed(app.store))]
    return [one for one in found if one.due_on <= today]


def _advice(one: Advice) -> Reminder:
    told = say("{name} was asked for advice by now: {what}", name=one.adviser or say("somebody"), what=one.question)
    return Reminder(
        due_on=date.fromisoformat(one.due_on),
        sentence=told,
        command=f"outreach asks advice answer {one.id}",
        group=_GROUP,
        owner_id=one.owner_id,
        ref=Ref("advice", one.id),
        step=Step(label=say("Mark as answered"), path=f"/asks/advice/{one.id}/answer"),
    )


def waits(ask: Ask, settings: AsksSettings) -> Reminder:
    """Return what is next for an ask, and since when."""
    by, patience = date.fromisoformat(ask.due_on), timedelta(days=settings.answer_days)
    if ask.state is State.PLANNED:
        told = say("{name}: to be asked: {what}", name=ask.contact, what=ask.sentence)
        return _reminder(ask, by - timedelta(days=settings.prepare_days), told, "make", say("Asked"), ends_on=by)
    if ask.state is State.MADE:
        told = say("{name} has not answered: {what}", name=ask.contact, what=ask.sentence)
        return _reminder(ask, min(_day(ask.made_on) + patience, by), told, "answer", say("Mark as answered"))
    if ask.state is State.AGREED:
        told = say("{name} agreed to do it by now: {what}", name=ask.contact, what=ask.sentence)
        return _reminder(ask, by, told, "done", say("Mark as done"))
    told = say("{name} did it and was not thanked yet: {what}", name=ask.contact, what=ask.sentence)
    return _reminder(ask, _day(ask.done_on or ask.reported_on) + timedelta(days=1), told, "thank", say("Thanked"))


def _reminder(
    ask: Ask, due_on: date, sentence: Sentence, verb: str, label: Sentence, ends_on: date | None = None
) -> Reminder:
    return Reminder(
        due_on=due_on,
        sentence=sentence,
        command=f"outreach asks {verb} {ask.id}",
        group=_GROUP,
        owner_id=ask.owner_id,
        ref=Ref("asks", ask.id),
        # An answer is a yes or a no: the ask has a button for each.
        step=Step(label=label, path=f"/asks/{ask.id}" if verb == "answer" else f"/asks/{ask.id}/{verb}"),
        summary="{n} asks wait",
        ends_on=ends_on,
    )


def _day(stored: str | None) -> date:
    return date.fromisoformat(stored) if stored else date.min
