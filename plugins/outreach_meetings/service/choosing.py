"""Chooses a date: which is best and why, and the meeting that is planned on it."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from outreach_crm.app import App
from outreach_crm.errors import ConflictError, InvalidInputError
from outreach_crm.text import say
from outreach_meetings.model.attendance import Standing
from outreach_meetings.model.drafts import MeetingDraft
from outreach_meetings.model.polls import Poll, PollDate, PollState
from outreach_meetings.model.ranking import Ranked, ranked, runs
from outreach_meetings.model.series import MINUTE, Meeting
from outreach_meetings.queries import polls
from outreach_meetings.service import free_days, planning, poll_answers, polling

BEST = "best"
"""The word for the best date."""


def rank_dates(app: App, found: Poll) -> tuple[Ranked, ...]:
    """Return the dates of a poll, the best first, each with why it stands there."""
    days = [one.starts.date() for one in found.dates]
    holidays = free_days.holidays(app, min(days), max(days)) if days else {}
    return ranked(found, runs(polls.past(app.store, found)), holidays)


def close_poll(app: App, poll_id: int, day: str = BEST, *, because: str = "") -> Meeting:
    """Take one of the dates, and plan the meeting on it.

    Args:
        app: the App.
        poll_id: which poll.
        day: ``best``, or one of its dates by its day.
        because: why this one.

    Raises:
        NotFoundError: there is no such poll.
        InvalidInputError: it is none of its dates, or the best one is asked for and nobody has answered.
        ConflictError: it is closed already, or that date has passed.
    """
    with app.change("close poll", because=because):
        found = polling.poll(app, poll_id)
        polling.check_open(found)
        best = day.strip().lower() == BEST
        if best and not found.said:
            raise InvalidInputError(
                say("Nobody has answered yet, so that no date is the best one; name a date to take it.")
            )
        chosen = _best(app, found) if best else poll_answers.date_meant(app, found, day)
        if _is_over(app, found, chosen):
            raise ConflictError(
                say(
                    "{starts} has passed; choose another date, or open a new poll.",
                    starts=f"{chosen.starts:%Y-%m-%d %H:%M}",
                )
            )
        made = planning.plan(app, _draft(found, chosen), because=because)
        told = {"state": PollState.CLOSED.value, "chosen": chosen.starts.strftime(MINUTE), "series_id": made.series.id}
        app.store.update("meeting_polls", poll_id, told)
        return made


def _best(app: App, found: Poll) -> PollDate:
    order = rank_dates(app, found)
    return next((one.date for one in order if not _is_over(app, found, one.date)), order[0].date)


def _is_over(app: App, found: Poll, one: PollDate) -> bool:
    begins: datetime = one.starts.replace(tzinfo=ZoneInfo(found.zone)).astimezone(UTC)
    return begins <= app.clock.now()


def _draft(found: Poll, chosen: PollDate) -> MeetingDraft:
    return MeetingDraft(
        group=str(found.group_id),
        starts=f"{chosen.starts:%Y-%m-%d %H:%M}",
        title=found.title,
        minutes=found.minutes,
        zone=found.zone,
        place=found.place,
        quorum=found.quorum,
        guests=tuple(str(one.contact_id) for one in found.people if one.standing is Standing.GUEST),
    )
