"""Writes down what people say of the dates of a poll; what somebody says later takes the place of what they said."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.model import Via
from outreach_crm.text import count, say
from outreach_meetings.model.polls import Answer, Asked, Poll, PollDate, Way
from outreach_meetings.model.replies import read_answer
from outreach_meetings.model.times import read_day_or_start
from outreach_meetings.queries import polls
from outreach_meetings.service import polling

_DOORS = {Via.WEB: Way.PAGE}


def answer_poll(
    app: App,
    poll_id: int,
    contact_id: int,
    said: Mapping[int, Answer | None],
    *,
    way: Way | None = None,
    because: str = "",
) -> Poll:
    """Write down what somebody who is asked says of dates.

    Args:
        app: the App.
        poll_id: which poll.
        contact_id: who says so.
        said: their answers by date; None takes one back, and of dates that are not named nothing is altered.
        way: how it came; else by the door through which the actor came.
        because: why.

    Raises:
        NotFoundError: there is no such poll, they are not asked in it, or it has no such date.
        ConflictError: it is closed.
    """
    with app.store.write():
        found = polling.poll(app, poll_id)
        polling.check_open(found)
        who = asked_of(found, contact_id)
        if unknown := {*said} - {one.id for one in found.dates}:
            raise NotFoundError(
                say("The poll of {group} has no date {number}.", group=found.group, number=min(unknown))
            )
        new = {date_id: one for date_id, one in said.items() if one is not found.answer(contact_id, date_id)}
        if not new and not who.reply:
            return found
        with app.change("answer poll", because=because):
            write(app, poll_id, contact_id, new, way or _DOORS.get(app.actor.via, Way.COMMAND), app.actor.name)
            if who.reply:
                app.store.update("meeting_poll_people", who.id, {"reply": ""})
        return polling.poll(app, poll_id)


def write(
    app: App, poll_id: int, contact_id: int, said: Mapping[int, Answer | None], way: Way, said_by: str = ""
) -> None:
    """Write answers where they are new; call it inside a change."""
    there = polls.written(app.store, poll_id, contact_id)
    told = {"way": way.value, "said_by": said_by, "said_on": app.clock.today().isoformat()}
    for date_id, answer in said.items():
        row_id, before = there.get(date_id, (0, None))
        if answer is before:
            continue
        if answer is None:
            app.store.delete("meeting_poll_answers", row_id)
        elif before is None:
            whose = {"date_id": date_id, "contact_id": contact_id}
            app.store.insert("meeting_poll_answers", {**whose, "answer": answer.value, **told})
        else:
            app.store.update("meeting_poll_answers", row_id, {"answer": answer.value, **told})


def asked_of(found: Poll, contact_id: int) -> Asked:
    """Return one who is asked in a poll.

    Raises:
        NotFoundError: they are not.
    """
    for one in found.people:
        if one.contact_id == contact_id:
            return one
    raise NotFoundError(
        say("{contact_id} is not asked in the poll of {group}.", contact_id=contact_id, group=found.group)
    )


def asked_by_name(app: App, found: Poll, name: str) -> Asked:
    """Return whom somebody means of those who are asked, by number or name.

    Raises:
        NotFoundError: there is no such contact, or they are not asked.
        InvalidInputError: several are called so.
    """
    fits = [one for one in found.people if one.name.casefold() == name.strip().casefold()]
    if len(fits) == 1:
        return fits[0]
    who = contacts.resolve(app, name)
    if who.id not in {one.contact_id for one in found.people}:
        raise NotFoundError(say("{who} is not asked in the poll of {group}.", who=who.name, group=found.group))
    return asked_of(found, who.id)


def date_meant(app: App, found: Poll, text: str) -> PollDate:
    """Return the date of a poll that somebody means: its day, with its time where there are two on it.

    Raises:
        InvalidInputError: it is no day, or none of the dates or several are on it.
    """
    day, at = read_day_or_start(text, app.clock.today())
    fits = [one for one in found.dates if one.starts.date() == day and at in {None, _clock(one.starts)}]
    if len(fits) == 1:
        return fits[0]
    there = ", ".join(f"{one.starts:%Y-%m-%d %H:%M}" for one in fits or found.dates)
    why = say("means several dates") if fits else say("is none of the dates")
    raise InvalidInputError(say("{text!r} {why} of this poll: {there}.", text=text, why=why, there=there))


def read_said(app: App, found: Poll, words: Sequence[str]) -> dict[int, Answer | None]:
    """Return what somebody says of dates, as a command has it.

    Args:
        app: the App.
        found: the poll.
        words: an answer for each date in their order (``yes,no,maybe``), or some of them by name
            (``2026-04-02=yes``).

    Raises:
        InvalidInputError: there are more or fewer answers than dates, or one is none.
    """
    if any("=" in one for one in words):
        named = [one.partition("=") for one in words]
        return {date_meant(app, found, day).id: read_answer(answer) for day, _, answer in named}
    answers = [part for one in words for part in one.split(",")]
    if len(answers) != len(found.dates):
        raise InvalidInputError(
            say(
                "The poll has {dates}, and {answers} given; say one for each, in the order of the dates (yes,no,maybe),"
                " or name the day: 2026-04-02=yes.",
                dates=count(len(found.dates), "one date", "{n} dates"),
                answers=count(len(answers), "one answer was", "{n} answers were"),
            )
        )
    return {one.id: read_answer(answer) for one, answer in zip(found.dates, answers, strict=True)}


def _clock(starts: datetime) -> time:
    return starts.time()
