"""Asks people for dates by mail, and reminds those who have not answered; all of it leaves by dispatch."""

from collections.abc import Sequence
from datetime import date, timedelta

from attrs import frozen

from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import DeliveryState, Dispatch, Draft, Wanted
from outreach_crm.errors import ConflictError, RefusedError
from outreach_crm.model import Ref
from outreach_crm.text import Sentence, count, literal, row, say
from outreach_meetings.model.polls import Asked, Poll
from outreach_meetings.queries import polls
from outreach_meetings.service import foreseeing, poll_letters, poll_links, polling
from outreach_meetings.service.lacking import PURPOSE, who_lacks

EVERY = timedelta(days=3)
"""So long nobody is reminded again."""
_WHY = '[["asked",{}]]'
_LONGEST_TITLE = 60


@frozen(kw_only=True)
class PollMail:
    """What came of asking people by mail: the mailing, how many get it, and who does not, each with why.

    ``way`` says how a basis is recorded, where somebody is left out for want of one.
    """

    dispatch: Dispatch
    asked: int
    left_out: tuple[str, ...]
    way: Sentence | None = None

    @property
    def told(self) -> Sentence:
        """How many are asked, and how many are not."""
        asked = count(self.asked, "{n} is written to", "{n} are written to")
        if not self.left_out:
            return say("{asked}.", asked=asked)
        return say("{asked}, {n} cannot be.", asked=asked, n=len(self.left_out))


def to_ask(found: Poll) -> tuple[Asked, ...]:
    """Return who was not written to yet and has not answered."""
    return tuple(one for one in found.silent if one.asked_on is None)


def without_answer(found: Poll, today: date) -> tuple[Asked, ...]:
    """Return who has not answered, and was not written to in the last days."""
    return tuple(one for one in found.silent if one.asked_on and today - date.fromisoformat(one.asked_on) >= EVERY)


def ask_for_dates(app: App, poll_id: int, *, channel: str = "", place: str = "", because: str = "") -> PollMail:
    """Make the mail in which people are asked who were not asked yet, ready to be sent.

    Args:
        app: the App.
        poll_id: which poll.
        channel: by what it goes; else as mailings do.
        place: where the channel puts it, such as a folder.
        because: why.

    Raises:
        NotFoundError: there is no such poll or channel.
        ConflictError: it is closed or its day has passed, or everybody was asked.
        RefusedError: nobody of them can be written to.
    """
    found = _open(app, poll_id)
    people = to_ask(found)
    if not people:
        raise ConflictError(
            say("Everybody was asked already; {remind} writes to those who have not answered.", remind=_remind(found))
        )
    return _write(app, found, people, channel, place, because)


def remind_of_dates(app: App, poll_id: int, *, channel: str = "", place: str = "", because: str = "") -> PollMail:
    """Make the mail that reminds those who have not answered, ready to be sent; nobody gets two within three days.

    Raises:
        NotFoundError, RefusedError: as :func:`ask_for_dates`.
        ConflictError: it is closed or its day has passed, everybody has answered, or those who have not were written to
            in the last three days.
    """
    found = _open(app, poll_id)
    if not found.silent:
        raise ConflictError(
            say("Everybody has answered; choose a date: outreach meetings close {group!r} best", group=found.group)
        )
    people = without_answer(found, app.clock.today())
    if not people:
        last = max((one.asked_on or "" for one in found.silent), default="")
        raise ConflictError(
            say(
                "Who has not answered was written to on {day}; nobody is reminded within {n} days.",
                day=last,
                n=EVERY.days,
            )
            if last
            else say("Nobody was asked by mail yet: outreach meetings ask {group!r}", group=found.group)
        )
    return _write(app, found, people, channel, place, because)


def _remind(found: Poll) -> str:
    return f'outreach meetings ask "{found.group}" --again'


def _open(app: App, poll_id: int) -> Poll:
    found = polling.poll(app, poll_id)
    polling.check_open(found)
    if found.closes_on < app.clock.today():
        raise ConflictError(
            say(
                "Answers were taken until {closes_on}; choose a date: outreach meetings close {group!r} best",
                closes_on=found.closes_on,
                group=found.group,
            )
        )
    return found


def _write(app: App, found: Poll, people: Sequence[Asked], channel: str, place: str, because: str) -> PollMail:
    way = dispatch.channel_of(app, channel or dispatch.usual_channel(app))
    dispatch.carrier_of(app, way, place).close()  # a way out that is blocked is told before anything is written
    with app.change("ask for dates", because=because, final=True), app.store.selection() as chosen:
        sql, values = polls.to_be_asked(app.store, found.id, [one.contact_id for one in people], _WHY)
        chosen.fill(sql, columns=("contact_id", "variant", "because"), **values)
        draft = _draft(app, found, people, way.key, place)
        seen = dispatch.rehearse(app, draft, chosen)
        if not seen.recipients:
            why = row(
                (say("{names}: {why}", names=", ".join(one.names), why=one.sentence) for one in seen.refused), "; "
            )
            mend = who_lacks(app, found.group_id, foreseeing.foreseen(app, draft, chosen).missed).way
            raise RefusedError(
                say("Nobody can be written to: {why}. {mend}", why=why, mend=mend)
                if mend
                else say("Nobody can be written to: {why}.", why=why)
            )
        made = dispatch.draft(app, draft, because=because)
        dispatch.freeze(app, made.id, chosen, confirmed=True, because=because)
        dispatch.approve(app, made.id, because=because)
        begun = dispatch.start(app, made.id)
        return _noted(app, found, begun, people)


def _noted(app: App, found: Poll, begun: Dispatch, people: Sequence[Asked]) -> PollMail:
    """Write down who is written to today, and return what came of it."""
    rows = {one.contact_id: one.id for one in people}
    listed = dispatch.recipients(app, begun.id, Wanted(limit=len(people)))
    asked = [one for one in listed if one.state is DeliveryState.QUEUED]
    for one in asked:
        app.store.update("meeting_poll_people", rows[one.contact_id], {"asked_on": app.clock.today().isoformat()})
    missed = [one for one in listed if one not in asked]
    return PollMail(
        dispatch=begun,
        asked=len(asked),
        left_out=tuple(f"{one.name}: {one.left_out}" for one in missed),
        way=who_lacks(app, found.group_id, missed).way,
    )


def _draft(app: App, found: Poll, people: Sequence[Asked], channel: str, place: str) -> Draft:
    title = found.title[:_LONGEST_TITLE]
    again = sum(one.asked_on is not None for one in people) > 0
    return Draft(
        name=_name(app, found, title),
        purpose=PURPOSE,
        texts=poll_letters.texts(app, found, again=again),
        channel=channel,
        place=place,
        ref=Ref("meeting_polls", found.id),
        signed_up=True,  # they are members, or were named by one who looks after the meeting
        until_on=found.closes_on,
        variants={one.uid: {poll_letters.PAGE: literal(poll_links.poll_link(app, one))} for one in people},
        reasons={"asked": say("is asked for a date of {group}", group=found.group)},
    )


def _name(app: App, found: Poll, title: str) -> str:
    before = polls.mailings(app.store, found.id)
    return f"Dates for {title} ({found.id}, {before + 1})" if before else f"Dates for {title} ({found.id})"
