"""Wishes of those invited for another time (COUNTER): shown, taken by moving the meeting, or refused."""

from datetime import datetime
from zoneinfo import ZoneInfo

from outreach_crm.app import App
from outreach_crm.clock import timestamp
from outreach_crm.dispatch.model import Dispatch
from outreach_crm.errors import ConflictError, NotFoundError
from outreach_crm.text import say
from outreach_meetings.model.calendar import Told
from outreach_meetings.model.drafts import MeetingEdit
from outreach_meetings.model.invitations import Batch, Guest, Heard, Letter, Outcome, Wish, WishState, with_comment
from outreach_meetings.model.series import MINUTE, Meeting
from outreach_meetings.queries import invitations as queries
from outreach_meetings.service import altering, inviting, occurring, planning

_LONGEST = 2_000


def wish(app: App, told: Told, meeting: Meeting, contact_id: int, *, whole: bool) -> Outcome:
    """Write down that somebody who was invited asks for another time; the same wish once.

    Args:
        app: the App.
        told: what their calendar says.
        meeting: the meeting that it names.
        contact_id: who asks.
        whole: whether it names all of a series: then it is about the next of it.
    """
    if not isinstance(told.start, datetime):
        return Outcome(kept=False, sentence=say("It asks for another time and does not say which."))
    now = app.clock.now()
    at, starts = timestamp(min(told.stamp or now, now)), _local(told.start, meeting.zone)
    before = [one for one in queries.wishes(app.store, meeting.series.id) if one.contact_id == contact_id]
    if any((one.starts, one.answered_at) == (starts, at) for one in before):
        return Outcome(kept=False, sentence=say("That wish is known already."), contact_id=contact_id)
    if any(at < one.answered_at for one in before):
        return Outcome(kept=False, sentence=say("They have given a later answer already."), contact_id=contact_id)
    if starts == meeting.starts:
        return Outcome(kept=False, sentence=say("It asks for the time that it has already."), contact_id=contact_id)
    with app.change("wish for another time") as made:
        for one in before:
            if one.state is WishState.OPEN:  # they have another wish now
                app.store.delete("meeting_wishes", one.id)
        values = {
            "series_id": meeting.series.id,
            "sitting_id": None if whole else planning.sitting(app, meeting),
            "contact_id": contact_id,
            "starts": starts.strftime(MINUTE),
            "answered_at": at,
            "sequence": min(told.sequence, meeting.sequence),
            "comment": told.comment.strip()[:_LONGEST],
        }
        kept = _get(app, app.store.insert("meeting_wishes", values))
    sentence = say("{name} asks for another time: {when}.", name=kept.name, when=f"{starts:%Y-%m-%d %H:%M}")
    sentence = with_comment(sentence, kept.comment)
    return Outcome(kept=True, sentence=sentence, contact_id=contact_id, change_id=made.id)


def wishes(app: App, meeting: Meeting) -> list[Wish]:
    """Return who asked for another time for a meeting, or for its series, the latest first."""
    own = meeting.sitting.id if meeting.sitting else None
    return [one for one in queries.wishes(app.store, meeting.series.id) if one.sitting_id in {None, own}]


def wished(app: App, wish_id: int) -> tuple[Wish, Meeting]:
    """Return a wish and the meeting that it is about: of a whole series, the next one.

    Raises:
        NotFoundError: there is none of that number, or no such meeting any more.
    """
    found = _get(app, wish_id)
    if found.sitting_id is not None:
        return found, occurring.of_sitting(app, found.sitting_id)
    of = occurring.series(app, found.series_id)
    if not of.rule:
        return found, occurring.meeting(app, of.id, Meeting(series=of, original=of.starts).key)
    upcoming = occurring.next_of_series(app, of)
    if upcoming is None:
        raise NotFoundError(say("{of} does not take place any more.", of=of.title))
    return found, upcoming


def grant_wish(app: App, wish_id: int, *, because: str = "") -> Meeting:
    """Move a meeting to the time that somebody asked for; those invited are told by the next invitations.

    Raises:
        NotFoundError: there is no such wish.
        ConflictError: it was decided already, or the meeting was called off.
        InvalidInputError: no clock shows that time on that day.
    """
    with app.change("grant wish for another time", because=because):
        found, meeting = _open(app, wish_id)
        edit = MeetingEdit(fields={"starts": f"{found.starts:%Y-%m-%d %H:%M}"})
        moved = altering.alter(app, meeting, edit, because=because)
        app.store.update("meeting_wishes", wish_id, {"state": WishState.TAKEN.value})
        return moved


def refuse_wish(app: App, wish_id: int, *, because: str = "") -> list[Dispatch]:
    """Refuse a wish for another time, and return the mail that says so (DECLINECOUNTER), ready to be sent.

    Raises:
        NotFoundError: there is no such wish, or no e-mail.
        ConflictError: it was decided already.
        DeliveryError, RefusedError: nothing can leave, or must not go to them; nothing is written.
    """
    with app.change("refuse wish for another time", because=because, final=True):
        found, meeting = _open(app, wish_id)
        app.store.update("meeting_wishes", wish_id, {"state": WishState.REFUSED.value})
        who = Guest(contact_id=found.contact_id, name=found.name, heard=Heard.CURRENT)
        whole = found.sitting_id is None
        batch = Batch(letter=Letter.REFUSAL, meeting=meeting, whole=whole, people=(who,))
        return inviting.begin_inviting(app, [batch], because=because)


def _get(app: App, wish_id: int) -> Wish:
    found = queries.wish(app.store, wish_id)
    if found is None:
        raise NotFoundError(say("There is no wish {wish_id} for another time.", wish_id=wish_id))
    return found


def _open(app: App, wish_id: int) -> tuple[Wish, Meeting]:
    found, meeting = wished(app, wish_id)
    if found.state is not WishState.OPEN:
        raise ConflictError(
            say(
                "The wish of {name} for {starts} was {state} already.",
                name=found.name,
                starts=f"{found.starts:%Y-%m-%d %H:%M}",
                state=found.state,
            )
        )
    return found, meeting


def _local(at: datetime, zone: str) -> datetime:
    """Return a moment by the clock on the wall of a zone, to the minute."""
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None, second=0, microsecond=0)
