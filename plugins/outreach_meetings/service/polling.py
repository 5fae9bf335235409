"""Opens polls of dates, and finds them."""

import secrets
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.dates import read_date
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError
from outreach_crm.groups import service as groups
from outreach_crm.model import Problem
from outreach_crm.text import say
from outreach_meetings.model.attendance import Standing
from outreach_meetings.model.polls import Poll, PollDraft, PollState
from outreach_meetings.model.series import MINUTE
from outreach_meetings.model.settings import MeetingSettings
from outreach_meetings.model.times import checked_zone
from outreach_meetings.queries import attendance, polls
from outreach_meetings.service import checking

_USUAL = timedelta(days=7)
_MOST = 40
"""So many dates one poll may ask about."""


def open_poll(app: App, draft: PollDraft, *, because: str = "") -> Poll:
    """Ask the members of a group, and some others, about dates, and return the poll; nothing is sent by it.

    Raises:
        NotFoundError: there is no such group or contact.
        InvalidInputError: a date is none, is named twice or has passed, there are less than two, or nobody is asked.
        ConflictError: the group is asked about dates already.
    """
    group = groups.resolve(app, draft.group)
    zone = checked_zone(draft.zone or app.section.time_zone)
    starts = _starts(app, draft.dates, zone)
    usual = app.settings.of("meetings", MeetingSettings).minutes
    values = {
        "group_id": group.contact_id,
        "title": draft.title.strip() or f"Meeting of {group.name}",
        "zone": zone,
        "minutes": checking.minutes(usual if draft.minutes is None else draft.minutes),
        "place": draft.place.strip(),
        "quorum": checking.quorum(draft.quorum),
        "state": PollState.OPEN.value,
        "closes_on": _closes(app, draft.closes, starts[0].date()).isoformat(),
    }
    with app.change("open poll", because=because):
        _check_none_open(app, group.contact_id, group.name)
        poll_id = app.store.insert("meeting_polls", {**values, "owner_id": app.actor.account_id})
        for one in starts:
            app.store.insert("meeting_poll_dates", {"poll_id": poll_id, "starts": one.strftime(MINUTE)})
        _ask(app, poll_id, group.contact_id, draft)
        return poll(app, poll_id)


def poll(app: App, poll_id: int) -> Poll:
    """Return a poll.

    Raises:
        NotFoundError: there is none of that number, or it is of a group the actor may not see.
    """
    found = polls.some(app.store, [poll_id])
    if not found:
        raise NotFoundError(say("There is no poll {poll_id}; outreach meetings polls shows them.", poll_id=poll_id))
    return found[0]


def list_polls(
    app: App,
    *,
    group_id: int | None = None,
    state: PollState | None = None,
    before: int | None = None,
    limit: int = 100,
) -> list[Poll]:
    """Return polls, the latest first.

    Args:
        app: the App.
        group_id: only those of this group, as a contact.
        state: only those that are so.
        before: only those with a smaller number.
        limit: so many at most.
    """
    return polls.listed(app.store, group_id=group_id, state=state, before=before, limit=limit)


def poll_of(app: App, group: str) -> Poll:
    """Return the poll of a group that is open, or else its last one.

    Raises:
        NotFoundError: there is no such group, or it was never asked about dates.
    """
    found = groups.resolve(app, group)
    for state in (PollState.OPEN, None):
        for one in list_polls(app, group_id=found.contact_id, state=state, limit=1):
            return one
    raise NotFoundError(
        say(
            '{name} was not asked about dates yet: outreach meetings poll "{name}" "friday 19:30" "2026-04-09 19:30"',
            name=found.name,
        )
    )


def merge_asked(app: App, kept_id: int, dropped_id: int) -> None:
    """Let who stays after a merge be needed in a poll where either was; call it inside the change of the merge."""
    for row_id in polls.needed_as(app.store, kept_id, dropped_id):
        app.store.update("meeting_poll_people", row_id, {"needed": 1})


def check_open(found: Poll) -> None:
    """Refuse to alter a poll whose date is chosen.

    Raises:
        ConflictError: it is.
    """
    if not found.is_open:
        raise ConflictError(
            say("The poll of {group} is closed: {standing}.", group=found.group, standing=found.standing)
        )


def _starts(app: App, texts: tuple[str, ...], zone: str) -> list[datetime]:
    found = [checking.start(app, one, zone) for one in texts if one.strip()]
    today = app.clock.today()
    for number, one in enumerate(found):
        if one in found[:number]:
            raise _problem("dates", say("{date} is named twice; name each date once.", date=f"{one:%Y-%m-%d %H:%M}"))
        if one.date() < today:
            raise _problem(
                "dates", say("{date} has passed; name dates that are to come.", date=f"{one:%Y-%m-%d %H:%M}")
            )
    if not 2 <= len(found) <= _MOST:
        raise _problem("dates", say("Name at least two dates to choose from, and {most} at most.", most=_MOST))
    return sorted(found)


def _closes(app: App, text: str, first: date) -> date:
    today = app.clock.today()
    if not text.strip():
        return max(min(today + _USUAL, first - timedelta(days=1)), today)
    day = read_date(text, today)
    if not today <= day <= first:
        raise _problem(
            "closes",
            say(
                "Answers are taken from today until the first date, {first}; {day} is not between.",
                first=first,
                day=day,
            ),
        )
    return day


def _check_none_open(app: App, group_id: int, name: str) -> None:
    for one in list_polls(app, group_id=group_id, state=PollState.OPEN, limit=1):
        raise ConflictError(
            say(
                "{name} is asked about dates already, for {title}; choose one of them first:"
                ' outreach meetings close "{name}" best',
                name=name,
                title=one.title,
            )
        )


def _ask(app: App, poll_id: int, group_id: int, draft: PollDraft) -> None:
    """Write down who is asked: members, those without whom there is no meeting, and guests."""
    members = [*attendance.members(app.store, group_id, app.clock.today())]
    needed = [contacts.resolve(app, one).id for one in draft.keys if one.strip()]
    guests = [contacts.resolve(app, one).id for one in draft.guests if one.strip()]
    people = dict.fromkeys((*members, *needed, *guests))
    if not people:
        raise _problem("group", say("The group has no members to be asked; let somebody join it first."))
    rows: Iterator[dict[str, object]] = (
        {
            "uid": secrets.token_hex(8),
            "poll_id": poll_id,
            "contact_id": one,
            "standing": (Standing.MEMBER if one in members else Standing.GUEST).value,
            "needed": int(one in needed),
        }
        for one in people
    )
    for row in rows:
        app.store.insert("meeting_poll_people", row)


def _problem(field: str, sentence: str) -> InvalidInputError:
    return InvalidInputError(sentence, (Problem(field=field, sentence=sentence),))
