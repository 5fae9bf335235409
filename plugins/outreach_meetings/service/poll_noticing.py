"""What of polls waits for whoever opened them: replies to be read, and a date to be chosen."""

from collections.abc import Iterator
from datetime import date, timedelta

from outreach_crm.app import App
from outreach_crm.model import Ref, Reminder, Step
from outreach_crm.text import Sentence, count, say
from outreach_meetings.model.polls import Poll, PollState
from outreach_meetings.service import polling


def reminders(app: App, today: date) -> list[Reminder]:
    """Return what is due of polls on or before a day."""
    return [one for found in polling.list_polls(app, state=PollState.OPEN) for one in _of(found, today)]


def _of(found: Poll, today: date) -> Iterator[Reminder]:
    if unread := [one for one in found.people if one.reply]:
        told = count(
            len(unread),
            "{title}: {n} answer by mail is to be read",
            "{title}: {n} answers by mail are to be read",
            title=found.title,
        )
        yield _reminder(found, today, told, "poll", "", say("Read it"))
    if today > found.closes_on:
        told = say("{title}: the time to answer is over, choose a date", title=found.title)
        yield _reminder(found, found.closes_on + timedelta(days=1), told, "close", " best", say("Choose a date"))
    elif found.said and not found.silent:
        last = max(date.fromisoformat(one.said_on) for one in found.said.values())
        told = say("{title}: everybody has answered, choose a date", title=found.title)
        yield _reminder(found, last, told, "close", " best", say("Choose a date"))


def _reminder(found: Poll, due_on: date, told: Sentence, verb: str, more: str, label: str) -> Reminder:
    return Reminder(
        due_on=due_on,
        sentence=told,
        command=f'outreach meetings {verb} "{found.group}"{more}',
        group="Meetings",
        owner_id=found.owner_id,
        ref=Ref("meeting_polls", found.id),
        step=Step(label=label, path=f"/meetings/polls/{found.id}"),
    )
